// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Objects that release a mutex while they live and take it again at their end: by their bodies, by their names where they
// have none, and as members of a guard's function.
#include <map>
#include <mutex>
#include <thread>

class OwnUnlock {
public:
  explicit OwnUnlock(std::mutex &Mutex) : Mutex(Mutex) { Mutex.unlock(); }
  ~OwnUnlock() { Mutex.lock(); }

private:
  std::mutex &Mutex;
};
template <class Lock> struct GuardUnlock {
  explicit GuardUnlock(Lock &Of) : Of(Of) { Of.unlock(); }
  ~GuardUnlock() { Of.lock(); }
  Lock &Of;
};
// Its bodies are in no unit.
class AutoUnlock {
public:
  explicit AutoUnlock(std::mutex &Mutex);
  ~AutoUnlock();
};

struct OwnBad {
  std::mutex Mutex;
  std::map<int, int> Table;
  void work() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[1] = 1;
    {
      OwnUnlock Free(Mutex);
      Table[2] = 1; // expect: unguarded-access
    }
    Table[3] = 1;
  }
};
struct OwnOk {
  std::mutex Mutex;
  std::map<int, int> Table;
  void work() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[1] = 1;
    {
      OwnUnlock Free(Mutex);
      std::this_thread::yield();
    }
    Table[3] = 1;
  }
};
struct GuardBad {
  std::mutex Mutex;
  std::map<int, int> Table;
  void work() {
    std::unique_lock<std::mutex> Lock(Mutex);
    Table[1] = 1;
    {
      GuardUnlock<std::unique_lock<std::mutex>> Free(Lock);
      Table.erase(1); // expect: unguarded-access
    }
    Table[3] = 1;
  }
};
struct GuardOk {
  std::mutex Mutex;
  std::map<int, int> Table;
  void work() {
    std::unique_lock<std::mutex> Lock(Mutex);
    Table[1] = 1;
    {
      GuardUnlock<std::unique_lock<std::mutex>> Free(Lock);
      std::this_thread::yield();
    }
    Table.erase(1);
  }
};
struct NameBad {
  std::mutex Mutex;
  std::map<int, int> Table;
  void work() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[1] = 1;
    {
      AutoUnlock Free(Mutex);
      Table[2] = 1; // expect: unguarded-access
    }
    Table[3] = 1;
  }
};
struct NameOk {
  std::mutex Mutex;
  std::map<int, int> Table;
  void work() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[1] = 1;
    {
      AutoUnlock Free(Mutex);
      std::this_thread::yield();
    }
    Table[3] = 1;
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
  inTwoThreads<OwnBad>();
  inTwoThreads<OwnOk>();
  inTwoThreads<GuardBad>();
  inTwoThreads<GuardOk>();
  inTwoThreads<NameBad>();
  inTwoThreads<NameOk>();
}
