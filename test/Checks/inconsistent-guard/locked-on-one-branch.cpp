// RUN: %check_expect --mock %s
// A method that takes the lock on one path only, releases it too early, or
// guards with a temporary: its access holds nothing.
#include <map>
#include <mutex>

class OnePathBad {
public:
  void set(int Key, int Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key] = Value;
  }
  void remove(int Key, bool IsShared) {
    std::unique_lock<std::mutex> Lock(Mutex, std::defer_lock);
    if (IsShared)
      Lock.lock();
    Values.erase(Key); // expect: inconsistent-guard
  }
  void reset() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values.clear();
  }

private:
  std::mutex Mutex;
  std::map<int, int> Values;
};

class TooEarlyBad {
public:
  void set(int Key, int Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key] = Value;
  }
  void replace(int Key, int Value) {
    std::unique_lock<std::mutex> Lock(Mutex);
    Values.erase(Key);
    Lock.unlock();
    Values[Key] = Value; // expect: inconsistent-guard
  }

private:
  std::mutex Mutex;
  std::map<int, int> Values;
};

class TemporaryBad {
public:
  void set(int Key, int Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key] = Value;
  }
  void update(int Key, int Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key] = Value;
  }
  void remove(int Key) {
    std::lock_guard<std::mutex>{Mutex};
    Values.erase(Key); // expect: inconsistent-guard
  }

private:
  std::mutex Mutex;
  std::map<int, int> Values;
};

class EveryPathOk {
public:
  void set(int Key, int Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key] = Value;
  }
  void remove(int Key) {
    std::unique_lock<std::mutex> Lock(Mutex, std::try_to_lock);
    if (!Lock.owns_lock())
      Lock.lock();
    Values.erase(Key);
  }

private:
  std::mutex Mutex;
  std::map<int, int> Values;
};
