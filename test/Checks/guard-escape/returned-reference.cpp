// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A reference or pointer to an element leaves the function whose guard ends on
// return; the repaired class copies, shares, or brings the work to the lock.
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

struct Session {
  std::string User;
  int Hits = 0;
  void touch() { ++Hits; }
};

class TableBad {
public:
  Session &subscript(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Sessions[Id]; // expect: guard-escape
  }
  const Session &at(int Id) const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Sessions.at(Id); // expect: guard-escape
  }
  Session *find(int Id) {
    std::unique_lock<std::mutex> Lock(Mutex);
    auto It = Sessions.find(Id);
    if (It == Sessions.end())
      return nullptr;
    return &It->second; // expect: guard-escape
  }
  const Session *findShort(int Id) {
    std::scoped_lock Lock(Mutex);
    auto It = Sessions.find(Id);
    return It == Sessions.end() ? nullptr : &It->second; // expect: guard-escape
  }
  const std::string &userOf(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Sessions[Id].User; // expect: guard-escape
  }
  int &hitsOf(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Sessions[Id].Hits; // expect: guard-escape
  }
  Session &byLockCalls(int Id) {
    Mutex.lock();
    Session &Found = Sessions[Id];
    Mutex.unlock();
    return Found; // expect: guard-escape
  }
  Session *byInnerScope(int Id) {
    Session *Found = nullptr;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Found = &Sessions[Id];
    }
    return Found; // expect: guard-escape
  }
  Session &inserted(int Id, Session New) {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto Result = Sessions.emplace(Id, New);
    return Result.first->second; // expect: guard-escape
  }
  std::reference_wrapper<Session> wrapped(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    return std::ref(Sessions[Id]); // expect: guard-escape
  }
  void close(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Sessions.erase(Id);
  }

private:
  mutable std::mutex Mutex;
  std::unordered_map<int, Session> Sessions;
};

class TableOk {
public:
  Session copy(int Id) const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Sessions.at(Id);
  }
  std::optional<Session> find(int Id) const {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto It = Sessions.find(Id);
    if (It == Sessions.end())
      return std::nullopt;
    return It->second;
  }
  bool get(int Id, Session &Out) const {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto It = Sessions.find(Id);
    if (It == Sessions.end())
      return false;
    Out = It->second;
    return true;
  }
  std::string userOf(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    const std::string &User = Sessions[Id].User;
    return User;
  }
  int hitsOf(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Sessions[Id].Hits;
  }
  template <typename Visitor> void with(int Id, Visitor Visit) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Visit(Sessions[Id]);
  }
  Session inInnerScope(int Id) {
    Session Found;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Session &Entry = Sessions[Id];
      Found = Entry;
    }
    Found.touch();
    return Found;
  }
  void close(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Sessions.erase(Id);
  }

private:
  mutable std::mutex Mutex;
  std::unordered_map<int, Session> Sessions;
};

/// Elements that own, or share, what they lead to.
class SharedTableOk {
public:
  std::shared_ptr<Session> share(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Sessions[Id];
  }
  std::shared_ptr<Session> find(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto It = Sessions.find(Id);
    return It == Sessions.end() ? nullptr : It->second;
  }
  Session *raw(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto It = Raw.find(Id);
    return It == Raw.end() ? nullptr : It->second;
  }
  void use(int Id) {
    std::shared_ptr<Session> Mine;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Mine = Sessions[Id];
    }
    if (Mine)
      Mine->touch();
  }
  void close(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Sessions.erase(Id);
    Raw.erase(Id);
  }

private:
  std::mutex Mutex;
  std::map<int, std::shared_ptr<Session>> Sessions;
  std::map<int, Session *> Raw;
};

void visitOk(TableOk &Table) {
  Table.with(1, [](Session &Found) { Found.touch(); });
}
