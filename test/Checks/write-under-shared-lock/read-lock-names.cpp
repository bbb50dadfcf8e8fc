// RUN: %check_expect --mock %s
// Reader locks under the project's own names: typedefs, a guard class, a
// function that returns one.
#include <atomic>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <thread>

using RwMutex = std::shared_timed_mutex;
using ReadLock = std::shared_lock<RwMutex>;
typedef std::unique_lock<RwMutex> WriteLock;

class AutoReadLock {
public:
  explicit AutoReadLock(RwMutex &Mutex) : Mutex(Mutex) { Mutex.lock_shared(); }
  ~AutoReadLock() { Mutex.unlock_shared(); }

private:
  RwMutex &Mutex;
};

struct Scenario {
  ReadLock reading() { return ReadLock(Mutex); }
  WriteLock writing() { return WriteLock(Mutex); }
  RwMutex Mutex;
  std::map<int, int> Table;
};

struct TypedefBad : Scenario {
  void work() {
    ReadLock Lock(Mutex);
    Table[1] = 1; // expect: write-under-shared-lock
  }
};

struct GuardClassBad : Scenario {
  void work() {
    AutoReadLock Lock(Mutex);
    Table[1] = 1; // expect: write-under-shared-lock
  }
};

struct ReturnedBad : Scenario {
  void work() {
    auto Lock = reading();
    Table[1] = 1; // expect: write-under-shared-lock
  }
};

struct TypedefOk : Scenario {
  void work() {
    WriteLock Lock(Mutex);
    Table[1] = 1;
  }
};

struct ReturnedOk : Scenario {
  void work() {
    auto Lock = writing();
    Table[1] = 1;
  }
};

struct ReadsOk : Scenario {
  void work() {
    AutoReadLock Lock(Mutex);
    Found = Found || Table.contains(1);
  }
  std::atomic<bool> Found = false;
};

template <class Case> void inTwoThreads() {
  Case Object;
  std::thread First(&Case::work, &Object);
  std::thread Second(&Case::work, &Object);
  First.join();
  Second.join();
}

int main() {
  inTwoThreads<TypedefBad>();
  inTwoThreads<GuardClassBad>();
  inTwoThreads<ReturnedBad>();
  inTwoThreads<TypedefOk>();
  inTwoThreads<ReturnedOk>();
  inTwoThreads<ReadsOk>();
}
