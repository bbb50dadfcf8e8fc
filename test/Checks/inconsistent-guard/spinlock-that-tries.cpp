// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A spinlock of one's own that may also fail: held where it says so.
#include <atomic>
#include <set>
#include <thread>

class Spin {
  std::atomic_flag Flag = ATOMIC_FLAG_INIT;

public:
  void acquire() {
    while (Flag.test_and_set(std::memory_order_acquire)) {
    }
  }
  bool tryAcquire() { return !Flag.test_and_set(std::memory_order_acquire); }
  void release() { Flag.clear(std::memory_order_release); }
};

class Names {
  std::set<int> All;
  Spin Lock;

public:
  void addOk(int Name) {
    Lock.acquire();
    All.insert(Name);
    Lock.release();
  }
  bool returnOk(int Name) {
    if (!Lock.tryAcquire())
      return false;
    All.erase(Name);
    Lock.release();
    return true;
  }
  void spinOk(int Name) {
    while (!Lock.tryAcquire())
      std::this_thread::yield();
    All.erase(Name);
    Lock.release();
  }
  void insideOk(int Name) {
    if (Lock.tryAcquire()) {
      All.erase(Name);
      Lock.release();
    }
  }
  void uncheckedBad(int Name) {
    Lock.tryAcquire();
    All.erase(Name); // expect: inconsistent-guard
    Lock.release();
  }
  void failedBad(int Name) {
    if (Lock.tryAcquire())
      Lock.release();
    else
      All.erase(Name); // expect: inconsistent-guard
  }
};
