// RUN: %check_expect --mock %s
// Map classes that no model names: one with a table of its own, one that wraps
// a map, one whose bodies are nowhere.
#include <map>
#include <mutex>
#include <thread>

// A hash map of the house: its members say what they do.
template <class K, class V> class FastHashMap {
public:
  V *find(const K &Key) const { return Buckets[slot(Key)]; }
  void insert(const K &Key, const V &Value) { Buckets[slot(Key)] = new V(Value); }
  bool remove(const K &Key) { return Buckets[slot(Key)] != nullptr; }
  V &operator[](const K &Key) { return *Buckets[slot(Key)]; }
  unsigned size() const { return Count; }
  void compact() { Count = 0; }
  bool verify() const { return Count != 0; }

private:
  static unsigned slot(const K &) { return 0; }
  V *Buckets[64];
  unsigned Count = 0;
};

struct OwnMapBad {
  FastHashMap<int, int> Table;
  void work() {
    Table.insert(1, 1);  // expect: unguarded-access
    (void)Table.find(1); // expect: unguarded-access
  }
};

struct OwnMapReadOk {
  FastHashMap<int, int> Table;
  void work() {
    (void)Table.find(1);
    (void)Table.size();
    (void)Table.verify();
  }
};

struct OwnMapLockedOk {
  FastHashMap<int, int> Table;
  std::mutex Mutex;
  void work() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table.insert(1, 1);
    Table.remove(2);
  }
};

// It locks for itself.
class LockedMap {
public:
  int get(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Values[Key];
  }
  void put(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key] = 1;
  }
  void remove(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values.erase(Key);
  }

private:
  std::mutex Mutex;
  std::map<int, int> Values;
};

struct LockedMapOk {
  LockedMap Table;
  void work() {
    Table.put(1);
    Table.remove(Table.get(1));
  }
};

// It forwards to a map: its bodies decide.
class ForwardingMap {
public:
  bool contains(int Key) const {
    return Values.count(Key) != 0; // expect: unguarded-access
  }
  void put(int Key) {
    Values[Key] = 1; // expect: unguarded-access
  }
  void remove(int Key) { Values.erase(Key); }

private:
  std::map<int, int> Values;
};

struct ForwardingBad {
  ForwardingMap Table;
  void work() {
    Table.put(1);
    (void)Table.contains(1);
  }
};

struct ForwardingReadOk {
  ForwardingMap Table;
  void work() { (void)Table.contains(1); }
};

template <class Case> void inTwoThreads() {
  Case Object;
  std::thread First(&Case::work, &Object);
  std::thread Second(&Case::work, &Object);
  First.join();
  Second.join();
}

int main() {
  inTwoThreads<OwnMapBad>();
  inTwoThreads<OwnMapReadOk>();
  inTwoThreads<OwnMapLockedOk>();
  inTwoThreads<LockedMapOk>();
  inTwoThreads<ForwardingBad>();
  inTwoThreads<ForwardingReadOk>();
}
