// RUN: %check_expect --real --isystem %S/Inputs %s
// Folly, the rest of what the models know, racy and repaired, with declarations of its interface.
#include <folly/More.h>
#include <mutex>
#include <thread>

struct Scenario {
  std::mutex Mutex;
  std::map<int, int> Table;
};

// A lookup moves the element to the front.
struct CacheBad {
  folly::SharedMutex Mutex;
  folly::EvictingCacheMap<int, int> Cache{10};
  void work() {
    folly::SharedMutex::ReadHolder Holder(Mutex);
    (void)Cache.find(1); // expect: write-under-shared-lock
  }
};
struct CacheOk {
  folly::SharedMutex Mutex;
  folly::EvictingCacheMap<int, int> Cache{10};
  void work() {
    {
      folly::SharedMutex::ReadHolder Holder(Mutex);
      (void)Cache.exists(1);
      (void)Cache.findWithoutPromotion(1);
    }
    folly::SharedMutex::WriteHolder Holder(Mutex);
    Cache.set(1, 1);
  }
};

struct HolderBad : Scenario {
  folly::SharedMutex Lock;
  void work() {
    {
      folly::SharedMutex::WriteHolder Holder(Lock);
      Table[1] = 1;
    }
    Table[2] = 1; // expect: unguarded-access
  }
};
struct SpinBad : Scenario {
  folly::SpinLock Lock;
  void work() {
    folly::SpinLockGuard{Lock};
    Table[2] = 1; // expect: unguarded-access
  }
};
struct SpinOk : Scenario {
  folly::SpinLock Lock;
  void work() {
    folly::SpinLockGuard Guard(Lock);
    Table[2] = 1;
  }
};

struct LockedPtrBad {
  using Data = folly::Synchronized<std::map<int, int>>;
  Data Tables;
  void work() {
    folly::LockedPtr<Data, Data::Shared> Locked = Tables.rlock();
    Locked->erase(1); // expect: write-under-shared-lock
  }
};
struct LockedPtrOk {
  using Data = folly::Synchronized<std::map<int, int>>;
  Data Tables;
  void work() {
    folly::LockedPtr<Data, Data::Exclusive> Locked = Tables.wlock();
    Locked->erase(1);
  }
};

struct OptionalBad {
  folly::Optional<std::map<int, int>> Table;
  void work() {
    Table->erase(1); // expect: unguarded-access
  }
};
struct OptionalOk {
  std::mutex Mutex;
  folly::Optional<std::map<int, int>> Table;
  void work() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table->erase(1);
  }
};

struct IndestructibleBad {
  std::map<int, int> &table() {
    static folly::Indestructible<std::map<int, int>> Table;
    return *Table;
  }
  void work() {
    table()[1] = 1; // expect: unguarded-access
  }
};
struct IndestructibleOk : Scenario {
  std::map<int, int> &table() {
    static folly::Indestructible<std::map<int, int>> Table;
    return *Table;
  }
  void work() {
    std::lock_guard<std::mutex> Lock(Mutex);
    table()[1] = 1;
  }
};

// A snapshot must not change once it is published.
struct SnapshotBad {
  folly::atomic_shared_ptr<std::map<int, int>> Current;
  void work() {
    std::shared_ptr<std::map<int, int>> Table = Current.load();
    (*Table)[1] = 1; // expect: unguarded-access
  }
};
struct SnapshotOk {
  folly::atomic_shared_ptr<const std::map<int, int>> Current;
  void work() {
    auto Next = std::make_shared<std::map<int, int>>(*Current.load());
    (*Next)[1] = 1;
    Current.store(Next);
  }
};

struct VectorBad {
  folly::fbvector<std::map<int, int>> Tables{4};
  void work() {
    Tables[0][1] = 1; // expect: unguarded-access
  }
};
struct VectorOk {
  std::mutex Mutex;
  folly::fbvector<std::map<int, int>> Tables{4};
  void work() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Tables[0][1] = 1;
  }
};

struct OnceBad : Scenario {
  folly::once_flag Flag;
  void work() {
    folly::call_once(Flag, [this] { Table[1] = 1; });
    Table.erase(2); // expect: unguarded-access
  }
};
struct OnceOk : Scenario {
  folly::once_flag Flag;
  void work() {
    folly::call_once(Flag, [this] { Table[1] = 1; });
    (void)Table.find(1);
  }
};

struct FunctionBad : Scenario {
  void work() {
    folly::Function<void()> Put = [this] {
      Table[1] = 1; // expect: unguarded-access
    };
    Put();
  }
};
struct FunctionOk : Scenario {
  void work() {
    folly::Function<void()> Put = [this] { Table[1] = 1; };
    std::lock_guard<std::mutex> Lock(Mutex);
    Put();
  }
};

