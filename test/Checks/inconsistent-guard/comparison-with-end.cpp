// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// The end that a lookup is compared with is part of the lookup: one finding for
// both. Under another hold it is an access of its own.
#include <map>
#include <mutex>

class LookupBad {
public:
  void put(int Key) {
    std::lock_guard<std::mutex> Hold(Mutex);
    Table[Key] = 1;
  }
  bool has(int Key) {
    auto Found = Table.find(Key); // expect: inconsistent-guard
    if (Found == Table.end())
      return false;
    return true;
  }

private:
  std::mutex Mutex;
  std::map<int, int> Table;
};

class CompareBad {
public:
  void put(int Key) {
    std::lock_guard<std::mutex> Hold(Mutex);
    Table[Key] = 1;
  }
  bool has(int Key) {
    Mutex.lock();
    std::map<int, int>::iterator Found = Table.find(Key);
    Mutex.unlock();
    return Found != Table.end(); // expect: inconsistent-guard
  }

private:
  std::mutex Mutex;
  std::map<int, int> Table;
};
