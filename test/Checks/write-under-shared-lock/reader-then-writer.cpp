// RUN: %check_expect --mock %s
// A reader lock that is given up before the writer lock is taken, and one that
// is not. Two locks of different mutexes in one block.
#include <map>
#include <mutex>
#include <shared_mutex>
#include <thread>

struct Scenario {
  std::shared_mutex Mutex, OtherMutex;
  std::map<int, int> Table, Other;
};

struct ReleasedAndTakenOk : Scenario {
  void work() {
    std::shared_lock<std::shared_mutex> Reading(Mutex);
    bool Missing = !Table.contains(1);
    Reading.unlock();
    if (Missing) {
      std::unique_lock<std::shared_mutex> Writing(Mutex);
      Table.try_emplace(1, 1);
    }
  }
};

struct NeverReleasedBad : Scenario {
  void work() {
    Mutex.lock_shared();
    if (!Table.contains(1))
      Table.try_emplace(1, 1); // expect: write-under-shared-lock
    Mutex.unlock_shared();
  }
};

// Reads one map, writes another: each under its own lock in the right mode.
struct TwoMutexesOk : Scenario {
  void work() {
    std::shared_lock<std::shared_mutex> Reading(Mutex);
    std::unique_lock<std::shared_mutex> Writing(OtherMutex);
    Other[1] = static_cast<int>(Table.size());
  }
};

struct TwoReadersOk : Scenario {
  bool work() {
    std::shared_lock<std::shared_mutex> First(Mutex);
    std::shared_lock<std::shared_mutex> Second(OtherMutex);
    return Table.contains(1) && Other.contains(1);
  }
};

struct ModesMixedUpBad : Scenario {
  void work() {
    std::shared_lock<std::shared_mutex> Reading(Mutex);
    std::unique_lock<std::shared_mutex> Writing(OtherMutex);
    Other[1] = 1;
  }
  void read() {
    std::shared_lock<std::shared_mutex> Reading(OtherMutex);
    Other.erase(1); // expect: write-under-shared-lock
  }
};

template <class Case> void inTwoThreads() {
  Case Object;
  std::thread First(&Case::work, &Object);
  std::thread Second(&Case::work, &Object);
  First.join();
  Second.join();
}

void mixedUpBad() {
  ModesMixedUpBad Object;
  std::thread First(&ModesMixedUpBad::work, &Object);
  std::thread Second(&ModesMixedUpBad::read, &Object);
  std::thread Third(&ModesMixedUpBad::read, &Object);
  First.join();
  Second.join();
  Third.join();
}

int main() {
  inTwoThreads<ReleasedAndTakenOk>();
  inTwoThreads<NeverReleasedBad>();
  inTwoThreads<TwoMutexesOk>();
  inTwoThreads<TwoReadersOk>();
  mixedUpBad();
}
