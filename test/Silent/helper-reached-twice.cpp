// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A helper that its caller reaches by two ways, the lock held on both.
#include <map>
#include <mutex>
#include <thread>

class TableOk {
public:
  void drop(int Key) {
    std::lock_guard<std::mutex> Hold(Mutex);
    dropNow(Key);
    dropLater(Key);
  }
  void put(int Key) {
    std::lock_guard<std::mutex> Hold(Mutex);
    Entries[Key] = 1;
  }
  void dropNow(int Key) { erase(Key); }
  void dropLater(int Key) { erase(Key); }

private:
  void erase(int Key) { Entries.erase(Key); }
  std::mutex Mutex;
  std::map<int, int> Entries;
};

// One of the ways is also open to callers without the lock.
class TableBad {
public:
  void drop(int Key) {
    std::lock_guard<std::mutex> Hold(Mutex);
    dropNow(Key);
    dropLater(Key);
  }
  void put(int Key) {
    std::lock_guard<std::mutex> Hold(Mutex);
    Entries[Key] = 1;
  }
  void dropIfOld(int Key) {
    if (Key < 10)
      dropLater(Key);
  }

private:
  void dropNow(int Key) { erase(Key); }
  void dropLater(int Key) { erase(Key); }
  void erase(int Key) {
    Entries.erase(Key); // expect: inconsistent-guard
  }
  std::mutex Mutex;
  std::map<int, int> Entries;
};
