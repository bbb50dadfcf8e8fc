// RUN: %check_expect --mock %s
// The mutexes are behind accessors: the same accessor is the same mutex, two
// accessors are two.
#include <map>
#include <mutex>
#include <thread>

class TableBad {
public:
  void run() {
    std::thread First(&TableBad::put, this);
    std::thread Second(&TableBad::fill, this);
    drop();
    First.join();
    Second.join();
  }

private:
  std::mutex &tableMutex() { return TableMutex; }
  std::mutex &logMutex() { return LogMutex; }
  void put() {
    std::lock_guard<std::mutex> Lock(tableMutex());
    Table[1] = 1;
  }
  void fill() {
    std::lock_guard<std::mutex> Lock(TableMutex);
    Table[2] = 2;
  }
  void drop() {
    std::lock_guard<std::mutex> Lock(logMutex());
    Table.erase(1); // expect: inconsistent-guard
  }
  std::mutex TableMutex, LogMutex;
  std::map<int, int> Table;
};

class TableOk {
public:
  void run() {
    std::thread First(&TableOk::put, this);
    std::thread Second(&TableOk::fill, this);
    drop();
    First.join();
    Second.join();
  }

private:
  std::mutex &tableMutex() { return TableMutex; }
  static std::mutex &logMutex() {
    static std::mutex Mutex;
    return Mutex;
  }
  void put() {
    std::lock_guard<std::mutex> Lock(tableMutex());
    Table[1] = 1;
    std::lock_guard<std::mutex> LogLock(logMutex());
    Log[1] = 1;
  }
  void fill() {
    std::lock_guard<std::mutex> Lock(TableMutex);
    Table[2] = 2;
  }
  void drop() {
    std::lock_guard<std::mutex> Lock(tableMutex());
    Table.erase(1);
    std::lock_guard<std::mutex> LogLock(logMutex());
    Log.erase(1);
  }
  std::mutex TableMutex;
  std::map<int, int> Table, Log;
};

int main() {
  TableBad().run();
  TableOk().run();
}
