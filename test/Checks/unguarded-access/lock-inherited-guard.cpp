// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Guards of one's own that another class is made of: their constructors are
// inherited, or an optional makes them in place.
#include <map>
#include <mutex>
#include <optional>
#include <thread>

struct Scenario {
  std::mutex Mutex;
  std::map<int, int> Table;
};

class Guard {
public:
  explicit Guard(std::mutex &Mutex) : Mutex(Mutex) { Mutex.lock(); }
  ~Guard() { Mutex.unlock(); }

private:
  std::mutex &Mutex;
};

template <class M> class AnyGuard {
public:
  explicit AnyGuard(M &Mutex) : Mutex(Mutex) { Mutex.lock(); }
  ~AnyGuard() { Mutex.unlock(); }

private:
  M &Mutex;
};

class NamedGuard : public Guard {
public:
  using Guard::Guard;
};

class MutexGuard : public AnyGuard<std::mutex> {
public:
  using AnyGuard<std::mutex>::AnyGuard;
};

struct InheritedOk : Scenario {
  void work() {
    NamedGuard Lock(Mutex);
    Table[1] = 1;
  }
};

struct InheritedFromTemplateOk : Scenario {
  void work() {
    MutexGuard Lock(Mutex);
    Table[1] = 1;
  }
};

struct InheritedBad : Scenario {
  void work() {
    {
      NamedGuard Lock(Mutex);
      Table[1] = 1;
    }
    Table[2] = 1; // expect: unguarded-access
  }
};

struct OptionalOk : Scenario {
  void work() {
    std::optional<Guard> Lock;
    Lock.emplace(Mutex);
    Table[1] = 1;
  }
};

struct OptionalBad : Scenario {
  void work() {
    std::optional<Guard> Lock;
    Lock.emplace(Mutex);
    Table[1] = 1;
    Lock.reset();
    Table[2] = 1; // expect: unguarded-access
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
  inTwoThreads<InheritedOk>();
  inTwoThreads<InheritedFromTemplateOk>();
  inTwoThreads<InheritedBad>();
  inTwoThreads<OptionalOk>();
  inTwoThreads<OptionalBad>();
}
