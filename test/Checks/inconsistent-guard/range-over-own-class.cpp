// RUN: %check_expect %s
// RUN: %check_expect --real %s
// A range-based for loop calls the begin and the end of the class that it walks
// over: both run under the lock of the loop.
#include <map>
#include <mutex>

class NamespaceOk {
  std::map<int, int> Data;

public:
  std::mutex Mutex;
  using Iterator = std::map<int, int>::iterator;
  Iterator first() { return Data.begin(); }
  Iterator last() { return Data.end(); }
  void set(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Data[Key] = 1;
  }
  bool has(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Data.count(Key) != 0;
  }
};

NamespaceOk::Iterator begin(NamespaceOk &All) { return All.first(); }
NamespaceOk::Iterator end(NamespaceOk &All) { return All.last(); }

int sumOk(NamespaceOk &All) {
  std::lock_guard<std::mutex> Lock(All.Mutex);
  int Sum = 0;
  for (auto &Row : All)
    Sum += Row.second;
  return Sum;
}

class NamespaceBad {
  std::map<int, int> Data;

public:
  std::mutex Mutex;
  using Iterator = std::map<int, int>::iterator;
  Iterator begin() { return Data.begin(); } // expect: inconsistent-guard
  Iterator end() { return Data.end(); }     // expect: inconsistent-guard
  void set(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Data[Key] = 1;
  }
  bool has(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Data.count(Key) != 0;
  }
};

int sumBad(NamespaceBad &All) {
  int Sum = 0;
  for (auto &Row : All)
    Sum += Row.second;
  return Sum;
}
