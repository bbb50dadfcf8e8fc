// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Both sides hold a lock, but not the same one. The side under the rarer lock
// is reported; on a tie, both.
#include <map>
#include <mutex>
#include <thread>

class TieBad {
public:
  void run() {
    std::thread Worker(&TieBad::put, this);
    drop();
    Worker.join();
  }

private:
  void put() {
    std::lock_guard<std::mutex> Lock(PutMutex);
    Table[1] = 1; // expect: inconsistent-guard
  }
  void drop() {
    std::lock_guard<std::mutex> Lock(DropMutex);
    Table.erase(1); // expect: inconsistent-guard
  }
  std::mutex PutMutex, DropMutex;
  std::map<int, int> Table;
};

class OddOneOutBad {
public:
  void run() {
    std::thread First(&OddOneOutBad::put, this);
    std::thread Second(&OddOneOutBad::fill, this);
    drop();
    First.join();
    Second.join();
  }

private:
  void put() {
    std::lock_guard<std::mutex> Lock(TableMutex);
    Table[1] = 1;
  }
  void fill() {
    std::lock_guard<std::mutex> Lock(TableMutex);
    Table.insert({2, 2});
  }
  void drop() {
    std::lock_guard<std::mutex> Lock(LogMutex);
    Table.erase(1); // expect: inconsistent-guard
  }
  std::mutex TableMutex, LogMutex;
  std::map<int, int> Table;
};

class OneMutexOk {
public:
  void run() {
    std::thread Worker(&OneMutexOk::put, this);
    drop();
    Worker.join();
  }

private:
  void put() {
    std::lock_guard<std::mutex> Lock(TableMutex);
    Table[1] = 1;
  }
  void drop() {
    std::lock_guard<std::mutex> Lock(TableMutex);
    Table.erase(1);
  }
  std::mutex TableMutex;
  std::map<int, int> Table;
};

// One common lock among several is enough.
class OneInCommonOk {
public:
  void run() {
    std::thread Worker(&OneInCommonOk::put, this);
    drop();
    Worker.join();
  }

private:
  void put() {
    std::lock_guard<std::mutex> Lock(TableMutex);
    Table[1] = 1;
  }
  void drop() {
    std::scoped_lock Lock(LogMutex, TableMutex);
    Table.erase(1);
  }
  std::mutex LogMutex, TableMutex;
  std::map<int, int> Table;
};

int main() {
  TieBad().run();
  OddOneOutBad().run();
  OneMutexOk().run();
  OneInCommonOk().run();
}
