// RUN: %check_expect --mock %s
// One locked write is evidence enough that the class is meant to be shared,
// however few of the accesses hold the lock.
#include <cstddef>
#include <map>
#include <mutex>

class HalfFixedBad {
public:
  void set(int Key, int Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key] = Value;
  }
  bool has(int Key) const {
    return Values.count(Key) != 0; // expect: inconsistent-guard
  }
  bool empty() const {
    return Values.empty(); // expect: inconsistent-guard
  }
  std::size_t size() const {
    return Values.size(); // expect: inconsistent-guard
  }
  int get(int Key) const {
    return Values.at(Key); // expect: inconsistent-guard
  }
  int first() const {
    return Values.begin()->first; // expect: inconsistent-guard
  }

private:
  std::mutex Mutex;
  std::map<int, int> Values;
};

class FixedOk {
public:
  void set(int Key, int Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key] = Value;
  }
  bool has(int Key) const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Values.count(Key) != 0;
  }
  std::size_t size() const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Values.size();
  }

private:
  mutable std::mutex Mutex;
  std::map<int, int> Values;
};
