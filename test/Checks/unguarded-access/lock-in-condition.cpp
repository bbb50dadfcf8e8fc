// RUN: %check_expect --mock %s
// A guard declared in a condition holds in its branches; a loop takes the lock
// anew in each round and may leave with it or without.
#include <map>
#include <mutex>
#include <thread>

struct Scenario {
  std::mutex Mutex;
  std::map<int, int> Table;
};

struct IfDeclaresOk : Scenario {
  void work() {
    if (std::unique_lock Lock{Mutex, std::try_to_lock})
      Table[1] = 1;
  }
};

struct IfDeclaresBad : Scenario {
  void work() {
    if (std::unique_lock Lock{Mutex, std::try_to_lock})
      Table[1] = 1;
    else
      Table[2] = 1; // expect: unguarded-access
  }
};

struct LoopOk : Scenario {
  void work() {
    for (;;) {
      std::unique_lock<std::mutex> Lock(Mutex);
      if (Table.size() > 2)
        return;
      Table[static_cast<int>(Table.size())] = 1;
    }
  }
};

struct LeavesTheLoopBad : Scenario {
  void work() {
    for (int I = 0; I < 2; ++I) {
      std::lock_guard<std::mutex> Lock(Mutex);
      if (!Table.empty())
        break;
      Table[1] = 1;
    }
    Table.erase(1); // expect: unguarded-access
  }
};

struct LeavesLockedOk : Scenario {
  void work() {
    std::unique_lock<std::mutex> Lock(Mutex, std::defer_lock);
    while (!Lock.try_lock())
      std::this_thread::yield();
    Table.erase(1);
  }
};

struct SwitchBad : Scenario {
  void work() {
    Mutex.lock();
    switch (Table.size()) {
    case 0:
      Mutex.unlock();
      break;
    default:
      Table.erase(1);
      Mutex.unlock();
      return;
    }
    Table[1] = 1; // expect: unguarded-access
  }
};

template <class Case> void inTwoThreads() {
  Case Object;
  std::thread First(&Case::work, &Object), Second(&Case::work, &Object);
  First.join();
  Second.join();
}

int main() {
  inTwoThreads<IfDeclaresOk>();
  inTwoThreads<IfDeclaresBad>();
  inTwoThreads<LoopOk>();
  inTwoThreads<LeavesTheLoopBad>();
  inTwoThreads<LeavesLockedOk>();
  inTwoThreads<SwitchBad>();
}
