// REQUIRES: boost
// RUN: %check_expect --real %s
// Boost, the rest of what the models know, racy and repaired.
// FLAGS: -std=c++17 -pthread
#include <boost/thread/future.hpp>
#include <boost/thread/lock_guard.hpp>
#include <boost/thread/lock_types.hpp>
#include <boost/thread/mutex.hpp>
#include <boost/thread/shared_mutex.hpp>
#include <boost/thread/thread.hpp>
#include <boost/variant.hpp>
#include <map>

struct Scenario {
  boost::mutex Mutex;
  std::map<int, int> Table;
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

int main() {
  inTwoThreads<UpgradeBad>();
  inTwoThreads<VisitBad>();
  inTwoThreads<VisitOk>();
  promiseBad();
  promiseOk();
}
