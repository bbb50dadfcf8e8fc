// REQUIRES: boost
// RUN: %check_expect --real %s
// Boost, the rest of what the models know, racy and repaired.
// FLAGS: -std=c++17 -pthread
#include <boost/atomic.hpp>
#include <boost/function.hpp>
#include <boost/interprocess/sync/interprocess_semaphore.hpp>
#include <boost/make_shared.hpp>
#include <boost/optional.hpp>
#include <boost/scoped_ptr.hpp>
#include <boost/shared_ptr.hpp>
#include <boost/smart_ptr/atomic_shared_ptr.hpp>
#include <boost/thread/barrier.hpp>
#include <boost/thread/condition_variable.hpp>
#include <boost/thread/future.hpp>
#include <boost/thread/latch.hpp>
#include <boost/thread/lock_guard.hpp>
#include <boost/thread/lock_types.hpp>
#include <boost/thread/lock_algorithms.hpp>
#include <boost/thread/mutex.hpp>
#include <boost/thread/once.hpp>
#include <boost/thread/reverse_lock.hpp>
#include <boost/thread/shared_mutex.hpp>
#include <boost/thread/thread.hpp>
#include <boost/variant.hpp>
#include <map>
#include <thread>

struct Scenario {
  boost::mutex Mutex;
  std::map<int, int> Table;
};

struct SemaphoreBad {
  boost::interprocess::interprocess_semaphore Free{2};
  std::map<int, int> Table;
  void work() {
    Free.wait();
    Table[1] = 1; // expect: unguarded-access
    Free.post();
  }
};
struct SemaphoreOk {
  boost::interprocess::interprocess_semaphore Free{1};
  std::map<int, int> Table;
  void work() {
    Free.wait();
    Table[1] = 1;
    Free.post();
    if (Free.try_wait()) {
      Table.erase(1);
      Free.post();
    }
  }
};

struct UnlockBad : Scenario {
  void work() {
    boost::unique_lock<boost::mutex> Lock(Mutex);
    Table[1] = 1;
    {
      boost::reverse_lock<boost::unique_lock<boost::mutex>> Free(Lock);
      Table[2] = 1; // expect: unguarded-access
    }
    Table[3] = 1;
  }
};
struct UnlockOk : Scenario {
  void work() {
    boost::unique_lock<boost::mutex> Lock(Mutex);
    Table[1] = 1;
    {
      boost::reverse_lock<boost::unique_lock<boost::mutex>> Free(Lock);
      boost::this_thread::yield();
    }
    Table[3] = 1;
  }
};

struct UpgradeBad {
  boost::upgrade_mutex Mutex;
  std::map<int, int> Table;
  void work() {
    boost::upgrade_lock<boost::upgrade_mutex> Lock(Mutex);
    {
      boost::upgrade_to_unique_lock<boost::upgrade_mutex> Writer(Lock);
      Table[1] = 1;
    }
    Table[2] = 1; // expect: write-under-shared-lock
  }
};

struct Putter : boost::static_visitor<void> {
  std::map<int, int> &Table;
  explicit Putter(std::map<int, int> &Table) : Table(Table) {}
  void operator()(int Key) const {
    Table[Key] = 1; // expect: unguarded-access
  }
  void operator()(double) const {}
};
struct VisitBad : Scenario {
  void work() {
    boost::variant<int, double> Key = 1;
    boost::apply_visitor(Putter(Table), Key);
  }
};
struct VisitOk : Scenario {
  void work() {
    boost::variant<int, double> Key = 1;
    boost::lock_guard<boost::mutex> Lock(Mutex);
    boost::apply_visitor([this](auto Value) { Table[static_cast<int>(Value)] = 1; }, Key);
  }
};

struct TryBad : Scenario {
  boost::mutex Other;
  void work() {
    boost::try_lock(Mutex, Other);
    Table[1] = 1; // expect: unguarded-access
  }
};
struct TryOk : Scenario {
  boost::mutex Other;
  std::map<int, int> Both;
  void work() {
    if (boost::try_lock(Mutex, Other) == -1) {
      Both[3] = 1;
      Mutex.unlock();
      Other.unlock();
    }
    boost::lock(Mutex, Other);
    Table[1] = 1;
    Mutex.unlock();
    Other.unlock();
    boost::mutex::scoped_try_lock Lock(Mutex);
    if (Lock)
      Table[2] = 1;
  }
};

struct ConditionBad : Scenario {
  boost::condition_variable Ready;
  void work() {
    Table[1] = 1; // expect: unguarded-access
    boost::unique_lock<boost::mutex> Lock(Mutex);
    while (Table.empty())
      Ready.wait(Lock);
  }
};

