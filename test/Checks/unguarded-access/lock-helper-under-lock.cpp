// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A helper takes no lock, its callers do. One caller that forgets makes the
// helper's access a race.
#include <map>
#include <mutex>
#include <thread>

class AllCallersLockOk {
public:
  void run() {
    std::thread Worker(&AllCallersLockOk::put, this);
    drop();
    Worker.join();
  }

private:
  void put() {
    std::lock_guard<std::mutex> Lock(Mutex);
    set(1, 1);
  }
  void drop() {
    std::lock_guard<std::mutex> Lock(Mutex);
    set(1, 0);
  }
  void set(int Key, int Value) { store(Key, Value); }
  void store(int Key, int Value) { Table[Key] = Value; }
  std::mutex Mutex;
  std::map<int, int> Table;
};

class OneCallerForgetsBad {
public:
  void run() {
    std::thread Worker(&OneCallerForgetsBad::put, this);
    drop();
    Worker.join();
  }

private:
  void put() {
    std::lock_guard<std::mutex> Lock(Mutex);
    set(1, 1);
  }
  void drop() { set(1, 0); }
  void set(int Key, int Value) {
    Table[Key] = Value; // expect: unguarded-access
  }
  std::mutex Mutex;
  std::map<int, int> Table;
};

// The caller without the lock runs before there is a second thread.
class ForgetsBeforeTheSpawnOk {
public:
  void run() {
    set(0, 0);
    std::thread Worker(&ForgetsBeforeTheSpawnOk::put, this);
    put();
    Worker.join();
    set(2, 2);
  }

private:
  void put() {
    std::lock_guard<std::mutex> Lock(Mutex);
    set(1, 1);
  }
  void set(int Key, int Value) { Table[Key] = Value; }
  std::mutex Mutex;
  std::map<int, int> Table;
};

int main() {
  AllCallersLockOk().run();
  OneCallerForgetsBad().run();
  ForgetsBeforeTheSpawnOk().run();
}
