// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A guard of one's own that is told whether to lock at once: an argument, most
// often left out, decides what the constructor does.
#include <cstddef>
#include <map>
#include <mutex>

class Section {
public:
  void enter() { Mutex.lock(); }
  void leave() { Mutex.unlock(); }

private:
  std::recursive_mutex Mutex;
};

class SingleLock {
public:
  explicit SingleLock(Section &Given, bool Now = true) : Of(Given) {
    if (Now)
      lock();
  }
  ~SingleLock() {
    if (Held)
      unlock();
  }
  void lock() {
    Of.enter();
    Held = true;
  }
  void unlock() {
    Held = false;
    Of.leave();
  }

private:
  Section &Of;
  bool Held = false;
};

class FlagLock {
public:
  FlagLock(std::mutex &Given, bool Now) : Of(Given), Held(Now) {
    if (Held)
      Of.lock();
  }
  ~FlagLock() {
    if (Held)
      Of.unlock();
  }

private:
  std::mutex &Of;
  bool Held;
};

class AddonsBad {
public:
  void install(int Id) {
    SingleLock Lock(Critical);
    Addons[Id] = 1;
  }
  bool has(int Id) {
    SingleLock Lock(Critical);
    return Addons.count(Id) != 0;
  }
  std::size_t count() {
    return Addons.size(); // expect: inconsistent-guard
  }
  void remove(int Id) {
    SingleLock Lock(Critical, false);
    Addons.erase(Id); // expect: inconsistent-guard
  }

private:
  Section Critical;
  std::map<int, int> Addons;
};

class AddonsOk {
public:
  void install(int Id) {
    SingleLock Lock(Critical);
    Addons[Id] = 1;
  }
  bool has(int Id) {
    SingleLock Lock(Critical, true);
    return Addons.count(Id) != 0;
  }
  void remove(int Id) {
    SingleLock Lock(Critical, false);
    Lock.lock();
    Addons.erase(Id);
  }

private:
  Section Critical;
  std::map<int, int> Addons;
};

class FlagsBad {
public:
  void add(int Id) {
    FlagLock Lock(Mutex, true);
    Set[Id] = 1;
  }
  std::size_t count() {
    FlagLock Lock(Mutex, false);
    return Set.size(); // expect: inconsistent-guard
  }

private:
  std::mutex Mutex;
  std::map<int, int> Set;
};

// Whoever has the lock already says so.
class NestedOk {
public:
  void add(int Id, bool IsLocked) {
    FlagLock Lock(Mutex, !IsLocked);
    Set[Id] = 1;
  }
  void addTwo(int Id) {
    FlagLock Lock(Mutex, true);
    add(Id, true);
    add(Id + 1, true);
  }
  std::size_t count() {
    FlagLock Lock(Mutex, true);
    return Set.size();
  }

private:
  std::mutex Mutex;
  std::map<int, int> Set;
};