boost::once_flag OnceFlag = BOOST_ONCE_INIT;
struct OnceBad : Scenario {
  void work() {
    boost::call_once(OnceFlag, [this] { Table[1] = 1; });
    Table.erase(2); // expect: unguarded-access
  }
};

struct PointersBad {
  boost::scoped_ptr<std::map<int, int>> Scoped{new std::map<int, int>};
  boost::shared_ptr<std::map<int, int>> Shared = boost::make_shared<std::map<int, int>>();
  boost::optional<std::map<int, int>> Maybe = std::map<int, int>();
  boost::atomic_shared_ptr<std::map<int, int>> Current;
  void work() {
    (*Scoped)[1] = 1;         // expect: unguarded-access
    (*Shared)[1] = 1;         // expect: unguarded-access
    (*Maybe)[1] = 1;          // expect: unguarded-access
    (*Current.load())[1] = 1; // expect: unguarded-access
  }
};
struct PointersOk {
  boost::mutex Mutex;
  boost::scoped_ptr<std::map<int, int>> Scoped{new std::map<int, int>};
  boost::shared_ptr<std::map<int, int>> Shared = boost::make_shared<std::map<int, int>>();
  boost::optional<std::map<int, int>> Maybe = std::map<int, int>();
  boost::atomic_shared_ptr<std::map<int, int>> Current;
  void work() {
    auto Next = boost::make_shared<std::map<int, int>>(*Current.load());
    (*Next)[1] = 1;
    Current.store(Next);
    boost::lock_guard<boost::mutex> Lock(Mutex);
    (*Scoped)[1] = 1;
    (*Shared)[1] = 1;
    (*Maybe)[1] = 1;
  }
};

struct FunctionBad : Scenario {
  boost::atomic<int> Count{0};
  void work() {
    ++Count;
    boost::function<void()> Put = [this] {
      Table[1] = 1; // expect: unguarded-access
    };
    Put();
  }
};
struct FunctionOk : Scenario {
  boost::atomic<int> Count{0};
  void work() {
    ++Count;
    boost::function<void()> Put = [this] { Table[1] = 1; };
    boost::lock_guard<boost::mutex> Lock(Mutex);
    Put();
  }
};

void promiseBad() {
  std::map<int, int> Table;
  boost::promise<void> Filled;
  boost::unique_future<void> Done = Filled.get_future();
  boost::thread Worker([&] {
    Filled.set_value();
    Table[1] = 1; // expect: unguarded-access
  });
  Table[2] = 1; // expect: unguarded-access
  Worker.join();
  Done.wait();
}
void promiseOk() {
  std::map<int, int> Table;
  boost::promise<void> Filled;
  boost::unique_future<void> Done = Filled.get_future();
  boost::thread Worker([&] {
    Table[1] = 1;
    Filled.set_value();
  });
  Worker.join();
  Done.wait();
  Table[2] = 1;
}

template <class Case> void inTwoThreads() {
  Case Object;
  boost::thread First(&Case::work, &Object);
  boost::thread Second(&Case::work, &Object);
  First.join();
  Second.join();
}

void latchBad() {
  std::map<int, int> Table;
  boost::latch Filled(1);
  std::thread Filler([&] {
    Filled.count_down();
    Table[1] = 1; // expect: unguarded-access
  });
  Filled.wait();
  Table.count(1); // expect: unguarded-access
  Filler.join();
}

void latchOk() {
  std::map<int, int> Table;
  boost::latch Filled(1);
  std::thread Filler([&] {
    Table[1] = 1;
    Filled.count_down();
  });
  Filled.wait();
  Table.count(1);
  Filler.join();
}

void barrierBad() {
  std::map<int, int> Table;
  boost::barrier Filled(2);
  std::thread Filler([&] {
    Filled.wait();
    Table[1] = 1; // expect: unguarded-access
  });
  Filled.wait();
  Table.count(1); // expect: unguarded-access
  Filler.join();
}

void barrierOk() {
  std::map<int, int> Table;
  boost::barrier Filled(2);
  std::thread Filler([&] {
    Table[1] = 1;
    Filled.wait();
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
  inTwoThreads<UpgradeBad>();
  inTwoThreads<VisitBad>();
  inTwoThreads<VisitOk>();
  inTwoThreads<TryBad>();
  inTwoThreads<TryOk>();
  inTwoThreads<ConditionBad>();
  inTwoThreads<OnceBad>();
  inTwoThreads<PointersBad>();
  inTwoThreads<PointersOk>();
  inTwoThreads<FunctionBad>();
  inTwoThreads<FunctionOk>();
  promiseBad();
  promiseOk();
  latchBad();
  latchOk();
  barrierBad();
  barrierOk();
}
