// RUN: %check_expect --real %s
// The rest of the standard library and of POSIX, racy and repaired: promises, tasks, semaphores, policies, what calls back,
// what designates or views another object, signals.
// FLAGS: -std=c++23 -pthread
#include <algorithm>
#include <cstdlib>
#include <execution>
#include <experimental/propagate_const>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <numeric>
#include <optional>
#include <pthread.h>
#include <semaphore>
#include <shared_mutex>
#include <signal.h>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

struct Scenario {
  std::mutex Mutex;
  std::map<int, int> Table;
};

struct TimedSharedBad {
  std::shared_timed_mutex Mutex;
  std::map<int, int> Table;
  void work() {
    std::shared_lock<std::shared_timed_mutex> Lock(Mutex);
    Table[1] = 1; // expect: write-under-shared-lock
  }
};
struct TimedSharedOk {
  std::shared_timed_mutex Mutex;
  std::map<int, int> Table;
  void work() {
    {
      std::shared_lock<std::shared_timed_mutex> Lock(Mutex);
      (void)Table.find(1);
    }
    std::unique_lock<std::shared_timed_mutex> Lock(Mutex);
    Table[1] = 1;
  }
};

struct TryReadBad {
  pthread_rwlock_t Lock = PTHREAD_RWLOCK_INITIALIZER;
  std::map<int, int> Table;
  void work() {
    if (pthread_rwlock_tryrdlock(&Lock) != 0)
      return;
    Table[1] = 1; // expect: write-under-shared-lock
    pthread_rwlock_unlock(&Lock);
  }
};
struct TryReadOk {
  pthread_rwlock_t Lock = PTHREAD_RWLOCK_INITIALIZER;
  std::map<int, int> Table;
  void work() {
    if (pthread_rwlock_tryrdlock(&Lock) == 0) {
      (void)Table.count(1);
      pthread_rwlock_unlock(&Lock);
    }
    if (pthread_rwlock_trywrlock(&Lock) == 0) {
      Table[1] = 1;
      pthread_rwlock_unlock(&Lock);
    }
  }
};

// One permit is a lock, two are none.
struct SemaphoreBad {
  std::counting_semaphore<4> Permits{2};
  std::map<int, int> Table;
  void work() {
    Permits.acquire();
    Table[1] = 1; // expect: unguarded-access
    Permits.release();
  }
};
struct SemaphoreOk {
  std::counting_semaphore<4> Permits{1};
  std::map<int, int> Table;
  void work() {
    Permits.acquire();
    Table[1] = 1;
    Permits.release();
  }
};

// -1 when all are locked, else the number of the one that is not.
struct TryAllBad : Scenario {
  std::mutex Other;
  void work() {
    if (std::try_lock(Mutex, Other)) {
      Table[1] = 1; // expect: unguarded-access
      Mutex.unlock();
      Other.unlock();
    }
  }
};
struct TryAllOk : Scenario {
  std::mutex Other;
  void work() {
    if (std::try_lock(Mutex, Other) == -1) {
      Table[1] = 1;
      Mutex.unlock();
      Other.unlock();
    }
    int Failed = std::try_lock(Mutex, Other);
    if (Failed >= 0)
      return;
    Table[2] = 1;
    Mutex.unlock();
    Other.unlock();
  }
};

struct OnceBad {
  std::map<int, int> Table;
  void fill() {
    Table[1] = 1; // expect: unguarded-access
  }
  void work() { fill(); }
};
pthread_once_t OnceFlag = PTHREAD_ONCE_INIT;
std::map<int, int> OnceTable;
void fillOnce() { OnceTable[1] = 1; }
struct OnceOk {
  void work() {
    pthread_once(&OnceFlag, fillOnce);
    (void)OnceTable.find(1);
  }
};
pthread_once_t LateFlag = PTHREAD_ONCE_INIT;
std::map<int, int> LateTable;
void fillLate() { LateTable[1] = 1; }
struct OnceAndMoreBad {
  void work() {
    pthread_once(&LateFlag, fillLate);
    LateTable.erase(2); // expect: unguarded-access
  }
};

// What calls back runs where it is called.
struct CallsBackBad : Scenario {
  std::vector<int> Values;
  void work() {
    std::replace_if(
        Values.begin(), Values.end(),
        [this](int Value) {
          return Table.erase(Value) != 0; // expect: unguarded-access
        },
        0);
  }
};
struct CallsBackOk : Scenario {
  void work() {
    std::vector<int> Values = {1, 2};
    std::lock_guard<std::mutex> Lock(Mutex);
    std::replace_if(Values.begin(), Values.end(), [this](int Value) { return Table.erase(Value) != 0; }, 0);
  }
};

