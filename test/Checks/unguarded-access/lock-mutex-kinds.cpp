// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Each mutex of the standard library guards; without it the access is a race.
#include <map>
#include <mutex>
#include <shared_mutex>
#include <thread>

template <class Scenario> void inTwoThreads() {
  Scenario Object;
  std::thread First(&Scenario::work, &Object);
  std::thread Second(&Scenario::work, &Object);
  First.join();
  Second.join();
}

struct NoMutexBad {
  void work() {
    Table[1] = 1; // expect: unguarded-access
  }
  std::map<int, int> Table;
};

struct MutexOk {
  void work() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[1] = 1;
  }
  std::mutex Mutex;
  std::map<int, int> Table;
};

struct TimedMutexOk {
  void work() {
    std::lock_guard<std::timed_mutex> Lock(Mutex);
    Table[1] = 1;
  }
  std::timed_mutex Mutex;
  std::map<int, int> Table;
};

struct SharedMutexOk {
  void work() {
    std::unique_lock<std::shared_mutex> Lock(Mutex);
    Table[1] = 1;
  }
  std::shared_mutex Mutex;
  std::map<int, int> Table;
};

// The inner guard takes the mutex again; its end does not release it.
struct RecursiveMutexOk {
  void work() {
    std::lock_guard<std::recursive_mutex> Lock(Mutex);
    step();
    Table[1] = 1;
  }
  void step() {
    std::lock_guard<std::recursive_mutex> Lock(Mutex);
    Table[2] = 2;
  }
  std::recursive_mutex Mutex;
  std::map<int, int> Table;
};

struct RecursiveMutexBad {
  void work() {
    step();
    Table[1] = 1; // expect: unguarded-access
  }
  void step() {
    std::lock_guard<std::recursive_mutex> Lock(Mutex);
    Seen = true;
  }
  std::recursive_mutex Mutex;
  std::map<int, int> Table;
  bool Seen = false;
};

int main() {
  inTwoThreads<NoMutexBad>();
  inTwoThreads<MutexOk>();
  inTwoThreads<TimedMutexOk>();
  inTwoThreads<SharedMutexOk>();
  inTwoThreads<RecursiveMutexOk>();
  inTwoThreads<RecursiveMutexBad>();
}
