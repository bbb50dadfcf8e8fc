// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// What is locked depends on an argument: a flag, a mode, a pointer that may be
// null. Each constant that is given is judged by itself.
#include <map>
#include <mutex>
#include <shared_mutex>
#include <thread>

struct Scenario {
  std::mutex Mutex;
  std::map<int, int> Table;
};

struct FlagBad : Scenario {
  void put(int Key, bool Locks = true) {
    if (Locks)
      Mutex.lock();
    Table[Key] = 1; // expect: unguarded-access
    if (Locks)
      Mutex.unlock();
  }
  void work() {
    put(1);
    put(2, false);
  }
};

struct FlagOk : Scenario {
  void put(int Key, bool Locks = true) {
    if (Locks)
      Mutex.lock();
    Table[Key] = 1;
    if (Locks)
      Mutex.unlock();
  }
  void work() {
    put(1);
    std::lock_guard<std::mutex> Lock(Mutex);
    put(2, false);
  }
};

struct DeferredBad : Scenario {
  void put(int Key, bool Locks) {
    std::unique_lock<std::mutex> Lock(Mutex, std::defer_lock);
    if (Locks)
      Lock.lock();
    Table[Key] = 1; // expect: unguarded-access
  }
  void work() {
    put(1, true);
    put(2, false);
  }
};

struct DeferredOk : Scenario {
  void put(int Key, bool Locks) {
    std::unique_lock<std::mutex> Lock(Mutex, std::defer_lock);
    if (Locks)
      Lock.lock();
    Table[Key] = 1;
  }
  void work() {
    put(1, true);
    std::lock_guard<std::mutex> Lock(Mutex);
    put(2, false);
  }
};

// The flag is passed on, and turned around.
struct PassedOnBad : Scenario {
  void store(int Key, bool IsLocked) {
    if (!IsLocked)
      Mutex.lock();
    Table.erase(Key); // expect: unguarded-access
    if (!IsLocked)
      Mutex.unlock();
  }
  void put(int Key, bool IsLocked = false) { store(Key, IsLocked); }
  void work() {
    put(1);
    put(2, true);
  }
};

struct PassedOnOk : Scenario {
  void store(int Key, bool IsLocked) {
    if (!IsLocked)
      Mutex.lock();
    Table.erase(Key);
    if (!IsLocked)
      Mutex.unlock();
  }
  void put(int Key, bool IsLocked = false) { store(Key, IsLocked); }
  void work() {
    put(1);
    std::lock_guard<std::mutex> Lock(Mutex);
    put(2, true);
  }
};

struct PointerBad : Scenario {
  void put(int Key, std::mutex *M) {
    if (M)
      M->lock();
    Table[Key] = 1; // expect: unguarded-access
    if (M)
      M->unlock();
  }
  void work() { put(1, nullptr); }
};

// A guard that does not always lock.
class GuardIf {
public:
  GuardIf(std::mutex &Mutex, bool Locks) : Mutex(Mutex), Locks(Locks) {
    if (Locks)
      Mutex.lock();
  }
  ~GuardIf() {
    if (Locks)
      Mutex.unlock();
  }

private:
  std::mutex &Mutex;
  bool Locks;
};

struct GuardIfBad : Scenario {
  void work() {
    GuardIf Lock(Mutex, false);
    Table[1] = 1; // expect: unguarded-access
  }
};

struct GuardIfOk : Scenario {
  void work() {
    GuardIf Lock(Mutex, true);
    Table[1] = 1;
  }
};

// A guard of two modes.
enum class Mode { Read, Write };
class ModeGuard {
public:
  ModeGuard(std::shared_mutex &Mutex, Mode Wanted) : Mutex(Mutex), Wanted(Wanted) {
    if (Wanted == Mode::Write)
      Mutex.lock();
    else
      Mutex.lock_shared();
  }
  ~ModeGuard() {
    if (Wanted == Mode::Write)
      Mutex.unlock();
    else
      Mutex.unlock_shared();
  }

private:
  std::shared_mutex &Mutex;
  Mode Wanted;
};

struct ModeBad {
  std::shared_mutex Mutex;
  std::map<int, int> Table;
  void work() {
    ModeGuard Lock(Mutex, Mode::Read);
    Table[1] = 1; // expect: write-under-shared-lock
  }
};

struct ModeOk {
  std::shared_mutex Mutex;
  std::map<int, int> Table;
  void work() {
    {
      ModeGuard Lock(Mutex, Mode::Read);
      (void)Table.find(1);
    }
    ModeGuard Lock(Mutex, Mode::Write);
    Table[1] = 1;
  }
};

template <class Case> void inTwoThreads() {
  Case Object;
  std::thread First(&Case::work, &Object);
  std::thread Second(&Case::work, &Object);
  First.join();
  Second.join();
}

int main() {
  inTwoThreads<FlagBad>();
  inTwoThreads<FlagOk>();
  inTwoThreads<DeferredBad>();
  inTwoThreads<DeferredOk>();
  inTwoThreads<PassedOnBad>();
  inTwoThreads<PassedOnOk>();
  inTwoThreads<PointerBad>();
  inTwoThreads<GuardIfBad>();
  inTwoThreads<GuardIfOk>();
  inTwoThreads<ModeBad>();
  inTwoThreads<ModeOk>();
}