struct InvokeBad : Scenario {
  void put(int Key) {
    Table[Key] = 1; // expect: unguarded-access
  }
  void work() { std::invoke(&InvokeBad::put, this, 1); }
};
struct InvokeOk : Scenario {
  void put(int Key) { Table[Key] = 1; }
  void work() {
    std::lock_guard<std::mutex> Lock(Mutex);
    std::invoke(&InvokeOk::put, this, 1);
  }
};

struct MonadicBad : Scenario {
  void work() {
    std::optional<int> Key = 1;
    (void)Key.transform([this](int Known) {
      return ++Table[Known]; // expect: unguarded-access
    });
  }
};
struct MonadicOk : Scenario {
  void work() {
    std::optional<int> Key = 1;
    std::lock_guard<std::mutex> Lock(Mutex);
    (void)Key.transform([this](int Known) { return ++Table[Known]; });
    (void)Key.and_then([this](int Known) { return std::optional<int>(Table.count(Known)); });
  }
};

std::map<int, int> SortTable;
std::mutex SortMutex;
int compareBad(const void *, const void *) {
  return ++SortTable[1]; // expect: unguarded-access
}
struct QsortBad {
  void work() {
    int Values[2] = {2, 1};
    qsort(Values, 2, sizeof(int), compareBad);
  }
};
std::map<int, int> OrderTable;
int compareOk(const void *, const void *) { return ++OrderTable[1]; }
struct QsortOk {
  void work() {
    int Values[2] = {2, 1};
    std::lock_guard<std::mutex> Lock(SortMutex);
    qsort(Values, 2, sizeof(int), compareOk);
  }
};

// What stands for another object.
struct ReferenceBad : Scenario {
  void work() {
    std::reference_wrapper<std::map<int, int>> Alias = Table;
    Alias.get()[1] = 1; // expect: unguarded-access
  }
};
struct ReferenceOk : Scenario {
  void work() {
    std::reference_wrapper<std::map<int, int>> Alias = Table;
    std::lock_guard<std::mutex> Lock(Mutex);
    Alias.get()[1] = 1;
  }
};

struct PropagateBad {
  std::experimental::propagate_const<std::unique_ptr<std::map<int, int>>> Table{std::make_unique<std::map<int, int>>()};
  void work() {
    (*Table)[1] = 1; // expect: unguarded-access
  }
};
struct PropagateOk {
  std::mutex Mutex;
  std::experimental::propagate_const<std::unique_ptr<std::map<int, int>>> Table{std::make_unique<std::map<int, int>>()};
  void work() {
    std::lock_guard<std::mutex> Lock(Mutex);
    (*Table)[1] = 1;
  }
};

struct ViewBad {
  std::mutex Mutex;
  std::map<int, std::string> Names;
  std::string_view name(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Names[Key]; // expect: guard-escape
  }
  void work() {
    (void)name(1);
    std::lock_guard<std::mutex> Lock(Mutex);
    Names.erase(1);
  }
};
struct ViewOk {
  std::mutex Mutex;
  std::map<int, std::string> Names;
  std::string name(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    std::string_view View = Names[Key];
    return std::string(View);
  }
  void work() {
    (void)name(1);
    std::lock_guard<std::mutex> Lock(Mutex);
    Names.erase(1);
  }
};

// A promise says that what was before it is done; what comes after it is not.
void promiseBad() {
  std::map<int, int> Table;
  std::promise<void> Filled;
  std::future<void> Done = Filled.get_future();
  std::thread Worker([&] {
    Filled.set_value();
    Table[1] = 1; // expect: unguarded-access
  });
  Table[2] = 1; // expect: unguarded-access
  Done.wait();
  Worker.join();
}
void promiseOk() {
  std::map<int, int> Table;
  std::promise<void> Filled;
  std::future<void> Done = Filled.get_future();
  std::thread Worker([&] {
    Table[1] = 1;
    Filled.set_value();
  });
  Worker.join();
  Done.wait();
  Table[2] = 1;
}

void taskBad() {
  std::map<int, int> Table;
  std::packaged_task<void()> Task([&] {
    Table[1] = 1; // expect: unguarded-access
  });
  std::future<void> Done = Task.get_future();
  std::thread Worker(std::move(Task));
  Table[2] = 1; // expect: unguarded-access
  Done.wait();
  Worker.join();
}
void taskOk() {
  std::map<int, int> Table;
  std::packaged_task<void()> Task([&] { Table[1] = 1; });
  std::future<void> Done = Task.get_future();
  std::thread Worker(std::move(Task));
  Done.wait();
  Table[2] = 1;
  Worker.join();
}

