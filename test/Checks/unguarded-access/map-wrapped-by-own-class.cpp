// RUN: %check_expect --mock --confidence low %s
// RUN: %check_expect --real %s
// Classes that wrap a map are what their bodies say: bodies that forward to
// helpers, in another unit, of a base, of a template. Where nobody has the
// bodies, a method that is not const writes, and a const one reads.
//--- wrappers.h
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
#include <unordered_map>

// By value, through helpers.
class Forwarding {
public:
  int get(int Key) const { return look(Key); }
  void put(int Key, int Value) { store(Key, Value); }
  void drop(int Key) { remove(Key); }

private:
  int look(int Key) const {
    auto It = Values.find(Key); // expect: unguarded-access
    return It == Values.end();
  }
  void store(int Key, int Value) {
    Values[Key] = Value; // expect: unguarded-access
  }
  void remove(int Key) {
    Values.erase(Key); // expect: unguarded-access
  }
  std::map<int, int> Values;
};

class Pointing {
public:
  bool has(int Key) const {
    return Values->count(Key) != 0; // expect: unguarded-access
  }
  void put(int Key, int Value) {
    (*Values)[Key] = Value; // expect: unguarded-access
  }

private:
  std::unique_ptr<std::map<int, int>> Values = std::make_unique<std::map<int, int>>();
};

class Deriving : private std::map<int, std::string> {
  using Base = std::map<int, std::string>;

public:
  using Base::end;
  using Base::erase;
  using Base::find;
  void put(int Key) {
    (*this)[Key] = "a"; // expect: unguarded-access
  }
};

template <class K, class V> class Wrapper {
public:
  V &at(const K &Key) {
    return Values.at(Key); // expect: unguarded-access
  }
  V &operator[](const K &Key) {
    return Values[Key]; // expect: unguarded-access
  }
  auto find(const K &Key) const { return Values.find(Key); }

private:
  std::unordered_map<K, V> Values;
};

template <class Own> struct Mixin {
  void put(int Key) {
    static_cast<Own *>(this)->items()[Key] = 1; // expect: unguarded-access
  }
};
struct Mixed : Mixin<Mixed> {
  std::map<int, int> &items() { return Values; }

private:
  std::map<int, int> Values;
};

class Elsewhere {
public:
  int get(int Key) const;
  void put(int Key, int Value);

private:
  std::map<int, int> Values;
};

class Nowhere {
public:
  int get(int Key) const;
  void put(int Key, int Value);

private:
  std::map<int, int> Values;
};

class Locking {
public:
  int get(int Key) const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return static_cast<int>(Values.count(Key));
  }
  void put(int Key, int Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key] = Value;
  }

private:
  mutable std::mutex Mutex;
  std::map<int, int> Values;
};

class Forgetting {
public:
  void put(int Key, int Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key] = Value;
  }
  unsigned long size() const {
    return Values.size(); // expect: unguarded-access
  }

private:
  mutable std::mutex Mutex;
  std::map<int, int> Values;
};
//--- elsewhere.cpp
#include "wrappers.h"
int Elsewhere::get(int Key) const {
  return Values.at(Key); // expect: unguarded-access
}
void Elsewhere::put(int Key, int Value) {
  Values[Key] = Value; // expect: unguarded-access
}
//--- main.cpp
#include "wrappers.h"

struct ForwardingBad {
  Forwarding Table;
  void work() {
    Table.put(1, 1);
    Table.get(1);
    Table.drop(1);
  }
};
struct ForwardingOk {
  std::mutex Mutex;
  Forwarding Table;
  void work() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table.put(1, 1);
    Table.get(1);
    Table.drop(1);
  }
};
struct PointingBad {
  Pointing Table;
  void work() {
    Table.put(1, 1);
    Table.has(1);
  }
};
struct DerivingBad {
  Deriving Table;
  void work() {
    Table.put(1);
    if (Table.find(1) != Table.end()) // expect: unguarded-access
      Table.erase(1);                 // expect: unguarded-access
  }
};
struct WrapperBad {
  Wrapper<int, int> Table;
  void work() {
    Table[1] = 1;
    Table.at(1) = 2;
  }
};
struct WrapperReadOk {
  Wrapper<std::string, int> Table;
  void work() { (void)Table.find("a"); }
};
struct WrapperLockOk {
  std::mutex Mutex;
  Wrapper<int, int> Table;
  void work() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[1] = 1;
    Table.at(1) = 2;
  }
};
struct MixedBad {
  Mixed Table;
  void work() { Table.put(1); }
};
struct ElsewhereBad {
  Elsewhere Table;
  void work() {
    Table.put(1, 1);
    Table.get(1);
  }
};
struct NowhereBad {
  Nowhere Table;
  void work() {
    Table.put(1, 1); // expect-low: unguarded-access
    Table.get(1);    // expect-low: unguarded-access
  }
};
struct NowhereReadOk {
  Nowhere Table;
  void work() { Table.get(1); }
};
struct NowhereLockOk {
  std::mutex Mutex;
  Nowhere Table;
  void work() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table.put(1, 1);
    Table.get(1);
  }
};
struct LockingOk {
  Locking Table;
  void work() {
    Table.put(1, 1);
    Table.get(1);
  }
};
struct ForgettingBad {
  Forgetting Table;
  void work() {
    Table.put(1, 1);
    Table.size();
  }
};

template <class Case> void inTwoThreads() {
  Case Object;
  std::thread First(&Case::work, &Object);
  std::thread Second(&Case::work, &Object);
  First.join();
  Second.join();
}

int main() {
  inTwoThreads<ForwardingBad>();
  inTwoThreads<ForwardingOk>();
  inTwoThreads<PointingBad>();
  inTwoThreads<DerivingBad>();
  inTwoThreads<WrapperBad>();
  inTwoThreads<WrapperReadOk>();
  inTwoThreads<WrapperLockOk>();
  inTwoThreads<MixedBad>();
  inTwoThreads<ElsewhereBad>();
  inTwoThreads<NowhereBad>();
  inTwoThreads<NowhereReadOk>();
  inTwoThreads<NowhereLockOk>();
  inTwoThreads<LockingOk>();
  inTwoThreads<ForgettingBad>();
}
