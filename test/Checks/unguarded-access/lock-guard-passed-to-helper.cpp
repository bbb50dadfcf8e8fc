// RUN: %check_expect --mock %s
// A helper gets the guard by reference and may unlock and relock it.
#include <map>
#include <mutex>
#include <thread>
#include <utility>

using UniqueLock = std::unique_lock<std::mutex>;

struct Scenario {
  std::mutex Mutex;
  std::map<int, int> Table;
};

struct RelocksOk : Scenario {
  void work() {
    UniqueLock Lock(Mutex);
    Table[1] = 1;
    pause(Lock);
    Table[2] = 2;
  }
  void pause(UniqueLock &Lock) {
    Lock.unlock();
    std::this_thread::yield();
    Lock.lock();
  }
};

struct UsesUnderTheCallersLockOk : Scenario {
  void work() {
    UniqueLock Lock(Mutex);
    put(Lock, 1);
  }
  void put(UniqueLock &, int Key) { Table[Key] = 1; }
};

struct AccessInThePauseBad : Scenario {
  void work() {
    UniqueLock Lock(Mutex);
    pause(Lock);
  }
  void pause(UniqueLock &Lock) {
    Lock.unlock();
    Table[1] = 1; // expect: unguarded-access
    Lock.lock();
  }
};

struct HelperLocksOk : Scenario {
  void work() {
    UniqueLock Lock(Mutex);
    Lock.unlock();
    finish(Lock);
    Table[2] = 2;
  }
  void finish(UniqueLock &Lock) {
    Lock.lock();
    Table[1] = 1;
  }
};

struct HelperLocksForSomeBad : Scenario {
  void work() {
    UniqueLock Lock(Mutex, std::defer_lock);
    finish(Lock);
    Lock.unlock();
    Table[3] = 3; // expect: unguarded-access
  }
  void finish(UniqueLock &Lock) {
    Table[1] = 1; // expect: unguarded-access
    Lock.lock();
    Table[2] = 2;
  }
};

struct DoesNotRelockBad : Scenario {
  void work() {
    UniqueLock Lock(Mutex);
    release(Lock);
    Table[1] = 1; // expect: unguarded-access
  }
  void release(UniqueLock &Lock) { Lock.unlock(); }
};

struct GuardMovedIntoHelperBad : Scenario {
  void work() {
    UniqueLock Lock(Mutex);
    finish(std::move(Lock));
    Table[1] = 1; // expect: unguarded-access
  }
  void finish(UniqueLock Lock) { Lock.unlock(); }
};

struct AccessUnderMovedGuardOk : Scenario {
  void work() {
    UniqueLock Lock(Mutex);
    finish(std::move(Lock));
  }
  void finish(UniqueLock Lock) {
    Table[1] = 1;
    Lock.unlock();
  }
};

template <class Case> void inTwoThreads() {
  Case Object;
  std::thread First(&Case::work, &Object);
  std::thread Second(&Case::work, &Object);
  First.join();
  Second.join();
}

int main() {
  inTwoThreads<RelocksOk>();
  inTwoThreads<UsesUnderTheCallersLockOk>();
  inTwoThreads<AccessInThePauseBad>();
  inTwoThreads<HelperLocksOk>();
  inTwoThreads<HelperLocksForSomeBad>();
  inTwoThreads<DoesNotRelockBad>();
  inTwoThreads<GuardMovedIntoHelperBad>();
  inTwoThreads<AccessUnderMovedGuardOk>();
}
