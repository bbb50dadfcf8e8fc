// REQUIRES: boost
// RUN: %check_expect --real %s
// Boost.Thread: threads, groups, futures, mutexes, guards and their modes, once.
// FLAGS: -std=c++20 -pthread -DBOOST_THREAD_PROVIDES_FUTURE
#include <boost/thread.hpp>
#include <boost/thread/lock_factories.hpp>
#include <boost/thread/scoped_thread.hpp>
#include <map>
#include <string>

namespace ThreadBad {
struct Server {
  std::map<int, std::string> Sessions;
  void run() {
    Sessions[1] = "a"; // expect: unguarded-access
  }
};
void serve() {
  Server Object;
  boost::thread Worker(boost::bind(&Server::run, &Object));
  Object.Sessions.erase(2); // expect: unguarded-access
  Worker.join();
  Object.Sessions.clear();
}
} // namespace ThreadBad

namespace ThreadOk {
struct Server {
  boost::mutex Mutex;
  std::map<int, std::string> Sessions;
  void run() {
    boost::lock_guard<boost::mutex> Lock(Mutex);
    Sessions[1] = "a";
  }
};
void serve() {
  Server Object;
  boost::thread Worker(&Server::run, &Object);
  {
    boost::mutex::scoped_lock Lock(Object.Mutex);
    Object.Sessions.erase(2);
  }
  Worker.join();
  Object.Sessions.clear();
}
} // namespace ThreadOk

namespace GroupBad {
std::map<int, int> Hits;
void count() {
  ++Hits[1]; // expect: unguarded-access
}
void run() {
  boost::thread_group Workers;
  for (int I = 0; I < 4; ++I)
    Workers.create_thread(count);
  Workers.join_all();
  Hits.clear();
}
} // namespace GroupBad

namespace GroupOfAddedBad {
std::map<int, int> Hits;
void count() {
  ++Hits[1]; // expect: unguarded-access
}
void run() {
  boost::thread_group Workers;
  Workers.add_thread(new boost::thread(count));
  Workers.add_thread(new boost::thread(count));
  Workers.join_all();
  Hits.clear();
}
} // namespace GroupOfAddedBad

namespace GroupOk {
std::map<int, int> Hits;
boost::mutex Mutex;
void count() {
  boost::unique_lock<boost::mutex> Lock(Mutex);
  ++Hits[1];
}
void run() {
  Hits[0] = 1;
  boost::thread_group Workers;
  for (int I = 0; I < 4; ++I)
    Workers.create_thread(&count);
  Workers.join_all();
  Hits.clear();
}
} // namespace GroupOk

namespace ScopedThreadOk {
std::map<int, int> Table;
void fill() { Table[1] = 1; }
void run() {
  {
    boost::scoped_thread<> Worker(fill);
  }
  Table[2] = 2;
}
} // namespace ScopedThreadOk

namespace FutureBad {
std::map<int, int> Table;
int fill() {
  Table[1] = 1; // expect: unguarded-access
  return 1;
}
void run() {
  boost::future<int> Result = boost::async(boost::launch::async, fill);
  Table[2] = 2; // expect: unguarded-access
  Result.get();
}
} // namespace FutureBad

namespace FutureOk {
std::map<int, int> Table;
int fill() {
  Table[1] = 1;
  return 1;
}
void run() {
  boost::future<int> Result = boost::async(boost::launch::async, fill);
  Result.get();
  Table[2] = 2;
}
} // namespace FutureOk

// Guards and modes: each `work` runs in two threads.
struct Scenario {
  boost::shared_mutex Mutex;
  boost::mutex Plain;
  boost::recursive_mutex Recursive;
  boost::timed_mutex Timed;
  std::map<int, int> Table;
};

struct ReaderWritesBad : Scenario {
  void work() {
    boost::shared_lock<boost::shared_mutex> Lock(Mutex);
    Table[1] = 1; // expect: write-under-shared-lock
  }
};

struct ReaderFunctionsBad : Scenario {
  void work() {
    Mutex.lock_shared();
    Table.erase(1); // expect: write-under-shared-lock
    Mutex.unlock_shared();
  }
};

struct ReaderAndWriterOk : Scenario {
  void work() {
    {
      boost::shared_lock<boost::shared_mutex> Lock(Mutex);
      (void)Table.count(1);
    }
    boost::unique_lock<boost::shared_mutex> Lock(Mutex);
    Table[1] = 1;
  }
};

