// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Getters of a library that hand out a guarded map without any lock.
#include <map>
#include <mutex>

using Map = std::map<int, int>;

class OpenBad {
public:
  void add(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values.emplace(Key, 1);
  }
  void remove(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values.erase(Key);
  }
  const Map &values() const {
    return Values; // expect: guard-escape
  }

private:
  std::mutex Mutex;
  Map Values;
};

// A copy, made under the lock.
class CopyOk {
public:
  void add(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values.emplace(Key, 1);
  }
  void remove(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values.erase(Key);
  }
  Map values() const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Values;
  }

private:
  mutable std::mutex Mutex;
  Map Values;
};

// The caller gets the lock, too.
class LendingOk {
public:
  std::mutex &mutex() { return Mutex; }
  void add(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values.emplace(Key, 1);
  }
  void remove(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values.erase(Key);
  }
  const Map &values() const { return Values; }

private:
  std::mutex Mutex;
  Map Values;
};
class LockableOk {
public:
  void lock() { Mutex.lock(); }
  void unlock() { Mutex.unlock(); }
  void add(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values.emplace(Key, 1);
  }
  void remove(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values.erase(Key);
  }
  const Map &values() const { return Values; }

private:
  std::mutex Mutex;
  Map Values;
};

// Those who call it are members that hold the lock.
class InnerOk {
public:
  void add(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values.emplace(Key, 1);
  }
  int count(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    return static_cast<int>(values().count(Key));
  }
  const Map &values() const { return Values; }

private:
  std::mutex Mutex;
  Map Values;
};

// The mutex is for another member.
class OtherOk {
public:
  void count() {
    std::lock_guard<std::mutex> Lock(Mutex);
    ++Calls;
  }
  void add(int Key) { Values.emplace(Key, 1); }
  const Map &values() const { return Values; }

private:
  std::mutex Mutex;
  int Calls = 0;
  Map Values;
};
