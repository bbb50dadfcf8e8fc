// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
//
// A mutex that is named after one map is there for that map. Held where another
// one is touched it is little evidence that the other needs it.
#include <map>
#include <mutex>

class ProfilerOk {
public:
  void add(int Id) {
    std::lock_guard<std::mutex> Lock(stacks_mutex_);
    stacks_[Id] = Id;
  }
  void processOk() {
    resolved_.clear();
    functions_.clear();
    resolve();
    for (const auto &Entry : resolved_)
      functions_[Entry.second] = Entry.first;
  }
  int functionOk(int Id) const { return functions_.at(Id); }

private:
  void resolve() {
    std::lock_guard<std::mutex> Lock(stacks_mutex_);
    for (const auto &Entry : stacks_) {
      resolved_[Entry.first] = Entry.second;
      functions_[Entry.second] = Entry.first;
    }
  }

  std::mutex stacks_mutex_;
  std::map<int, int> stacks_;
  std::map<int, int> resolved_, functions_;
};

// Most accesses hold it all the same.
class DirectoryBad {
public:
  void add(int Id) {
    std::lock_guard<std::mutex> Lock(usersMutex);
    Users[Id] = Id;
    Names[Id] = Id;
  }
  void remove(int Id) {
    std::lock_guard<std::mutex> Lock(usersMutex);
    Users.erase(Id);
    Names.erase(Id);
  }
  bool isKnown(int Id) const {
    return Names.count(Id) > 0; // expect: inconsistent-guard
  }

private:
  mutable std::mutex usersMutex;
  std::map<int, int> Users, Names;
};

// Named after the map that is left out here.
class SessionsBad {
public:
  void add(int Id) {
    std::lock_guard<std::mutex> Lock(m_sessionMutex);
    m_sessions[Id] = Id;
  }
  void close(int Id) {
    m_sessions.erase(Id); // expect: inconsistent-guard
    m_closing[Id] = 1;
  }
  void drop(int Id) {
    m_sessions.erase(Id); // expect: inconsistent-guard
  }
  void forget(int Id) { m_sessions.erase(Id); } // expect: inconsistent-guard

private:
  std::mutex m_sessionMutex;
  std::map<int, int> m_sessions, m_closing;
};
