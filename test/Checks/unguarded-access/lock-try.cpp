// RUN: %check_expect --mock %s
// A try guards where its result was checked, and nowhere else.
#include <chrono>
#include <map>
#include <mutex>
#include <thread>

struct Scenario {
  std::timed_mutex Mutex;
  std::map<int, int> Table;
  using Lock = std::unique_lock<std::timed_mutex>;
};

struct OwnsLockOk : Scenario {
  void work() {
    Lock Guard(Mutex, std::try_to_lock);
    if (Guard.owns_lock())
      Table[1] = 1;
  }
};

struct EarlyReturnOk : Scenario {
  void work() {
    Lock Guard(Mutex, std::try_to_lock);
    if (!Guard)
      return;
    Table[1] = 1;
  }
};

struct UncheckedBad : Scenario {
  void work() {
    Lock Guard(Mutex, std::try_to_lock);
    Table[1] = 1; // expect: unguarded-access
  }
};

struct WrongBranchBad : Scenario {
  void work() {
    Lock Guard(Mutex, std::defer_lock);
    if (Guard.try_lock_for(std::chrono::milliseconds(1)))
      Table[1] = 1;
    else
      Table[2] = 2; // expect: unguarded-access
  }
};

struct TryLockOk : Scenario {
  void work() {
    if (!Mutex.try_lock())
      Mutex.lock();
    Table[1] = 1;
    Mutex.unlock();
  }
};

struct ResultIgnoredBad : Scenario {
  void work() {
    bool Taken = Mutex.try_lock();
    Table[1] = 1; // expect: unguarded-access
    if (Taken)
      Mutex.unlock();
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
  inTwoThreads<OwnsLockOk>();
  inTwoThreads<EarlyReturnOk>();
  inTwoThreads<UncheckedBad>();
  inTwoThreads<WrongBranchBad>();
  inTwoThreads<TryLockOk>();
  inTwoThreads<ResultIgnoredBad>();
}
