// REQUIRES: poco
// RUN: %check_expect --real %s
// Poco, the rest of what the models know, racy and repaired.
#include <Poco/Activity.h>
#include <Poco/AtomicCounter.h>
#include <Poco/AutoPtr.h>
#include <Poco/BasicEvent.h>
#include <Poco/Condition.h>
#include <Poco/Delegate.h>
#include <Poco/Event.h>
#include <Poco/Mutex.h>
#include <Poco/RWLock.h>
#include <Poco/Runnable.h>
#include <Poco/RunnableAdapter.h>
#include <Poco/ScopedUnlock.h>
#include <Poco/Semaphore.h>
#include <Poco/SharedPtr.h>
#include <Poco/Thread.h>
#include <Poco/ThreadPool.h>
#include <Poco/Timer.h>
#include <Poco/Util/Timer.h>
#include <Poco/Util/TimerTask.h>
#include <map>
#include <thread>

struct Scenario {
  Poco::FastMutex Mutex;
  std::map<int, int> Table;
};

struct UnlockBad : Scenario {
  void work() {
    Poco::FastMutex::ScopedLock Lock(Mutex);
    Table[1] = 1;
    {
      Poco::ScopedUnlock<Poco::FastMutex> Free(Mutex);
      Table[2] = 1; // expect: unguarded-access
    }
    Table[3] = 1;
  }
};
struct UnlockOk : Scenario {
  void work() {
    Poco::FastMutex::ScopedLock Lock(Mutex);
    Table[1] = 1;
    {
      Poco::ScopedUnlock<Poco::FastMutex> Free(Mutex);
      std::this_thread::yield();
    }
    Table[3] = 1;
  }
};

struct SemaphoreBad {
  Poco::Semaphore Free{2, 2};
  std::map<int, int> Table;
  void work() {
    Free.wait();
    Table[1] = 1; // expect: unguarded-access
    Free.set();
  }
};
struct SemaphoreOk {
  Poco::Semaphore Free{1};
  std::map<int, int> Table;
  void work() {
    Free.wait();
    Table[1] = 1;
    Free.set();
  }
};

struct ReadersOk {
  Poco::RWLock Lock;
  std::map<int, int> Table;
  void work() {
    {
      Poco::ScopedReadRWLock Reader(Lock);
      (void)Table.count(1);
    }
    Poco::ScopedWriteRWLock Writer(Lock);
    Table[1] = 1;
  }
};

struct ConditionOk : Scenario {
  Poco::Condition Ready;
  void work() {
    Poco::FastMutex::ScopedLock Lock(Mutex);
    while (Table.empty())
      Ready.wait(Mutex);
    Table.erase(1);
  }
};

struct TaskOk : Poco::Runnable, Scenario {
  void run() override {
    Poco::FastMutex::ScopedLock Lock(Mutex);
    Table[1] = 1;
  }
  void serve() {
    Poco::ThreadPool Pool;
    Pool.start(*this);
    Pool.start(*this);
    Pool.joinAll();
    Table.clear();
  }
};

struct PointerBad {
  Poco::SharedPtr<std::map<int, int>> Table = new std::map<int, int>;
  void work() {
    (*Table)[1] = 1; // expect: unguarded-access
  }
};
struct PointerOk {
  Poco::FastMutex Mutex;
  Poco::SharedPtr<std::map<int, int>> Table = new std::map<int, int>;
  void work() {
    Poco::FastMutex::ScopedLock Lock(Mutex);
    (*Table)[1] = 1;
  }
};

// An atomic counter is no lock.
struct CounterBad : Scenario {
  Poco::AtomicCounter Count;
  void work() {
    ++Count;
    Table[1] = 1; // expect: unguarded-access
  }
};
struct CounterOk : Scenario {
  Poco::AtomicCounter Count;
  void work() {
    ++Count;
    Poco::FastMutex::ScopedLock Lock(Mutex);
    Table[1] = 1;
  }
};

// An event orders what is before it; a join is better.
namespace EventOk {
void run() {
  Scenario Object;
  Poco::Event Done;
  Poco::Thread Thread;
  Thread.startFunc([&] {
    Object.Table[1] = 1;
    Done.set();
  });
  Done.wait();
  Thread.join();
  Object.Table.clear();
}
} // namespace EventOk

class ActivityBad {
public:
  ActivityBad() : Loop(this, &ActivityBad::serve) {}
  void run() {
    Loop.start();
    Table.erase(1); // expect: unguarded-access
    Loop.stop();
    Loop.wait();
    Table.clear();
  }

private:
  void serve() {
    while (!Loop.isStopped())
      Table[1] = 1; // expect: unguarded-access
  }
  Poco::Activity<ActivityBad> Loop;
  std::map<int, int> Table;
};

class ActivityOk {
public:
  ActivityOk() : Loop(this, &ActivityOk::serve) {}
  void run() {
    Loop.start();
    {
      Poco::FastMutex::ScopedLock Lock(Mutex);
      Table.erase(1);
    }
    Loop.stop();
    Loop.wait();
    Table.clear();
  }

private:
  void serve() {
    while (!Loop.isStopped()) {
      Poco::FastMutex::ScopedLock Lock(Mutex);
      Table[1] = 1;
    }
  }
  Poco::Activity<ActivityOk> Loop;
  Poco::FastMutex Mutex;
  std::map<int, int> Table;
};

// An adapter holds an object and the member that runs.
class AdapterBad {
public:
  void run() {
    Poco::RunnableAdapter<AdapterBad> Adapter(*this, &AdapterBad::serve);
    Poco::Thread Thread;
    Thread.start(Adapter);
    Table.erase(1); // expect: unguarded-access
    Thread.join();
    Table.clear();
  }

private:
  void serve() {
    Table[1] = 1; // expect: unguarded-access
  }
  std::map<int, int> Table;
};

