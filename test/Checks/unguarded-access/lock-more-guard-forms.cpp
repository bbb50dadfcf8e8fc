// RUN: %check_expect --mock %s
// A guard class template, a guard that derives from another, one that holds a
// standard guard; locks behind a local reference or pointer; a lock in a try.
#include <map>
#include <mutex>
#include <stdexcept>
#include <thread>

struct Scenario {
  std::mutex Mutex;
  std::map<int, int> Table;
};

template <class Lockable> class Guard {
public:
  explicit Guard(Lockable *Target) : Target(Target) { Target->lock(); }
  ~Guard() { Target->unlock(); }

private:
  Lockable *Target;
};

class NamedGuard : public Guard<std::mutex> {
public:
  NamedGuard(std::mutex &Mutex, const char *Name) : Guard(&Mutex), Name(Name) {}
  const char *Name;
};

struct Holder {
  explicit Holder(Scenario &Owner) : Lock(Owner.Mutex) {}
  std::lock_guard<std::mutex> Lock;
};

struct TemplateOk : Scenario {
  void work() {
    Guard<std::mutex> Lock(&Mutex);
    Table[1] = 1;
  }
};

struct DerivedOk : Scenario {
  void work() {
    NamedGuard Lock(Mutex, "work");
    Table[1] = 1;
  }
};

struct HolderOk : Scenario {
  void work() {
    Holder Lock(*this);
    Table[1] = 1;
  }
};

struct LocalReferenceOk : Scenario {
  void work() {
    std::mutex &Alias = Mutex;
    std::mutex *Pointer = &Alias;
    std::lock_guard<std::mutex> Lock(*Pointer);
    Table[1] = 1;
  }
};

struct TryBlockOk : Scenario {
  void work() {
    try {
      std::lock_guard<std::mutex> Lock(Mutex);
      Table.at(1) = 1;
    } catch (const std::out_of_range &) {
      std::lock_guard<std::mutex> Lock(Mutex);
      Table[1] = 1;
    }
  }
};

struct CatchBad : Scenario {
  void work() {
    try {
      std::lock_guard<std::mutex> Lock(Mutex);
      Table.at(1) = 1;
    } catch (const std::out_of_range &) {
      Table[1] = 1; // expect: unguarded-access
    }
  }
};

struct HolderBad : Scenario {
  void work() {
    Holder{*this};
    Table[1] = 1; // expect: unguarded-access
  }
};

template <class Case> void inTwoThreads() {
  Case Object;
  std::thread First(&Case::work, &Object), Second(&Case::work, &Object);
  First.join();
  Second.join();
}

int main() {
  inTwoThreads<TemplateOk>();
  inTwoThreads<DerivedOk>();
  inTwoThreads<HolderOk>();
  inTwoThreads<LocalReferenceOk>();
  inTwoThreads<TryBlockOk>();
  inTwoThreads<CatchBad>();
  inTwoThreads<HolderBad>();
}
