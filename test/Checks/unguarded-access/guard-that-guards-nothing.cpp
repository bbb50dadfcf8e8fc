// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Guards that guard nothing: the code looks locked and is not.
#include <map>
#include <mutex>
#include <thread>

struct Scenario {
  std::mutex Mutex;
  std::map<int, int> Table;
};

struct UnnamedTemporaryBad : Scenario {
  void work() {
    std::lock_guard<std::mutex>{Mutex};
    Table[1] = 1; // expect: unguarded-access
  }
};

// This declares a variable named Mutex, a lock of nothing.
struct DeclaresVariableBad : Scenario {
  void work() {
    std::unique_lock<std::mutex>(Mutex);
    Table[1] = 1; // expect: unguarded-access
  }
};

struct CommaBad : Scenario {
  void work() {
    std::unique_lock<std::mutex>(this->Mutex), Table[1] = 1;
    Table[2] = 2; // expect: unguarded-access
  }
};

struct LocalMutexBad : Scenario {
  void work() {
    std::mutex Mutex;
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[1] = 1; // expect: unguarded-access
  }
};

struct LockOfNothingBad : Scenario {
  void work() {
    std::scoped_lock Lock;
    Table[1] = 1; // expect: unguarded-access
  }
};

struct DefaultConstructedBad : Scenario {
  void work() {
    std::unique_lock<std::mutex> Lock;
    Table[1] = 1; // expect: unguarded-access
  }
};

// A function, not a variable.
struct VexingParseBad : Scenario {
  void work() {
    std::unique_lock<std::mutex> Lock();
    Table[1] = 1; // expect: unguarded-access
  }
};

struct NamedOk : Scenario {
  void work() {
    std::lock_guard<std::mutex> Lock{Mutex};
    Table[1] = 1;
  }
};

struct StaticLocalMutexOk : Scenario {
  void work() {
    static std::mutex Mutex;
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[1] = 1;
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
  inTwoThreads<UnnamedTemporaryBad>();
  inTwoThreads<DeclaresVariableBad>();
  inTwoThreads<CommaBad>();
  inTwoThreads<LocalMutexBad>();
  inTwoThreads<LockOfNothingBad>();
  inTwoThreads<DefaultConstructedBad>();
  inTwoThreads<VexingParseBad>();
  inTwoThreads<NamedOk>();
  inTwoThreads<StaticLocalMutexOk>();
}
