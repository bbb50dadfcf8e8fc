// REQUIRES: poco
// RUN: %check_expect --real %s
// Poco: threads, runnables, pools, mutexes and scoped locks in both modes.
#include <Poco/Condition.h>
#include <Poco/Mutex.h>
#include <Poco/RWLock.h>
#include <Poco/Runnable.h>
#include <Poco/ScopedLock.h>
#include <Poco/Thread.h>
#include <Poco/ThreadPool.h>
#include <map>

namespace RunnableBad {
std::map<int, int> Table;
class Worker : public Poco::Runnable {
  void run() override {
    Table[1] = 1; // expect: unguarded-access
  }
};
void serve() {
  Worker Task;
  Poco::Thread Thread;
  Thread.start(Task);
  Table.erase(2); // expect: unguarded-access
  Thread.join();
  Table.clear();
}
} // namespace RunnableBad

namespace RunnableOk {
class Worker : public Poco::Runnable {
public:
  void run() override {
    Poco::FastMutex::ScopedLock Lock(Mutex);
    Table[1] = 1;
  }
  void erase() {
    Poco::ScopedLock<Poco::FastMutex> Lock(Mutex);
    Table.erase(1);
  }
  void clear() { Table.clear(); }

private:
  Poco::FastMutex Mutex;
  std::map<int, int> Table;
};
void serve() {
  Worker Task;
  Poco::Thread Thread;
  Thread.start(Task);
  Task.erase();
  Thread.join();
  Task.clear();
}
} // namespace RunnableOk

namespace FunctionBad {
std::map<int, int> Table;
void work(void *) {
  Table[1] = 1; // expect: unguarded-access
}
void serve() {
  Poco::Thread Thread;
  Thread.start(work, nullptr);
  (void)Table.count(1); // expect: unguarded-access
  Thread.join();
}
} // namespace FunctionBad

namespace LambdaBad {
void serve() {
  std::map<int, int> Table;
  Poco::Thread Thread;
  Thread.startFunc([&] { Table[1] = 1; }); // expect: unguarded-access
  (void)Table.count(1);                    // expect: unguarded-access
  Thread.join();
}
} // namespace LambdaBad

namespace PoolBad {
std::map<int, int> Table;
class Worker : public Poco::Runnable {
  void run() override {
    Table[1] = 1; // expect: unguarded-access
  }
};
void serve() {
  Worker First, Second;
  Poco::ThreadPool Pool;
  Pool.start(First);
  Pool.start(Second);
  Pool.joinAll();
  Table.clear();
}
} // namespace PoolBad

struct Scenario {
  Poco::Mutex Mutex;
  Poco::RWLock Readers;
  std::map<int, int> Table;
};

struct ReaderWritesBad : Scenario, Poco::Runnable {
  void run() override {
    Poco::ScopedReadRWLock Lock(Readers);
    Table[1] = 1; // expect: write-under-shared-lock
  }
};

struct ReaderByDefaultBad : Scenario, Poco::Runnable {
  void run() override {
    Poco::ScopedRWLock Lock(Readers);
    Table[1] = 1; // expect: write-under-shared-lock
  }
};

struct WriterByArgumentOk : Scenario, Poco::Runnable {
  void run() override {
    Poco::ScopedRWLock Lock(Readers, true);
    Table[1] = 1;
  }
};

struct WriterOk : Scenario, Poco::Runnable {
  void run() override {
    {
      Poco::RWLock::ScopedReadLock Lock(Readers);
      (void)Table.find(1);
    }
    Poco::ScopedWriteRWLock Lock(Readers);
    Table[1] = 1;
  }
};

struct CallsOk : Scenario, Poco::Runnable {
  void run() override {
    Mutex.lock();
    Table[1] = 1;
    Mutex.unlock();
    if (Mutex.tryLock()) {
      Table.erase(1);
      Mutex.unlock();
    }
  }
};

struct UnlockedBad : Scenario, Poco::Runnable {
  void run() override {
    Poco::ScopedLockWithUnlock<Poco::Mutex> Lock(Mutex);
    Table[1] = 1;
    Lock.unlock();
    Table[2] = 2; // expect: unguarded-access
  }
};

template <class Case> void inTwoThreads() {
  Case Object;
  Poco::Thread First, Second;
  First.start(Object);
  Second.start(Object);
  First.join();
  Second.join();
}

int main() {
  RunnableBad::serve();
  RunnableOk::serve();
  FunctionBad::serve();
  LambdaBad::serve();
  PoolBad::serve();
  inTwoThreads<ReaderWritesBad>();
  inTwoThreads<ReaderByDefaultBad>();
  inTwoThreads<WriterByArgumentOk>();
  inTwoThreads<WriterOk>();
  inTwoThreads<CallsOk>();
  inTwoThreads<UnlockedBad>();
}
