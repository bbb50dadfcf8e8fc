// RUN: %check_expect --mock %s
// The mutex of a class guards the maps that are accessed under it, not every
// map of the class.
#include <cstddef>
#include <map>
#include <mutex>

class CacheOk {
public:
  explicit CacheOk(int Limit) { Limits[0] = Limit; }
  void set(int Key, int Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key] = Value;
  }
  std::size_t size() const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Values.size();
  }
  // The owner configures it alone; the mutex is not for this map.
  void setLimit(int Key, int Limit) { Limits[Key] = Limit; }
  int limit(int Key) const { return Limits.at(Key); }

private:
  mutable std::mutex Mutex;
  std::map<int, int> Values;
  std::map<int, int> Limits;
};

class CacheBad {
public:
  void set(int Key, int Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key] = Value;
    Ages[Key] = 0;
  }
  void remove(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values.erase(Key);
    Ages.erase(Key);
  }
  int age(int Key) const {
    return Ages.at(Key); // expect: inconsistent-guard
  }

private:
  mutable std::mutex Mutex;
  std::map<int, int> Values;
  std::map<int, int> Ages;
};
