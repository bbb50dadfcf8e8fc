// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// operator[] inserts on a miss: under a reader lock two readers may both
// insert. The repair is find or at, or the exclusive lock.
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>

class TableBad {
public:
  void run() {
    std::thread First(&TableBad::get, this, "a");
    std::thread Second(&TableBad::get, this, "b");
    set("c", 1);
    First.join();
    Second.join();
  }

private:
  int get(const std::string &Key) {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    return Table[Key]; // expect: write-under-shared-lock
  }
  void set(const std::string &Key, int Value) {
    std::unique_lock<std::shared_mutex> Lock(Mutex);
    Table[Key] = Value;
  }
  std::shared_mutex Mutex;
  std::map<std::string, int> Table;
};

class FindOk {
public:
  void run() {
    std::thread First(&FindOk::get, this, "a");
    std::thread Second(&FindOk::get, this, "b");
    set("c", 1);
    First.join();
    Second.join();
  }

private:
  int get(const std::string &Key) {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    auto Found = Table.find(Key);
    return Found == Table.end() ? 0 : Found->second;
  }
  void set(const std::string &Key, int Value) {
    std::unique_lock<std::shared_mutex> Lock(Mutex);
    Table[Key] = Value;
  }
  std::shared_mutex Mutex;
  std::map<std::string, int> Table;
};

class ExclusiveOk {
public:
  void run() {
    std::thread First(&ExclusiveOk::get, this, "a");
    std::thread Second(&ExclusiveOk::get, this, "b");
    First.join();
    Second.join();
  }

private:
  int get(const std::string &Key) {
    std::lock_guard<std::shared_mutex> Lock(Mutex);
    return Table[Key];
  }
  std::shared_mutex Mutex;
  std::map<std::string, int> Table;
};

int main() {
  TableBad().run();
  FindOk().run();
  ExclusiveOk().run();
}
