// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A guard that locks a mutex inside the object that it is given, if it is given
// one: where the pointer is null there is nothing to lock, and nothing to
// protect.
#include <map>
#include <mutex>
#include <string>
#include <thread>

struct Object {
  mutable std::recursive_mutex Mutex;
};

struct ObjectLock {
  explicit ObjectLock(const Object *Given) : Held(Given), IsLocked(false) {
    if (Held)
      lock();
  }
  ~ObjectLock() { unlock(); }
  void lock() {
    Held->Mutex.lock();
    IsLocked = true;
  }
  void unlock() {
    if (IsLocked) {
      Held->Mutex.unlock();
      IsLocked = false;
    }
  }

private:
  const Object *Held = nullptr;
  bool IsLocked = false;
};

namespace DictionaryOk {
struct Dictionary : Object {
  std::map<std::string, int> Data;
  int get(const std::string &Key) const {
    ObjectLock Lock(this);
    auto Place = Data.find(Key);
    return Place == Data.end() ? 0 : Place->second;
  }
  void set(const std::string &Key, int Value) {
    ObjectLock Lock(this);
    Data[Key] = Value;
  }
};
void run() {
  Dictionary Shared;
  std::thread Writer([&] { Shared.set("a", 1); });
  Shared.get("a");
  Writer.join();
}
} // namespace DictionaryOk

namespace DictionaryBad {
struct Dictionary : Object {
  std::map<std::string, int> Data;
  int get(const std::string &Key) const {
    return Data.count(Key); // expect: unguarded-access
  }
  void set(const std::string &Key, int Value) {
    ObjectLock Lock(this);
    Data[Key] = Value;
  }
};
void run() {
  Dictionary Shared;
  std::thread Writer([&] { Shared.set("a", 1); });
  Shared.get("a");
  Writer.join();
}
} // namespace DictionaryBad

namespace UnlockedEarlyBad {
struct Dictionary : Object {
  std::map<std::string, int> Data;
  void set(const std::string &Key, int Value) {
    ObjectLock Lock(this);
    Lock.unlock();
    Data[Key] = Value; // expect: unguarded-access
  }
};
void run() {
  Dictionary Shared;
  std::thread Writer([&] { Shared.set("a", 1); });
  Shared.set("b", 2);
  Writer.join();
}
} // namespace UnlockedEarlyBad
