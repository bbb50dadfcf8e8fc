// RUN: %check_expect --mock %s
// A spinlock on an atomic flag is a mutex too, also under the guards of the
// standard library.
#include <atomic>
#include <map>
#include <mutex>
#include <thread>

class SpinLock {
public:
  void lock() {
    while (Flag.test_and_set(std::memory_order_acquire))
      std::this_thread::yield();
  }
  void unlock() { Flag.clear(std::memory_order_release); }

private:
  std::atomic_flag Flag;
};

struct SpinLockOk {
  void work() {
    std::lock_guard<SpinLock> Lock(Spin);
    Table[1] = 1;
  }
  SpinLock Spin;
  std::map<int, int> Table;
};

struct ByHandOk {
  void work() {
    Spin.lock();
    Table[1] = 1;
    Spin.unlock();
  }
  SpinLock Spin;
  std::map<int, int> Table;
};

struct ReleasedBad {
  void work() {
    Spin.lock();
    Spin.unlock();
    Table[1] = 1; // expect: unguarded-access
  }
  SpinLock Spin;
  std::map<int, int> Table;
};

template <class Case> void inTwoThreads() {
  Case Object;
  std::thread First(&Case::work, &Object);
  std::thread Second(&Case::work, &Object);
  First.join();
  Second.join();
}

int main() {
  inTwoThreads<SpinLockOk>();
  inTwoThreads<ByHandOk>();
  inTwoThreads<ReleasedBad>();
}
