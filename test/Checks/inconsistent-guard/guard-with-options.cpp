// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A guard whose bodies are in no unit, with an option beside its mutex.
#include <map>
#include <mutex>

class AutoLock {
public:
  explicit AutoLock(std::mutex *Given, bool DoesNotWait = false);
  ~AutoLock();

private:
  std::mutex *Held;
};

class Entities {
public:
  int *get(int Key) {
    AutoLock Hold(&Mutex);
    auto Found = All.find(Key);
    return Found == All.end() ? nullptr : Found->second;
  }
  void add(int Key, int *Entity) {
    AutoLock Hold(&Mutex);
    All[Key] = Entity;
  }
  void remove(int Key) {
    AutoLock Hold(&Mutex, true);
    All.erase(Key);
  }
  void rename(int Key, int Other) {
    auto Found = All.find(Key); // expect: inconsistent-guard
    if (Found == All.end())
      return;
    All.erase(Found); // expect: inconsistent-guard
  }

private:
  std::mutex Mutex;
  std::map<int, int *> All;
};
