// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A lock that is taken where a flag says so, and released where the same flag
// says so: what stands in between is guarded.
#include <map>
#include <mutex>

class Pool {
  std::map<int, int> Blocks;
  std::mutex Mutex;
  const bool IsShared;
  bool IsDirty = false;

public:
  explicit Pool(bool IsShared) : IsShared(IsShared) {}

  void put(int Key, int Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Blocks[Key] = Value;
  }
  bool takeOk(int Key, bool DoLock) {
    if (DoLock)
      Mutex.lock();
    bool Found = Blocks.erase(Key) != 0;
    if (DoLock)
      Mutex.unlock();
    return Found;
  }
  bool negatedOk(int Key, bool IsHeld) {
    if (!IsHeld)
      Mutex.lock();
    auto It = Blocks.find(Key);
    bool Found = It != Blocks.end();
    if (Found)
      Blocks.erase(It);
    if (!IsHeld)
      Mutex.unlock();
    return Found;
  }
  int fieldOk(int Key) {
    if (IsShared)
      Mutex.lock();
    int Value = Blocks[Key];
    if (IsShared) {
      Mutex.unlock();
    }
    return Value;
  }
  void drainOk() {
    std::lock_guard<std::mutex> Lock(Mutex);
    while (!Blocks.empty())
      takeOk(Blocks.begin()->first, false);
  }

  void afterUnlockBad(int Key, bool DoLock) {
    if (DoLock)
      Mutex.lock();
    Blocks[Key] = 1;
    if (DoLock)
      Mutex.unlock();
    Blocks.erase(Key); // expect: inconsistent-guard
  }
  void beforeLockBad(int Key, bool DoLock) {
    Blocks.erase(Key); // expect: inconsistent-guard
    if (DoLock)
      Mutex.lock();
    Blocks[Key] = 1;
    if (DoLock)
      Mutex.unlock();
  }
  void otherFlagBad(int Key, bool DoLock) {
    if (IsDirty)
      Mutex.lock();
    Blocks[Key] = 1; // expect: inconsistent-guard
    if (DoLock)
      Mutex.unlock();
  }
  void oppositeBad(int Key, bool DoLock) {
    if (DoLock)
      Mutex.lock();
    Blocks[Key] = 1; // expect: inconsistent-guard
    if (!DoLock)
      Mutex.unlock();
  }
  void changedBad(int Key, bool DoLock) {
    if (DoLock)
      Mutex.lock();
    DoLock = true;
    Blocks[Key] = 1; // expect: inconsistent-guard
    if (DoLock)
      Mutex.unlock();
  }
};