void reduceBad(const std::vector<int> &Values) {
  std::map<int, int> Table;
  (void)std::transform_reduce(std::execution::par, Values.begin(), Values.end(), 0, std::plus<>(), [&](int Value) {
    return ++Table[Value]; // expect: unguarded-access
  });
}
void reduceOk(const std::vector<int> &Values) {
  std::map<int, int> Table;
  std::mutex Mutex;
  (void)std::transform_reduce(std::execution::par, Values.begin(), Values.end(), 0, std::plus<>(), [&](int Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    return ++Table[Value];
  });
}

void copyIfBad(const std::vector<int> &Values, std::vector<int> &Into) {
  std::map<int, int> Table;
  std::copy_if(std::execution::par, Values.begin(), Values.end(), Into.begin(), [&](int Value) {
    return ++Table[Value] == 1; // expect: unguarded-access
  });
}
void copyIfOk(const std::vector<int> &Values, std::vector<int> &Into) {
  std::map<int, int> Table;
  std::copy_if(std::execution::par, Values.begin(), Values.end(), Into.begin(),
               [&](int Value) { return Table.count(Value) != 0; });
}

// The handler runs at any time.
std::map<int, int> SignalBadTable;
void onSignalBad(int) {
  SignalBadTable.clear(); // expect: unguarded-access
}
void signalBad() {
  signal(SIGUSR1, onSignalBad);
  SignalBadTable[1] = 1; // expect: unguarded-access
}
std::map<int, int> SignalOkTable;
volatile sig_atomic_t WasSignalled;
void onSignalOk(int) { WasSignalled = 1; }
void signalOk() {
  signal(SIGUSR2, onSignalOk);
  if (WasSignalled)
    SignalOkTable.clear();
  SignalOkTable[1] = 1;
}

std::map<int, int> DetachBadTable;
void *detachedBad(void *) {
  DetachBadTable[1] = 1; // expect: unguarded-access
  return nullptr;
}
void detachBad() {
  pthread_t Thread;
  pthread_create(&Thread, nullptr, detachedBad, nullptr);
  pthread_detach(Thread);
  DetachBadTable[2] = 1; // expect: unguarded-access
}
std::map<int, int> DetachOkTable;
std::mutex DetachMutex;
void *detachedOk(void *) {
  std::lock_guard<std::mutex> Lock(DetachMutex);
  DetachOkTable[1] = 1;
  return nullptr;
}
void detachOk() {
  pthread_t Thread;
  pthread_create(&Thread, nullptr, detachedOk, nullptr);
  pthread_detach(Thread);
  std::lock_guard<std::mutex> Lock(DetachMutex);
  DetachOkTable[2] = 1;
}

template <class Case> void inTwoThreads() {
  Case Object;
  std::thread First(&Case::work, &Object);
  std::thread Second(&Case::work, &Object);
  First.join();
  Second.join();
}

int main() {
  inTwoThreads<TimedSharedBad>();
  inTwoThreads<TimedSharedOk>();
  inTwoThreads<TryReadBad>();
  inTwoThreads<TryReadOk>();
  inTwoThreads<SemaphoreBad>();
  inTwoThreads<SemaphoreOk>();
  inTwoThreads<TryAllBad>();
  inTwoThreads<TryAllOk>();
  inTwoThreads<OnceBad>();
  inTwoThreads<OnceOk>();
  inTwoThreads<OnceAndMoreBad>();
  inTwoThreads<CallsBackBad>();
  inTwoThreads<CallsBackOk>();
  inTwoThreads<InvokeBad>();
  inTwoThreads<InvokeOk>();
  inTwoThreads<MonadicBad>();
  inTwoThreads<MonadicOk>();
  inTwoThreads<QsortBad>();
  inTwoThreads<QsortOk>();
  inTwoThreads<ReferenceBad>();
  inTwoThreads<ReferenceOk>();
  inTwoThreads<PropagateBad>();
  inTwoThreads<PropagateOk>();
  inTwoThreads<ViewBad>();
  inTwoThreads<ViewOk>();
  promiseBad();
  promiseOk();
  taskBad();
  taskOk();
  std::vector<int> Values, Into;
  reduceBad(Values);
  reduceOk(Values);
  copyIfBad(Values, Into);
  copyIfOk(Values, Into);
  signalBad();
  signalOk();
  detachBad();
  detachOk();
}
