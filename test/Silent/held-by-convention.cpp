// RUN: %check_expect --mock %s
// Methods that say, by name or annotation, that their caller holds the lock.
// Nobody in sight calls them.
#include <map>
#include <mutex>

class __attribute__((capability("mutex"))) AnnotatedMutex {
public:
  void lock() __attribute__((acquire_capability())) { Mutex.lock(); }
  void unlock() __attribute__((release_capability())) { Mutex.unlock(); }

private:
  std::mutex Mutex;
};

class TableOk {
public:
  void set(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key] = 1;
  }
  void clear() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values.clear();
  }
  void eraseLocked(int Key) { Values.erase(Key); }

private:
  std::mutex Mutex;
  std::map<int, int> Values;
};

class AnnotatedOk {
public:
  void set(int Key) {
    std::lock_guard<AnnotatedMutex> Lock(Mutex);
    Values[Key] = 1;
  }
  void clear() {
    std::lock_guard<AnnotatedMutex> Lock(Mutex);
    Values.clear();
  }
  void drop(int Key) __attribute__((requires_capability(Mutex))) {
    Values.erase(Key);
  }

private:
  AnnotatedMutex Mutex;
  std::map<int, int> Values;
};

class TableBad {
public:
  void set(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key] = 1;
  }
  void clear() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values.clear();
  }
  void drop(int Key) {
    Values.erase(Key); // expect: inconsistent-guard
  }

private:
  std::mutex Mutex;
  std::map<int, int> Values;
};