class AdapterOk {
public:
  void run() {
    Poco::RunnableAdapter<AdapterOk> Adapter(*this, &AdapterOk::serve);
    Poco::Thread Thread;
    Thread.start(Adapter);
    {
      Poco::FastMutex::ScopedLock Lock(Mutex);
      Table.erase(1);
    }
    Thread.join();
    Table.clear();
  }

private:
  void serve() {
    Poco::FastMutex::ScopedLock Lock(Mutex);
    Table[1] = 1;
  }
  Poco::FastMutex Mutex;
  std::map<int, int> Table;
};

class TickerBad {
public:
  void run() {
    Ticks.start(Poco::TimerCallback<TickerBad>(*this, &TickerBad::onTimer));
    Table.erase(1); // expect: unguarded-access
    Ticks.stop();
    Table.clear();
  }

private:
  void onTimer(Poco::Timer &) {
    Table[1] = 1; // expect: unguarded-access
  }
  std::map<int, int> Table;
  Poco::Timer Ticks{100, 100};
};

class TickerOk {
public:
  void run() {
    Ticks.start(Poco::TimerCallback<TickerOk>(*this, &TickerOk::onTimer));
    {
      Poco::FastMutex::ScopedLock Lock(Mutex);
      Table.erase(1);
    }
    Ticks.stop();
    Table.clear();
  }

private:
  void onTimer(Poco::Timer &) {
    Poco::FastMutex::ScopedLock Lock(Mutex);
    Table[1] = 1;
  }
  Poco::FastMutex Mutex;
  std::map<int, int> Table;
  Poco::Timer Ticks{100, 100};
};

// Whoever notifies runs the delegates: nobody here does, so it may be any thread.
class ListenerBad {
public:
  explicit ListenerBad(Poco::BasicEvent<int> &Changed) { Changed += Poco::delegate(this, &ListenerBad::onChanged); }
  void put(int Key) {
    Table[Key] = 1; // expect: unguarded-access
  }

private:
  void onChanged(int &Key) {
    Table.erase(Key); // expect: unguarded-access
  }
  std::map<int, int> Table;
};

class ListenerOk {
public:
  explicit ListenerOk(Poco::BasicEvent<int> &Changed) { Changed += Poco::delegate(this, &ListenerOk::onChanged); }
  void put(int Key) {
    Poco::FastMutex::ScopedLock Lock(Mutex);
    Table[Key] = 1;
  }

private:
  void onChanged(int &Key) {
    Poco::FastMutex::ScopedLock Lock(Mutex);
    Table.erase(Key);
  }
  Poco::FastMutex Mutex;
  std::map<int, int> Table;
};

template <class Listener> void listen() {
  static Poco::BasicEvent<int> Changed;
  static Listener Object(Changed);
  Poco::Thread Thread;
  Thread.startFunc([] { Object.put(1); });
  Object.put(2);
  Thread.join();
}

namespace TimerBad {
class Cleaner : public Poco::Util::TimerTask {
public:
  explicit Cleaner(std::map<int, int> &Table) : Table(Table) {}
  void run() override {
    Table.clear(); // expect: unguarded-access
  }

private:
  std::map<int, int> &Table;
};
void run() {
  static std::map<int, int> Table;
  static Poco::Util::Timer Timer;
  Timer.schedule(new Cleaner(Table), 100, 100);
  Table[1] = 1; // expect: unguarded-access
}
} // namespace TimerBad

namespace TimerOk {
class Cleaner : public Poco::Util::TimerTask {
public:
  explicit Cleaner(Scenario &Object) : Object(Object) {}
  void run() override {
    Poco::FastMutex::ScopedLock Lock(Object.Mutex);
    Object.Table.clear();
  }

private:
  Scenario &Object;
};
void run() {
  static Scenario Object;
  static Poco::Util::Timer Timer;
  Timer.schedule(new Cleaner(Object), 100, 100);
  Poco::FastMutex::ScopedLock Lock(Object.Mutex);
  Object.Table[1] = 1;
}
} // namespace TimerOk

template <class Case> void inTwoThreads() {
  Case Object;
  std::thread First(&Case::work, &Object);
  std::thread Second(&Case::work, &Object);
  First.join();
  Second.join();
}

void eventBad() {
  std::map<int, int> Table;
  Poco::Event Filled;
  std::thread Filler([&] {
    Filled.set();
    Table[1] = 1; // expect: unguarded-access
  });
  Filled.wait();
  Table.count(1); // expect: unguarded-access
  Filler.join();
}

void eventOk() {
  std::map<int, int> Table;
  Poco::Event Filled;
  std::thread Filler([&] {
    Table[1] = 1;
    Filled.set();
  });
  Filled.wait();
  Table.count(1);
  Filler.join();
}

int main() {
  inTwoThreads<SemaphoreBad>();
  inTwoThreads<SemaphoreOk>();
  inTwoThreads<UnlockBad>();
  inTwoThreads<UnlockOk>();
  inTwoThreads<ReadersOk>();
  inTwoThreads<ConditionOk>();
  TaskOk Task;
  Task.serve();
  inTwoThreads<PointerBad>();
  inTwoThreads<PointerOk>();
  inTwoThreads<CounterBad>();
  inTwoThreads<CounterOk>();
  EventOk::run();
  ActivityBad First;
  First.run();
  ActivityOk Second;
  Second.run();
  AdapterBad Third;
  Third.run();
  AdapterOk Fourth;
  Fourth.run();
  TickerBad Fifth;
  Fifth.run();
  TickerOk Sixth;
  Sixth.run();
  listen<ListenerBad>();
  listen<ListenerOk>();
  TimerBad::run();
  TimerOk::run();
  eventBad();
  eventOk();
}
