// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// The lock goes with the reference, or belongs to the caller.
#include <map>
#include <mutex>
#include <utility>

struct Value {
  int Number = 0;
};

class PairOk {
public:
  std::pair<std::unique_lock<std::mutex>, Value *> get(int Key) {
    std::unique_lock<std::mutex> Lock(Mutex);
    Value *Found = &Values[Key];
    return {std::move(Lock), Found};
  }
  void remove(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values.erase(Key);
  }

private:
  std::mutex Mutex;
  std::map<int, Value> Values;
};

class OutGuardOk {
public:
  Value &get(int Key, std::unique_lock<std::mutex> &Lock) {
    Lock = std::unique_lock<std::mutex>(Mutex);
    return Values[Key];
  }
  void remove(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values.erase(Key);
  }

private:
  std::mutex Mutex;
  std::map<int, Value> Values;
};

class ManualOk {
public:
  Value &acquire(int Key) {
    Mutex.lock();
    return Values[Key];
  }
  void release() { Mutex.unlock(); }
  void remove(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values.erase(Key);
  }

private:
  std::mutex Mutex;
  std::map<int, Value> Values;
};

class ManualBad {
public:
  Value &acquire(int Key) {
    Mutex.lock();
    Value &Found = Values[Key];
    Mutex.unlock();
    return Found; // expect: guard-escape
  }
  void remove(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values.erase(Key);
  }

private:
  std::mutex Mutex;
  std::map<int, Value> Values;
};