struct UpgradeOk : Scenario {
  void work() {
    boost::upgrade_lock<boost::shared_mutex> Lock(Mutex);
    if (Table.count(1) == 0) {
      boost::upgrade_to_unique_lock<boost::shared_mutex> Writer(Lock);
      Table[1] = 1;
    }
  }
};

struct UpgradeNotTakenBad : Scenario {
  void work() {
    boost::upgrade_lock<boost::shared_mutex> Lock(Mutex);
    (void)Table.count(1);
    readers();
  }
  void readers() {
    boost::shared_lock<boost::shared_mutex> Lock(Mutex);
    Table.clear(); // expect: write-under-shared-lock
  }
};

struct RecursiveOk : Scenario {
  void outer() {
    boost::recursive_mutex::scoped_lock Lock(Recursive);
    Table[1] = 1;
    inner();
  }
  void inner() {
    boost::recursive_mutex::scoped_lock Lock(Recursive);
    Table.erase(2);
  }
  void work() { outer(); }
};

struct TimedOk : Scenario {
  void work() {
    boost::unique_lock<boost::timed_mutex> Lock(Timed, boost::chrono::milliseconds(5));
    if (Lock.owns_lock())
      Table[1] = 1;
  }
};

struct TimedIgnoredBad : Scenario {
  void work() {
    boost::unique_lock<boost::timed_mutex> Lock(Timed, boost::chrono::milliseconds(5));
    Table[1] = 1; // expect: unguarded-access
  }
};

struct TryIgnoredBad : Scenario {
  void work() {
    boost::unique_lock<boost::mutex> Lock(Plain, boost::try_to_lock);
    Table[1] = 1; // expect: unguarded-access
  }
};

struct DeferredOk : Scenario {
  void work() {
    boost::unique_lock<boost::mutex> Lock(Plain, boost::defer_lock);
    Lock.lock();
    Table[1] = 1;
  }
};

struct LockAllOk : Scenario {
  void work() {
    boost::lock(Plain, Recursive);
    boost::lock_guard<boost::mutex> First(Plain, boost::adopt_lock);
    boost::lock_guard<boost::recursive_mutex> Second(Recursive, boost::adopt_lock);
    Table[1] = 1;
  }
};

struct LockGuardFactoryOk : Scenario {
  void work() {
    auto Lock = boost::make_unique_lock(Plain);
    Table[1] = 1;
  }
};

struct ConditionOk : Scenario {
  boost::condition_variable Ready;
  void work() {
    boost::unique_lock<boost::mutex> Lock(Plain);
    while (Table.empty())
      Ready.wait(Lock);
    Table.erase(1);
  }
};

struct ReverseLockBad : Scenario {
  void work() {
    boost::unique_lock<boost::mutex> Lock(Plain);
    Table[1] = 1;
    Lock.unlock();
    Table[2] = 2; // expect: unguarded-access
  }
};

struct OnceOk : Scenario {
  boost::once_flag Once = BOOST_ONCE_INIT;
  void fill() { Table[1] = 1; }
  void work() {
    boost::call_once(Once, boost::bind(&OnceOk::fill, this));
    (void)Table.at(1);
  }
};

template <class Case> void inTwoThreads() {
  Case Object;
  boost::thread First(&Case::work, &Object);
  boost::thread Second(&Case::work, &Object);
  First.join();
  Second.join();
}

int main() {
  ThreadBad::serve();
  ThreadOk::serve();
  GroupBad::run();
  GroupOfAddedBad::run();
  GroupOk::run();
  ScopedThreadOk::run();
  FutureBad::run();
  FutureOk::run();
  inTwoThreads<ReaderWritesBad>();
  inTwoThreads<ReaderFunctionsBad>();
  inTwoThreads<ReaderAndWriterOk>();
  inTwoThreads<UpgradeOk>();
  inTwoThreads<UpgradeNotTakenBad>();
  inTwoThreads<RecursiveOk>();
  inTwoThreads<TimedOk>();
  inTwoThreads<TimedIgnoredBad>();
  inTwoThreads<TryIgnoredBad>();
  inTwoThreads<DeferredOk>();
  inTwoThreads<LockAllOk>();
  inTwoThreads<LockGuardFactoryOk>();
  inTwoThreads<ConditionOk>();
  inTwoThreads<ReverseLockBad>();
  inTwoThreads<OnceOk>();
}
