// REQUIRES: abseil
// RUN: %check_expect --real %s
// Abseil, the rest of what the models know, racy and repaired.
// FLAGS: -std=c++17 -pthread
#include "absl/algorithm/container.h"
#include "absl/base/internal/spinlock.h"
#include "absl/container/fixed_array.h"
#include "absl/container/inlined_vector.h"
#include "absl/functional/any_invocable.h"
#include "absl/functional/bind_front.h"
#include "absl/functional/function_ref.h"
#include "absl/memory/memory.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/barrier.h"
#include "absl/synchronization/blocking_counter.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "absl/types/optional.h"
#include "absl/utility/utility.h"
#include <map>
#include <thread>
#include <tuple>
#include <vector>

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

struct SpinBad : Scenario {
  absl::base_internal::SpinLock Spin;
  void work() {
    absl::base_internal::SpinLock Own;
    Own.Lock();
    Table[1] = 1; // expect: unguarded-access
    Own.Unlock();
  }
};
struct SpinOk : Scenario {
  absl::base_internal::SpinLock Spin;
  void work() {
    Spin.Lock();
    Table[1] = 1;
    Spin.Unlock();
  }
};

struct AlgorithmBad : Scenario {
  void work() {
    std::vector<int> Keys = {1, 2};
    absl::c_for_each(Keys, [this](int Key) {
      Table[Key] = 1; // expect: unguarded-access
    });
  }
};
struct AlgorithmOk : Scenario {
  void work() {
    std::vector<int> Keys = {1, 2};
    absl::MutexLock Lock(&Mutex);
    absl::c_for_each(Keys, [this](int Key) { Table[Key] = 1; });
  }
};

struct ApplyBad : Scenario {
  void work() {
    absl::apply(
        [this](int Key) {
          Table[Key] = 1; // expect: unguarded-access
        },
        std::make_tuple(1));
  }
};
struct ApplyOk : Scenario {
  void work() {
    absl::MutexLock Lock(&Mutex);
    absl::apply([this](int Key) { Table[Key] = 1; }, std::make_tuple(1));
  }
};

struct StatusBad {
  absl::StatusOr<std::map<int, int>> Table = std::map<int, int>();
  void work() {
    (*Table)[1] = 1; // expect: unguarded-access
  }
};
struct StatusOk {
  absl::Mutex Mutex;
  absl::StatusOr<std::map<int, int>> Table = std::map<int, int>();
  void work() {
    absl::MutexLock Lock(&Mutex);
    (*Table)[1] = 1;
  }
};

// What is moved into the one is gone from the other.
struct MoveBad : Scenario {
  void work() {
    std::map<int, int> Mine = absl::move(Table); // expect: unguarded-access
    Mine.clear();
  }
};
struct MoveOk : Scenario {
  void work() {
    std::map<int, int> Mine;
    {
      absl::MutexLock Lock(&Mutex);
      Mine = absl::move(Table);
    }
    Mine.clear();
  }
};

void madeBad() {
  auto Table = absl::make_unique<std::map<int, int>>();
  std::thread Worker([&] {
    (*Table)[1] = 1; // expect: unguarded-access
  });
  Table->erase(1); // expect: unguarded-access
  Worker.join();
}
void madeOk() {
  auto Table = absl::make_unique<std::map<int, int>>();
  std::thread Worker([&] { (*Table)[1] = 1; });
  Worker.join();
  Table->erase(1);
}

struct ConditionBad : Scenario {
  void work() {
    auto IsReady = [this] { return !Table.empty(); };
    {
      absl::MutexLock Lock(&Mutex);
      Mutex.Await(absl::Condition(&IsReady));
    }
    Table.erase(1); // expect: unguarded-access
  }
};

template <class Case> void inTwoThreads() {
  Case Object;
  std::thread First(&Case::work, &Object);
  std::thread Second(&Case::work, &Object);
  First.join();
  Second.join();
}

void notificationBad() {
  std::map<int, int> Table;
  absl::Notification Filled;
  std::thread Filler([&] {
    Filled.Notify();
    Table[1] = 1; // expect: unguarded-access
  });
  Filled.WaitForNotification();
  Table.count(1); // expect: unguarded-access
  Filler.join();
}

void notificationOk() {
  std::map<int, int> Table;
  absl::Notification Filled;
  std::thread Filler([&] {
    Table[1] = 1;
    Filled.Notify();
  });
  Filled.WaitForNotification();
  Table.count(1);
  Filler.join();
}

void counterBad() {
  std::map<int, int> Table;
  absl::BlockingCounter Filled(1);
  std::thread Filler([&] {
    Filled.DecrementCount();
    Table[1] = 1; // expect: unguarded-access
  });
  Filled.Wait();
  Table.count(1); // expect: unguarded-access
  Filler.join();
}

void counterOk() {
  std::map<int, int> Table;
  absl::BlockingCounter Filled(1);
  std::thread Filler([&] {
    Table[1] = 1;
    Filled.DecrementCount();
  });
  Filled.Wait();
  Table.count(1);
  Filler.join();
}

void barrierBad() {
  std::map<int, int> Table;
  auto *Filled = new absl::Barrier(2);
  std::thread Filler([&] {
    Filled->Block();
    Table[1] = 1; // expect: unguarded-access
  });
  Filled->Block();
  Table.count(1); // expect: unguarded-access
  Filler.join();
}

void barrierOk() {
  std::map<int, int> Table;
  auto *Filled = new absl::Barrier(2);
  std::thread Filler([&] {
    Table[1] = 1;
    Filled->Block();
  });
  Filled->Block();
  Table.count(1);
  Filler.join();
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
  inTwoThreads<SpinBad>();
  inTwoThreads<SpinOk>();
  inTwoThreads<AlgorithmBad>();
  inTwoThreads<AlgorithmOk>();
  inTwoThreads<ApplyBad>();
  inTwoThreads<ApplyOk>();
  inTwoThreads<StatusBad>();
  inTwoThreads<StatusOk>();
  inTwoThreads<MoveBad>();
  inTwoThreads<MoveOk>();
  madeBad();
  madeOk();
  inTwoThreads<ConditionBad>();
  notificationBad();
  notificationOk();
  counterBad();
  counterOk();
  barrierBad();
  barrierOk();
}
