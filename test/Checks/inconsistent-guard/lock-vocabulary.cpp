// RUN: %check_expect --mock %s
// The project's own words for locking: a guard class, a macro, a lock accessor,
// lockTable() and unlockTable().
#include <cstddef>
#include <map>
#include <mutex>

class AutoLock {
public:
  explicit AutoLock(std::mutex &Mutex) : Mutex(Mutex) { Mutex.lock(); }
  ~AutoLock() { Mutex.unlock(); }

private:
  std::mutex &Mutex;
};
#define SCOPED_LOCK(Mutex) AutoLock LockOfThisScope(Mutex)

class TableBad {
public:
  void set(int Key, int Value) {
    SCOPED_LOCK(getMutex());
    Values[Key] = Value;
  }
  void remove(int Key) {
    lockTable();
    Values.erase(Key);
    unlockTable();
  }
  std::size_t size() {
    lockTable();
    unlockTable();
    return Values.size(); // expect: inconsistent-guard
  }

private:
  std::mutex &getMutex() { return Mutex; }
  void lockTable() { getMutex().lock(); }
  void unlockTable() { getMutex().unlock(); }
  std::mutex Mutex;
  std::map<int, int> Values;
};

class TableOk {
public:
  void set(int Key, int Value) {
    SCOPED_LOCK(getMutex());
    Values[Key] = Value;
  }
  void remove(int Key) {
    auto Lock = guard();
    Values.erase(Key);
  }
  std::size_t size() {
    lockTable();
    std::size_t Size = Values.size();
    unlockTable();
    return Size;
  }

private:
  std::mutex &getMutex() { return Mutex; }
  std::unique_lock<std::mutex> guard() {
    return std::unique_lock<std::mutex>(getMutex());
  }
  void lockTable() { getMutex().lock(); }
  void unlockTable() { getMutex().unlock(); }
  std::mutex Mutex;
  std::map<int, int> Values;
};
