// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// using namespace std, typedefs of guards and mutexes, guards whose argument is
// deduced.
#include <map>
#include <mutex>
#include <shared_mutex>
#include <thread>

using namespace std;
typedef lock_guard<mutex> Guard;
typedef mutex TableMutex;
using Table = map<int, int>;
template <class Mutex> using Locker = unique_lock<Mutex>;

struct TypedefOk {
  void work() {
    Guard Lock(Mutex);
    Values[1] = 1;
  }
  TableMutex Mutex;
  Table Values;
};

struct DeducedOk {
  void work() {
    lock_guard Lock(Mutex);
    Values[1] = 1;
  }
  mutex Mutex;
  Table Values;
};

struct DeducedScopedOk {
  void work() {
    scoped_lock Lock{Mutex, Other};
    Values[1] = 1;
  }
  mutex Mutex, Other;
  Table Values;
};

struct AliasTemplateOk {
  void work() {
    Locker<shared_mutex> Lock(Mutex);
    Values[1] = 1;
  }
  shared_mutex Mutex;
  Table Values;
};

struct TypedefBad {
  void work() {
    Guard{Mutex};
    Values[1] = 1; // expect: unguarded-access
  }
  TableMutex Mutex;
  Table Values;
};

struct DeducedBad {
  void work() {
    unique_lock Lock(Mutex, defer_lock);
    Values[1] = 1; // expect: unguarded-access
  }
  mutex Mutex;
  Table Values;
};

template <class Case> void inTwoThreads() {
  Case Object;
  thread First(&Case::work, &Object), Second(&Case::work, &Object);
  First.join();
  Second.join();
}

int main() {
  inTwoThreads<TypedefOk>();
  inTwoThreads<DeducedOk>();
  inTwoThreads<DeducedScopedOk>();
  inTwoThreads<AliasTemplateOk>();
  inTwoThreads<TypedefBad>();
  inTwoThreads<DeducedBad>();
}
