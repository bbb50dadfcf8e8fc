// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A name that says that the lock is held speaks for all that the function calls.
#include <map>
#include <mutex>

class Named {
public:
  void put(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key] = 1;
  }
  void clear() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values.clear();
  }
  // Whoever calls it is not in sight.
  void refreshLocked() { refill(); }

private:
  void refill() { Values.emplace(1, 2); }
  std::mutex Mutex;
  std::map<int, int> Values;
};

class Broken {
public:
  void put(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key] = 1;
  }
  void clear() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values.clear();
  }
  void refresh() { refreshLocked(); }

private:
  void refreshLocked() { refill(); }
  void refill() {
    Values.emplace(1, 2); // expect: inconsistent-guard
  }
  std::mutex Mutex;
  std::map<int, int> Values;
};
