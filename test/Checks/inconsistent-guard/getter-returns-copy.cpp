// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A getter that returns the map by value reads all of it; and one that copies
// it into a parameter does, too.
#include <map>
#include <mutex>

class TableBad {
public:
  void set(int Key, int Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key] = Value;
  }
  void reset() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values = {};
  }
  std::map<int, int> all() const {
    return Values; // expect: inconsistent-guard
  }
  void copyTo(std::map<int, int> &Out) const {
    Out = Values; // expect: inconsistent-guard
  }
  void replace(std::map<int, int> New) {
    Values.swap(New); // expect: inconsistent-guard
  }

private:
  mutable std::mutex Mutex;
  std::map<int, int> Values;
};

class TableOk {
public:
  void set(int Key, int Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key] = Value;
  }
  std::map<int, int> all() const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Values;
  }
  void copyTo(std::map<int, int> &Out) const {
    std::lock_guard<std::mutex> Lock(Mutex);
    Out = Values;
  }
  void replace(std::map<int, int> New) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values.swap(New);
  }

private:
  mutable std::mutex Mutex;
  std::map<int, int> Values;
};
