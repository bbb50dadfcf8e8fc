// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Classes whose locks are striped by key, around one map. No thread is visible.
#include <array>
#include <functional>
#include <map>
#include <mutex>
#include <vector>

class Striped {
public:
  void put(int Key) {
    std::lock_guard<std::mutex> Lock(Locks[Key % 8]);
    Values[Key] = 1; // expect: inconsistent-guard
  }
  void drop(int Key) {
    std::lock_guard<std::mutex> Lock(Locks[Key % 8]);
    Values.erase(Key); // expect: inconsistent-guard
  }

private:
  std::mutex Locks[8];
  std::map<int, int> Values;
};

// The map is divided as its locks are.
class DividedOk {
public:
  void put(int Key) {
    std::lock_guard<std::mutex> Lock(Locks[Key % 8]);
    Values[Key % 8][Key] = 1;
  }
  void drop(int Key) {
    std::lock_guard<std::mutex> Lock(Locks[Key % 8]);
    Values[Key % 8].erase(Key);
  }

private:
  std::mutex Locks[8];
  std::map<int, int> Values[8];
};

// One mutex for what changes the map, stripes for its elements.
class BothOk {
public:
  void put(int Key) {
    std::lock_guard<std::mutex> Lock(All);
    std::lock_guard<std::mutex> Own(Locks[Key % 8]);
    Values[Key] = 1;
  }
  void drop(int Key) {
    std::lock_guard<std::mutex> Lock(All);
    Values.erase(Key);
  }

private:
  std::mutex All;
  std::mutex Locks[8];
  std::map<int, int> Values;
};

// Each object has one of the locks.
static std::mutex Pool[8];
class PooledOk {
public:
  explicit PooledOk(unsigned Number) : Number(Number) {}
  void put(int Key) {
    std::lock_guard<std::mutex> Lock(Pool[Number % 8]);
    Values[Key] = 1;
  }
  void drop(int Key) {
    std::lock_guard<std::mutex> Lock(Pool[Number % 8]);
    Values.erase(Key);
  }

private:
  unsigned Number;
  std::map<int, int> Values;
};

// The keys are all there from the start.
class FixedOk {
public:
  FixedOk() {
    for (int Key = 0; Key < 64; ++Key)
      Values[Key] = 0;
  }
  void add(int Key) {
    std::lock_guard<std::mutex> Lock(Locks[Key % 8]);
    Values.at(Key) += 1;
  }
  int get(int Key) {
    std::lock_guard<std::mutex> Lock(Locks[Key % 8]);
    return Values.at(Key);
  }

private:
  std::mutex Locks[8];
  std::map<int, int> Values;
};
