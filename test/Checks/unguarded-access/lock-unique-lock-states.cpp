// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A unique_lock guards while it owns the mutex: deferred, adopted, released,
// taken again, moved.
#include <map>
#include <mutex>
#include <thread>
#include <utility>

struct Scenario {
  std::mutex Mutex;
  std::map<int, int> Table;
};

struct DeferredThenLockedOk : Scenario {
  void work() {
    std::unique_lock<std::mutex> Lock(Mutex, std::defer_lock);
    Lock.lock();
    Table[1] = 1;
  }
};

struct DeferredBad : Scenario {
  void work() {
    std::unique_lock<std::mutex> Lock(Mutex, std::defer_lock);
    Table[1] = 1; // expect: unguarded-access
  }
};

struct AdoptedOk : Scenario {
  void work() {
    Mutex.lock();
    std::unique_lock<std::mutex> Lock(Mutex, std::adopt_lock);
    Table[1] = 1;
  }
};

struct UnlockedEarlyBad : Scenario {
  void work() {
    std::unique_lock<std::mutex> Lock(Mutex);
    Table[1] = 1;
    Lock.unlock();
    Table[2] = 2; // expect: unguarded-access
  }
};

struct LockedAgainOk : Scenario {
  void work() {
    std::unique_lock<std::mutex> Lock(Mutex);
    Table[1] = 1;
    Lock.unlock();
    std::this_thread::yield();
    Lock.lock();
    Table[2] = 2;
  }
};

struct MovedOk : Scenario {
  void work() {
    std::unique_lock<std::mutex> First(Mutex);
    std::unique_lock<std::mutex> Second = std::move(First);
    Table[1] = 1;
  }
};

struct MovedAwayBad : Scenario {
  void work() {
    std::unique_lock<std::mutex> First(Mutex);
    {
      std::unique_lock<std::mutex> Second = std::move(First);
    }
    Table[1] = 1; // expect: unguarded-access
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
  inTwoThreads<DeferredThenLockedOk>();
  inTwoThreads<DeferredBad>();
  inTwoThreads<AdoptedOk>();
  inTwoThreads<UnlockedEarlyBad>();
  inTwoThreads<LockedAgainOk>();
  inTwoThreads<MovedOk>();
  inTwoThreads<MovedAwayBad>();
}
