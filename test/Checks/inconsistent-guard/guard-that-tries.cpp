// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A guard of one's own that may fail: it holds the mutex where it says so.
#include <map>
#include <mutex>

class TryGuard {
  std::mutex &Target;
  bool Holds;

public:
  explicit TryGuard(std::mutex &Mutex) : Target(Mutex), Holds(Mutex.try_lock()) {}
  ~TryGuard() {
    if (Holds)
      Target.unlock();
  }
  explicit operator bool() const { return Holds; }
  bool owns() const { return Holds; }
};

class Table {
  std::map<int, int> Values;
  std::mutex Mutex;

public:
  void put(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key] = 1;
  }
  bool returnOk(int Key) {
    TryGuard Lock(Mutex);
    if (!Lock)
      return false;
    return Values.erase(Key) != 0;
  }
  void branchOk(int Key) {
    TryGuard Lock(Mutex);
    if (Lock.owns())
      Values.erase(Key);
  }
  void uncheckedBad(int Key) {
    TryGuard Lock(Mutex);
    Values.erase(Key); // expect: inconsistent-guard
  }
  void failedBad(int Key) {
    TryGuard Lock(Mutex);
    if (!Lock.owns())
      Values.erase(Key); // expect: inconsistent-guard
  }
};
