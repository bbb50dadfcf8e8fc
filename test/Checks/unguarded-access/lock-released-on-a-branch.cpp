// RUN: %check_expect --mock %s
// One branch releases the lock, or only one takes it: after the branches meet
// it cannot be relied on.
#include <map>
#include <mutex>
#include <thread>

struct Scenario {
  std::mutex Mutex;
  std::map<int, int> Table;
};

struct OneBranchUnlocksBad : Scenario {
  void work(bool Quick) {
    std::unique_lock<std::mutex> Lock(Mutex);
    if (Quick)
      Lock.unlock();
    Table[1] = 1; // expect: unguarded-access
  }
};

struct UnlockingBranchLeavesOk : Scenario {
  void work(bool Quick) {
    std::unique_lock<std::mutex> Lock(Mutex);
    if (Quick) {
      Lock.unlock();
      return;
    }
    Table[1] = 1;
  }
};

struct OneBranchLocksBad : Scenario {
  void work(bool Careful) {
    if (Careful)
      Mutex.lock();
    Table[1] = 1; // expect: unguarded-access
    if (Careful)
      Mutex.unlock();
  }
};

struct BothBranchesLockOk : Scenario {
  void work(bool First) {
    if (First)
      Mutex.lock();
    else
      Mutex.lock();
    Table[1] = 1;
    Mutex.unlock();
  }
};

struct UnlockedInTheLoopBad : Scenario {
  void work(bool Quick) {
    std::unique_lock<std::mutex> Lock(Mutex);
    for (int I = 0; I < 2; ++I) {
      Table[I] = 1; // expect: unguarded-access
      if (Quick && Lock.owns_lock())
        Lock.unlock();
    }
  }
};

struct UnlockedAndRelockedInTheLoopOk : Scenario {
  void work(bool Quick) {
    std::unique_lock<std::mutex> Lock(Mutex);
    for (int I = 0; I < 2; ++I) {
      Table[I] = 1;
      if (Quick) {
        Lock.unlock();
        std::this_thread::yield();
        Lock.lock();
      }
    }
  }
};

template <class Case> void inTwoThreads() {
  Case Object;
  std::thread First(&Case::work, &Object, true);
  std::thread Second(&Case::work, &Object, false);
  First.join();
  Second.join();
}

int main() {
  inTwoThreads<OneBranchUnlocksBad>();
  inTwoThreads<UnlockingBranchLeavesOk>();
  inTwoThreads<OneBranchLocksBad>();
  inTwoThreads<BothBranchesLockOk>();
  inTwoThreads<UnlockedInTheLoopBad>();
  inTwoThreads<UnlockedAndRelockedInTheLoopOk>();
}
