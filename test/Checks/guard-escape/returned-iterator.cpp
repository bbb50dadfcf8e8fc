// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Iterators leave the critical section. Even where elements are never erased
// the next step of the iterator reads what others change.
#include <map>
#include <mutex>
#include <set>
#include <unordered_map>
#include <utility>

class IndexBad {
public:
  std::unordered_map<int, int>::iterator find(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Table.find(Key); // expect: guard-escape
  }
  std::unordered_map<int, int>::const_iterator begin() const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Table.begin(); // expect: guard-escape
  }
  std::map<int, int>::iterator named(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    std::map<int, int>::iterator It = Ordered.lower_bound(Key);
    return It; // expect: guard-escape
  }
  std::set<int>::iterator inSet(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Keys.insert(Key).first; // expect: guard-escape
  }
  void put(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table.emplace(Key, 0);
    Ordered.emplace(Key, 0);
    Keys.insert(Key);
  }

private:
  mutable std::mutex Mutex;
  std::unordered_map<int, int> Table;
  std::map<int, int> Ordered;
  std::set<int> Keys;
};

class IndexOk {
public:
  bool contains(int Key) const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Table.find(Key) != Table.end();
  }
  int valueOf(int Key) const {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto It = Table.find(Key);
    return It == Table.end() ? 0 : It->second;
  }
  std::pair<bool, int> insert(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto Result = Table.emplace(Key, 0);
    return {Result.second, Result.first->second};
  }

private:
  mutable std::mutex Mutex;
  std::unordered_map<int, int> Table;
};
