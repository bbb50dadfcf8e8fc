// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A private helper holds what all its callers hold. One caller that forgets
// makes the helper's access the finding.
#include <map>
#include <mutex>

class AllCallersLockOk {
public:
  void open(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    insert(Id);
  }
  void reopen(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Sessions.erase(Id);
    insert(Id);
  }

private:
  void insert(int Id) { store(Id, 1); }
  void store(int Id, int State) { Sessions[Id] = State; }
  std::mutex Mutex;
  std::map<int, int> Sessions;
};

class OneCallerForgetsBad {
public:
  void open(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    insert(Id);
  }
  void reopen(int Id) { insert(Id); }
  void close(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Sessions.erase(Id);
  }

private:
  void insert(int Id) {
    Sessions[Id] = 1; // expect: inconsistent-guard
  }
  std::mutex Mutex;
  std::map<int, int> Sessions;
};

// A public method that takes no lock has callers that hold none.
class PublicMethodBad {
public:
  void open(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Sessions[Id] = 1;
  }
  void close(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Sessions.erase(Id);
  }
  void dropAll() {
    Sessions.clear(); // expect: inconsistent-guard
  }

private:
  std::mutex Mutex;
  std::map<int, int> Sessions;
};
