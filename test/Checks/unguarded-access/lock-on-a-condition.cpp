// RUN: %check_expect --mock %s
// A lock that is taken under a condition protects what is done under the same
// one, and nothing else.
#include <map>
#include <mutex>
#include <thread>

struct Scenario {
  std::mutex Mutex;
  std::map<int, int> Table;
};

struct SameConditionOk : Scenario {
  void work(bool Writes) {
    std::unique_lock<std::mutex> Lock(Mutex, std::defer_lock);
    if (Writes)
      Lock.lock();
    int Value = 2;
    if (Writes)
      Table[1] = Value;
  }
};

struct NegatedOk : Scenario {
  void work(bool Skips) {
    if (!Skips)
      Mutex.lock();
    int Value = 2;
    if (!Skips) {
      Table[1] = Value;
      Mutex.unlock();
    }
  }
};

struct FieldOk : Scenario {
  bool IsCounting = true;
  void work(bool) {
    if (IsCounting)
      Mutex.lock();
    int Value = 2;
    if (IsCounting)
      Table[1] = Value;
    if (IsCounting)
      Mutex.unlock();
  }
};

struct OtherConditionBad : Scenario {
  void work(bool Writes) {
    bool Late = !Table.empty(); // expect: unguarded-access
    std::unique_lock<std::mutex> Lock(Mutex, std::defer_lock);
    if (Writes)
      Lock.lock();
    if (Late)
      Table[1] = 2; // expect: unguarded-access
  }
};

struct OppositeBad : Scenario {
  void work(bool Writes) {
    std::unique_lock<std::mutex> Lock(Mutex, std::defer_lock);
    if (Writes)
      Lock.lock();
    if (!Writes)
      Table[1] = 2; // expect: unguarded-access
  }
};

struct ReleasedBad : Scenario {
  void work(bool Writes) {
    std::unique_lock<std::mutex> Lock(Mutex, std::defer_lock);
    if (Writes)
      Lock.lock();
    if (Writes)
      Lock.unlock();
    if (Writes)
      Table[1] = 2; // expect: unguarded-access
  }
};

struct FlagChangedBad : Scenario {
  void work(bool Writes) {
    std::unique_lock<std::mutex> Lock(Mutex, std::defer_lock);
    if (Writes)
      Lock.lock();
    Writes = true;
    if (Writes)
      Table[1] = 2; // expect: unguarded-access
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
  inTwoThreads<SameConditionOk>();
  inTwoThreads<NegatedOk>();
  inTwoThreads<FieldOk>();
  inTwoThreads<OtherConditionBad>();
  inTwoThreads<OppositeBad>();
  inTwoThreads<ReleasedBad>();
  inTwoThreads<FlagChangedBad>();
}
