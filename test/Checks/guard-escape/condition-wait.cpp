// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A wait gives the lock up: what was looked up before may be gone after it.
#include <condition_variable>
#include <map>
#include <mutex>
#include <unordered_map>

struct Slot {
  bool IsReady = false;
  int Value = 0;
};

class WaitBad {
public:
  int iterator(int Id) {
    std::unique_lock<std::mutex> Lock(Mutex);
    auto It = Slots.find(Id);
    Ready.wait(Lock);
    return It->second.Value; // expect: guard-escape
  }
  int reference(int Id) {
    std::unique_lock<std::mutex> Lock(Mutex);
    Slot &Mine = Slots[Id];
    while (!IsOpen)
      Ready.wait(Lock);
    return Mine.Value; // expect: guard-escape
  }
  void cancel(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Slots.erase(Id);
  }
  void open() {
    std::lock_guard<std::mutex> Lock(Mutex);
    IsOpen = true;
    Ready.notify_all();
  }

private:
  std::mutex Mutex;
  std::condition_variable Ready;
  bool IsOpen = false;
  std::unordered_map<int, Slot> Slots;
};

class WaitOk {
public:
  int lookUpAfter(int Id) {
    std::unique_lock<std::mutex> Lock(Mutex);
    Ready.wait(Lock);
    auto It = Slots.find(Id);
    return It == Slots.end() ? 0 : It->second.Value;
  }
  int lookUpEachTime(int Id) {
    std::unique_lock<std::mutex> Lock(Mutex);
    for (;;) {
      auto It = Slots.find(Id);
      if (It != Slots.end() && It->second.IsReady)
        return It->second.Value;
      Ready.wait(Lock);
    }
  }
  void cancel(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Slots.erase(Id);
  }

private:
  std::mutex Mutex;
  std::condition_variable Ready;
  std::unordered_map<int, Slot> Slots;
};

/// Each waiter adds its own entry, and it alone removes it.
class CallsOk {
public:
  int call(int Id) {
    std::unique_lock<std::mutex> Lock(Mutex);
    Slot &Mine = Pending[Id];
    while (!Mine.IsReady)
      Ready.wait(Lock);
    int Result = Mine.Value;
    Pending.erase(Id);
    return Result;
  }
  void answer(int Id, int Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto It = Pending.find(Id);
    if (It == Pending.end())
      return;
    It->second.Value = Value;
    It->second.IsReady = true;
    Ready.notify_all();
  }

private:
  std::mutex Mutex;
  std::condition_variable Ready;
  std::map<int, Slot> Pending;
};
