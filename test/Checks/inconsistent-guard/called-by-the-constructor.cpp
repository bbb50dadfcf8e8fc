// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A library. A public member that takes the lock is meant for other threads,
// though the constructor or destructor is the only caller that is visible.
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>

class Store {
public:
  ~Store() { reset(); }
  int find(int Key) const {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    return Values.count(Key);
  }
  void reset() {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    Values.clear(); // expect: write-under-shared-lock
  }
  void add(int Key) {
    std::unique_lock<std::shared_mutex> Lock(Mutex);
    Values.emplace(Key, Key);
  }

private:
  mutable std::shared_mutex Mutex;
  std::map<int, int> Values;
};

struct Pool {};
class Pools {
public:
  explicit Pools(int First) { acquire(First); }
  void grow(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    All.insert({Key, std::make_shared<Pool>()});
  }
  Pool *acquire(int Key) {
    while (All.find(Key) == All.end()) // expect: inconsistent-guard
      grow(Key);
    return All[Key].get(); // expect: inconsistent-guard
  }
  void release(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    All.erase(Key);
  }

private:
  std::mutex Mutex;
  std::map<int, std::shared_ptr<Pool>> All;
};

// What locks nothing and is called at the end only belongs to the end.
class Sessions {
public:
  ~Sessions() { clear(); }
  void clear() { All.clear(); }
  void add(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    All[Key] = 1;
  }
  int size() {
    std::lock_guard<std::mutex> Lock(Mutex);
    return All.size();
  }

private:
  std::mutex Mutex;
  std::map<int, int> All;
};
