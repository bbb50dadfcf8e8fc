// REQUIRES: abseil
// RUN: %check_expect --real %s
// Abseil, the rest of what the models know, racy and repaired.
// FLAGS: -std=c++17 -pthread
#include "absl/container/fixed_array.h"
#include "absl/container/inlined_vector.h"
#include "absl/functional/any_invocable.h"
#include "absl/functional/bind_front.h"
#include "absl/functional/function_ref.h"
#include "absl/synchronization/mutex.h"
#include <map>
#include <thread>

struct Scenario {
  absl::Mutex Mutex;
  std::map<int, int> Table;
};

struct ReleasableOk : Scenario {
  void work() {
    absl::ReleasableMutexLock Lock(&Mutex);
    Table[1] = 1;
    Lock.Release();
  }
};

struct CondVarBad : Scenario {
  absl::CondVar Ready;
  void work() {
    Table[1] = 1; // expect: unguarded-access
    absl::MutexLock Lock(&Mutex);
    while (Table.empty())
      Ready.Wait(&Mutex);
    Table.erase(1);
  }
};

struct VectorBad {
  absl::InlinedVector<std::map<int, int>, 4> Tables{4};
  void work() {
    Tables[0][1] = 1; // expect: unguarded-access
  }
};
struct VectorOk {
  absl::Mutex Mutex;
  absl::InlinedVector<std::map<int, int>, 4> Tables{4};
  void work() {
    absl::MutexLock Lock(&Mutex);
    Tables[0][1] = 1;
  }
};

struct BindBad : Scenario {
  void put(int Key) {
    Table[Key] = 1; // expect: unguarded-access
  }
  void work() {
    auto Put = absl::bind_front(&BindBad::put, this);
    Put(1);
  }
};
struct BindOk : Scenario {
  void put(int Key) {
    absl::MutexLock Lock(&Mutex);
    Table[Key] = 1;
  }
  void work() {
    auto Put = absl::bind_front(&BindOk::put, this);
    Put(1);
  }
};

struct FunctionBad : Scenario {
  static void call(absl::FunctionRef<void()> Do) { Do(); }
  void work() {
    call([this] {
      Table[1] = 1; // expect: unguarded-access
    });
    absl::AnyInvocable<void()> Later = [this] {
      Table[2] = 1; // expect: unguarded-access
    };
    Later();
  }
};
struct FunctionOk : Scenario {
  static void call(absl::FunctionRef<void()> Do) { Do(); }
  void work() {
    absl::MutexLock Lock(&Mutex);
    call([this] { Table[1] = 1; });
    absl::AnyInvocable<void()> Later = [this] { Table[2] = 1; };
    Later();
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
  inTwoThreads<ReleasableOk>();
  inTwoThreads<CondVarBad>();
  inTwoThreads<VectorBad>();
  inTwoThreads<VectorOk>();
  inTwoThreads<BindBad>();
  inTwoThreads<BindOk>();
  inTwoThreads<FunctionBad>();
  inTwoThreads<FunctionOk>();
}
