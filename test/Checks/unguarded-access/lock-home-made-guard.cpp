// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Guards of the project's own: recognised by what they do, not by their name.
#include <map>
#include <mutex>
#include <thread>

class AutoLock {
public:
  explicit AutoLock(std::mutex &Mutex) : Mutex(Mutex) { Mutex.lock(); }
  ~AutoLock() { Mutex.unlock(); }

private:
  std::mutex &Mutex;
};

class CriticalSection {
public:
  void enter() { Mutex.lock(); }
  void leave() { Mutex.unlock(); }

private:
  std::mutex Mutex;
};

struct SectionLock {
  explicit SectionLock(CriticalSection *Section) : Section(Section) {
    Section->enter();
  }
  ~SectionLock() { Section->leave(); }
  CriticalSection *Section;
};

// Remembers the mutex, takes nothing.
struct MutexUser {
  explicit MutexUser(std::mutex &Mutex) : Mutex(Mutex) {}
  ~MutexUser() {}
  std::mutex &Mutex;
};

struct AutoLockOk {
  void work() {
    AutoLock Lock(Mutex);
    Table[1] = 1;
  }
  std::mutex Mutex;
  std::map<int, int> Table;
};

struct SectionLockOk {
  void work() {
    SectionLock Lock(&Section);
    Table[1] = 1;
  }
  CriticalSection Section;
  std::map<int, int> Table;
};

struct SectionOk {
  void work() {
    Section.enter();
    Table[1] = 1;
    Section.leave();
  }
  CriticalSection Section;
  std::map<int, int> Table;
};

struct TooLateBad {
  void work() {
    {
      AutoLock Lock(Mutex);
    }
    Table[1] = 1; // expect: unguarded-access
  }
  std::mutex Mutex;
  std::map<int, int> Table;
};

struct NoGuardBad {
  void work() {
    MutexUser Lock(Mutex);
    Table[1] = 1; // expect: unguarded-access
  }
  std::mutex Mutex;
  std::map<int, int> Table;
};

template <class Case> void inTwoThreads() {
  Case Object;
  std::thread First(&Case::work, &Object);
  std::thread Second(&Case::work, &Object);
  First.join();
  Second.join();
}

int main() {
  inTwoThreads<AutoLockOk>();
  inTwoThreads<SectionLockOk>();
  inTwoThreads<SectionOk>();
  inTwoThreads<TooLateBad>();
  inTwoThreads<NoGuardBad>();
}