struct FutureBad {
  void run(folly::CPUThreadPoolExecutor &Pool) {
    std::map<int, int> Table;
    folly::Future<int> Done = folly::via(&Pool, [&] {
      Table[1] = 1; // expect: unguarded-access
    });
    Table[2] = 1; // expect: unguarded-access
    Done.wait();
  }
};
struct FutureOk {
  void run(folly::CPUThreadPoolExecutor &Pool) {
    std::map<int, int> Table;
    folly::Future<int> Done = folly::via(&Pool, [&] { Table[1] = 1; });
    Done.wait();
    Table[2] = 1;
  }
};

struct SchedulerBad {
  std::map<int, int> Table;
  void run(folly::FunctionScheduler &Scheduler) {
    Scheduler.addFunction(
        [this] {
          Table.clear(); // expect: unguarded-access
        },
        std::chrono::seconds(1), "clean");
    Scheduler.start();
    Table[1] = 1; // expect: unguarded-access
  }
};
struct SchedulerOk : Scenario {
  void run(folly::FunctionScheduler &Scheduler) {
    Scheduler.addFunction(
        [this] {
          std::lock_guard<std::mutex> Lock(Mutex);
          Table.clear();
        },
        std::chrono::seconds(1), "clean");
    Scheduler.start();
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[1] = 1;
  }
};

// Tasks of one executor follow each other; what is not given to it does not wait.
struct SerialBad {
  std::map<int, int> Table;
  void run(folly::SerialExecutor &Serial) {
    Serial.add([this] {
      Table[1] = 1; // expect: unguarded-access
    });
    Table[2] = 1; // expect: unguarded-access
  }
};
struct SerialOk {
  std::map<int, int> Table;
  void run(folly::SerialExecutor &Serial) {
    Serial.add([this] { Table[1] = 1; });
    Serial.add([this] { Table[2] = 1; });
  }
};

struct EventBaseBad {
  std::map<int, int> Table;
  folly::EventBase Base;
  std::thread Thread;
  void run() {
    Thread = std::thread([this] { Base.loopForever(); });
    Base.runInEventBaseThread([this] {
      Table[1] = 1; // expect: unguarded-access
    });
    Table[2] = 1; // expect: unguarded-access
    Thread.join();
  }
};

template <class Case> void inTwoThreads() {
  Case Object;
  std::thread First(&Case::work, &Object);
  std::thread Second(&Case::work, &Object);
  First.join();
  Second.join();
}

void batonBad() {
  std::map<int, int> Table;
  folly::Baton<> Filled;
  std::thread Filler([&] {
    Filled.post();
    Table[1] = 1; // expect: unguarded-access
  });
  Filled.wait();
  Table.count(1); // expect: unguarded-access
  Filler.join();
}

void batonOk() {
  std::map<int, int> Table;
  folly::Baton<> Filled;
  std::thread Filler([&] {
    Table[1] = 1;
    Filled.post();
  });
  Filled.wait();
  Table.count(1);
  Filler.join();
}

int main() {
  inTwoThreads<CacheBad>();
  inTwoThreads<CacheOk>();
  inTwoThreads<HolderBad>();
  inTwoThreads<SpinBad>();
  inTwoThreads<SpinOk>();
  inTwoThreads<LockedPtrBad>();
  inTwoThreads<LockedPtrOk>();
  inTwoThreads<OptionalBad>();
  inTwoThreads<OptionalOk>();
  inTwoThreads<IndestructibleBad>();
  inTwoThreads<IndestructibleOk>();
  inTwoThreads<SnapshotBad>();
  inTwoThreads<SnapshotOk>();
  inTwoThreads<OnceBad>();
  inTwoThreads<OnceOk>();
  inTwoThreads<FunctionBad>();
  inTwoThreads<FunctionOk>();
  inTwoThreads<VectorBad>();
  inTwoThreads<VectorOk>();
  folly::CPUThreadPoolExecutor Pool(4);
  FutureBad().run(Pool);
  FutureOk().run(Pool);
  folly::FunctionScheduler Scheduler;
  SchedulerBad First;
  First.run(Scheduler);
  SchedulerOk Second;
  Second.run(Scheduler);
  folly::SerialExecutor Serial(&Pool);
  SerialBad Third;
  Third.run(Serial);
  SerialOk Fourth;
  Fourth.run(Serial);
  EventBaseBad Fifth;
  Fifth.run();
  Pool.join();
  batonBad();
  batonOk();
}
