// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// The mutex is taken through functions of the class or file: lockTable(),
// unlockTable(), a function that returns a held guard.
#include <map>
#include <mutex>
#include <thread>

class WrappedOk {
public:
  void work() {
    lockTable();
    Table[1] = 1;
    unlockTable();
  }

private:
  void lockTable() { Mutex.lock(); }
  void unlockTable() { Mutex.unlock(); }
  std::mutex Mutex;
  std::map<int, int> Table;
};

class WrappedBad {
public:
  void work() {
    lockTable();
    Table[1] = 1;
    unlockTable();
    Table[2] = 2; // expect: unguarded-access
  }

private:
  void lockTable() { Mutex.lock(); }
  void unlockTable() { Mutex.unlock(); }
  std::mutex Mutex;
  std::map<int, int> Table;
};

class ReturnedGuardOk {
public:
  void work() {
    auto Lock = acquire();
    Table[1] = 1;
  }

private:
  std::unique_lock<std::mutex> acquire() {
    return std::unique_lock<std::mutex>(Mutex);
  }
  std::mutex Mutex;
  std::map<int, int> Table;
};

class ReturnedLocalGuardOk {
public:
  void work() {
    std::unique_lock<std::mutex> Lock = acquire();
    Table[1] = 1;
  }

private:
  std::unique_lock<std::mutex> acquire() {
    std::unique_lock<std::mutex> Lock(Mutex);
    ++Uses;
    return Lock;
  }
  std::mutex Mutex;
  std::map<int, int> Table;
  int Uses = 0;
};

// Nobody keeps the guard: it is gone at the end of the statement.
class DroppedGuardBad {
public:
  void work() {
    acquire();
    Table[1] = 1; // expect: unguarded-access
  }

private:
  std::unique_lock<std::mutex> acquire() {
    return std::unique_lock<std::mutex>(Mutex);
  }
  std::mutex Mutex;
  std::map<int, int> Table;
};

template <class Case> void inTwoThreads() {
  Case Object;
  std::thread First(&Case::work, &Object);
  std::thread Second(&Case::work, &Object);
  First.join();
  Second.join();
}

int main() {
  inTwoThreads<WrappedOk>();
  inTwoThreads<WrappedBad>();
  inTwoThreads<ReturnedGuardOk>();
  inTwoThreads<ReturnedLocalGuardOk>();
  inTwoThreads<DroppedGuardBad>();
}
