// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// No thread in sight: which callers pass `false` with the mutex held, and which
// without.
#include <map>
#include <mutex>

class CacheBad {
public:
  void put(int Key, bool Locks = true) {
    if (Locks)
      Mutex.lock();
    Values[Key] = 1; // expect: inconsistent-guard
    if (Locks)
      Mutex.unlock();
  }
  void fill() {
    for (int I = 0; I < 10; ++I)
      put(I, false);
  }
  void drop(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values.erase(Key);
  }

private:
  std::mutex Mutex;
  std::map<int, int> Values;
};

class CacheOk {
public:
  void put(int Key, bool Locks = true) {
    if (Locks)
      Mutex.lock();
    Values[Key] = 1;
    if (Locks)
      Mutex.unlock();
  }
  void fill() {
    std::lock_guard<std::mutex> Lock(Mutex);
    for (int I = 0; I < 10; ++I)
      put(I, false);
  }
  void drop(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values.erase(Key);
  }

private:
  std::mutex Mutex;
  std::map<int, int> Values;
};
