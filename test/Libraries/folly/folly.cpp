// RUN: %check_expect --real --isystem %S/Inputs %s
// Folly, with declarations of its interface: Synchronized, SharedMutex and its holders, F14 maps, executors.
#include <folly/Folly.h>
#include <thread>

struct Scenario {
  folly::Synchronized<std::map<int, int>> Data;
  folly::SharedMutex Mutex;
  folly::F14FastMap<int, int> Table;
};

struct HandlesOk : Scenario {
  void work() {
    {
      auto Locked = Data.wlock();
      Locked->emplace(1, 1);
      (*Locked)[2] = 2;
    }
    {
      auto Locked = Data.rlock();
      (void)Locked->find(1);
    }
    Data.wlock()->erase(1);
    (void)Data.rlock()->size();
  }
};

struct ReaderHandleWritesBad : Scenario {
  void work() {
    auto Locked = Data.rlock();
    Locked->erase(1); // expect: write-under-shared-lock
  }
};

struct ReleasedHandleBad : Scenario {
  void work() {
    auto Locked = Data.wlock();
    Locked->erase(1);
    Locked.unlock();
    Data.unsafeGetUnlocked().erase(2); // expect: unguarded-access
  }
};

struct WithLockOk : Scenario {
  void work() {
    Data.withWLock([](std::map<int, int> &Map) { Map[1] = 1; });
    Data.withRLock([](const std::map<int, int> &Map) { return Map.size(); });
  }
};

struct UnsafeBad : Scenario {
  void work() {
    Data.unsafeGetUnlocked().clear(); // expect: unguarded-access
  }
};

struct MutexBad : Scenario {
  void work() {
    folly::SharedMutex::ReadHolder Holder(Mutex);
    Table[1] = 1; // expect: write-under-shared-lock
  }
};

struct MutexOk : Scenario {
  void work() {
    {
      folly::SharedMutex::ReadHolder Holder(Mutex);
      (void)Table.count(1);
    }
    folly::SharedMutex::WriteHolder Holder(Mutex);
    Table[1] = 1;
  }
};

struct F14Bad : Scenario {
  void work() {
    Table[1] = 1; // expect: unguarded-access
  }
};

struct ConcurrentOk {
  folly::ConcurrentHashMap<int, int> Table;
  void work() { Table.insert_or_assign(1, 1); }
};

namespace PoolBad {
void run() {
  std::map<int, int> Table;
  folly::CPUThreadPoolExecutor Pool(4);
  Pool.add([&] { Table[1] = 1; }); // expect: unguarded-access
  Pool.add([&] { Table[2] = 1; }); // expect: unguarded-access
  Pool.join();
  Table.clear();
}
} // namespace PoolBad

namespace SerialOk {
void run() {
  std::map<int, int> Table;
  folly::CPUThreadPoolExecutor Pool(4);
  folly::SerialExecutor Serial(&Pool);
  Serial.add([&] { Table[1] = 1; });
  Serial.add([&] { Table[2] = 1; });
  Pool.join();
}
} // namespace SerialOk

namespace EventBaseOk {
struct Server {
  folly::EventBase Base;
  std::map<int, int> Table;
  std::thread Thread;
  void start() {
    Thread = std::thread([this] { Base.loopForever(); });
  }
  void put(int Key) {
    Base.runInEventBaseThread([this, Key] { Table[Key] = 1; });
  }
  void remove(int Key) {
    Base.runInEventBaseThread([this, Key] { Table.erase(Key); });
  }
};
void run() {
  Server Object;
  Object.start();
  Object.put(1);
  Object.remove(1);
  Object.Thread.join();
}
} // namespace EventBaseOk

template <class Case> void inTwoThreads() {
  Case Object;
  std::thread First(&Case::work, &Object);
  std::thread Second(&Case::work, &Object);
  First.join();
  Second.join();
}

int main() {
  inTwoThreads<HandlesOk>();
  inTwoThreads<ReaderHandleWritesBad>();
  inTwoThreads<ReleasedHandleBad>();
  inTwoThreads<WithLockOk>();
  inTwoThreads<UnsafeBad>();
  inTwoThreads<MutexBad>();
  inTwoThreads<MutexOk>();
  inTwoThreads<F14Bad>();
  inTwoThreads<ConcurrentOk>();
  PoolBad::run();
  SerialOk::run();
  EventBaseOk::run();
}
