// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Locks that are only declared: nobody has their bodies, but both halves are
// used and named after a mutex.
#include <map>

extern "C" {
struct os_mutex;
os_mutex *os_mutex_create(void);
void os_mutex_lock(os_mutex *);
void os_mutex_unlock(os_mutex *);
struct gate;
gate *gate_create(void);
int GateLockMutex(gate *);
int GateUnlockMutex(gate *);
// Of files.
void file_lock(int File);
void file_unlock(int File);
}

class ByFunctions {
public:
  void put(int Key) {
    os_mutex_lock(Mutex);
    Values[Key] = 1;
    os_mutex_unlock(Mutex);
  }
  void drop(int Key) {
    os_mutex_lock(Mutex);
    Values.erase(Key);
    os_mutex_unlock(Mutex);
  }
  bool has(int Key) {
    return Values.count(Key) != 0; // expect: inconsistent-guard
  }

private:
  os_mutex *Mutex = os_mutex_create();
  std::map<int, int> Values;
};

class ByVerbFirst {
public:
  void put(int Key) {
    GateLockMutex(Gate);
    Values[Key] = 1;
    GateUnlockMutex(Gate);
  }
  void drop(int Key) {
    GateLockMutex(Gate);
    Values.erase(Key);
    GateUnlockMutex(Gate);
    Values.size(); // expect: inconsistent-guard
  }

private:
  gate *Gate = gate_create();
  std::map<int, int> Values;
};

class NoMutex {
public:
  void put(int Key) {
    file_lock(File);
    Values[Key] = 1;
    file_unlock(File);
  }
  void drop(int Key) {
    file_lock(File);
    Values.erase(Key);
    file_unlock(File);
  }
  bool has(int Key) { return Values.count(Key) != 0; }

private:
  int File = 1;
  std::map<int, int> Values;
};

class CriticalSection {
public:
  CriticalSection();
  void Enter();
  void Leave();
};
class Scoped {
public:
  explicit Scoped(CriticalSection &On) : On(On) { On.Enter(); }
  ~Scoped() { On.Leave(); }

private:
  CriticalSection &On;
};
class ByClass {
public:
  void put(int Key) {
    Scoped Lock(Section);
    Values[Key] = 1;
  }
  void drop(int Key) {
    Scoped Lock(Section);
    Values.erase(Key);
  }
  bool has(int Key) {
    return Values.count(Key) != 0; // expect: inconsistent-guard
  }

private:
  CriticalSection Section;
  std::map<int, int> Values;
};

struct ILock {
  virtual ~ILock();
  virtual void Acquire() = 0;
  virtual void Release() = 0;
};
class ByInterface {
public:
  explicit ByInterface(ILock *Lock) : Lock(Lock) {}
  void put(int Key) {
    Lock->Acquire();
    Values[Key] = 1;
    Lock->Release();
  }
  void drop(int Key) {
    Lock->Acquire();
    Values.erase(Key);
    Lock->Release();
  }
  bool has(int Key) {
    return Values.count(Key) != 0; // expect: inconsistent-guard
  }

private:
  ILock *Lock;
  std::map<int, int> Values;
};

// A mutex that says whether it worked.
class RawMutex {
public:
  int lock();
  int unlock();
};
class ByStatus {
public:
  void put(int Key) {
    Mutex.lock();
    Values[Key] = 1;
    Mutex.unlock();
  }
  void drop(int Key) {
    Mutex.lock();
    Values.erase(Key);
    Mutex.unlock();
  }
  bool has(int Key) {
    return Values.count(Key) != 0; // expect: inconsistent-guard
  }

private:
  RawMutex Mutex;
  std::map<int, int> Values;
};
