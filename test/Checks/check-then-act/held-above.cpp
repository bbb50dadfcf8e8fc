// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// What looks like two sections is one, because a lock is held around both.
#include <map>
#include <mutex>

class Recursive {
public:
  bool has(int Key) {
    std::lock_guard<std::recursive_mutex> Lock(Mutex);
    return Entries.count(Key) != 0;
  }
  void add(int Key) {
    std::lock_guard<std::recursive_mutex> Lock(Mutex);
    Entries[Key] = 1;
  }
  void heldOk(int Key) {
    std::lock_guard<std::recursive_mutex> Lock(Mutex);
    if (!has(Key))
      add(Key);
  }
  void calledUnderLockOk(int Key) {
    std::lock_guard<std::recursive_mutex> Lock(Mutex);
    helper(Key);
  }
  void notHeldBad(int Key) {
    if (!has(Key))
      add(Key); // expect: check-then-act
  }

private:
  void helper(int Key) {
    if (!has(Key))
      add(Key);
  }
  std::recursive_mutex Mutex;
  std::map<int, int> Entries;
};

// Every change is made under a second lock.
class TwoLocks {
public:
  void updateOk(int Key) {
    std::lock_guard<std::mutex> Whole(Updates);
    bool IsThere = false;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      IsThere = Entries.count(Key) != 0;
    }
    if (!IsThere) {
      std::lock_guard<std::mutex> Lock(Mutex);
      Entries[Key] = 1;
    }
  }

private:
  std::mutex Updates, Mutex;
  std::map<int, int> Entries;
};

// The helper works under its caller's lock, and gives it up.
class Relocking {
public:
  void runBad(int Key) {
    std::unique_lock<std::mutex> Lock(Mutex);
    if (Entries.count(Key))
      return;
    wait(Lock);
    Entries[Key] = 1; // expect: check-then-act
  }

private:
  void wait(std::unique_lock<std::mutex> &Lock) {
    Lock.unlock();
    ++Waits;
    Lock.lock();
  }
  int Waits = 0;
  std::mutex Mutex;
  std::map<int, int> Entries;
};
