// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A function says that its callers hold a lock, and one of them does not.
#include <map>
#include <mutex>
#include <thread>
#define REQUIRES(x) __attribute__((requires_capability(x)))
#define GUARDED_BY(x) __attribute__((guarded_by(x)))
#define UNCHECKED __attribute__((no_thread_safety_analysis))

class NoneBad {
public:
  void put(int Key) { putLocked(Key); }

private:
  void putLocked(int Key) REQUIRES(Mutex) {
    Table[Key] = 1; // expect: unguarded-access
  }
  std::mutex Mutex;
  std::map<int, int> Table;
};

class HeldOk {
public:
  void put(int Key) {
    std::lock_guard<std::mutex> Hold(Mutex);
    putLocked(Key);
  }

private:
  void putLocked(int Key) REQUIRES(Mutex) { Table[Key] = 1; }
  std::mutex Mutex;
  std::map<int, int> Table;
};

class PassedOnOk {
public:
  void put(int Key) {
    std::lock_guard<std::mutex> Hold(Mutex);
    checkAndPut(Key);
  }

private:
  void checkAndPut(int Key) REQUIRES(Mutex) { putLocked(Key); }
  void putLocked(int Key) REQUIRES(Mutex) { Table[Key] = 1; }
  std::mutex Mutex;
  std::map<int, int> Table;
};

class OtherBad {
public:
  void put(int Key) {
    std::lock_guard<std::mutex> Hold(First);
    Table[Key] = 1;
  }
  int size() {
    std::lock_guard<std::mutex> Hold(Second);
    return sizeLocked();
  }

private:
  int sizeLocked() REQUIRES(First) {
    return Table.size(); // expect: inconsistent-guard
  }
  std::mutex First, Second;
  std::map<int, int> Table GUARDED_BY(First);
};

class UncheckedOk {
public:
  void put(int Key) UNCHECKED { putLocked(Key); }

private:
  void putLocked(int Key) REQUIRES(Mutex) { Table[Key] = 1; }
  std::mutex Mutex;
  std::map<int, int> Table;
};

template <class Case> void inTwoThreads() {
  Case Object;
  std::thread First([&] { Object.put(1); });
  Object.put(2);
  First.join();
}

int main() {
  inTwoThreads<NoneBad>();
  inTwoThreads<HeldOk>();
  inTwoThreads<PassedOnOk>();
  inTwoThreads<UncheckedOk>();
  OtherBad Object;
  std::thread First([&] { Object.put(1); });
  Object.size();
  First.join();
}
