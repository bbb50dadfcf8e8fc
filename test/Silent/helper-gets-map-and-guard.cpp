// RUN: %check_expect --mock %s
// Helpers that get the map as a parameter, or the caller's unique_lock, which
// they unlock and relock.
#include <map>
#include <mutex>
#include <thread>

using UniqueLock = std::unique_lock<std::mutex>;

static void insertOne(std::map<int, int> &Table, int Key) { Table[Key] = 1; }

static void waitAndInsertOk(std::map<int, int> &Table, UniqueLock &Lock) {
  Lock.unlock();
  std::this_thread::yield();
  Lock.lock();
  insertOne(Table, 1);
}

static void insertAndWaitBad(std::map<int, int> &Table, UniqueLock &Lock) {
  Lock.unlock();
  Table[1] = 1; // expect: unguarded-access
  Lock.lock();
}

class TableOk {
public:
  void work() {
    UniqueLock Lock(Mutex);
    insertOne(Table, 1);
    waitAndInsertOk(Table, Lock);
    Table.erase(1);
  }

private:
  std::mutex Mutex;
  std::map<int, int> Table;
};

class TableBad {
public:
  void work() {
    UniqueLock Lock(Mutex);
    insertAndWaitBad(Table, Lock);
    Table.erase(1);
  }

private:
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
  inTwoThreads<TableOk>();
  inTwoThreads<TableBad>();
}
