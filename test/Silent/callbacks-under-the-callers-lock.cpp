// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Callbacks are kept in a collection, and run by a helper whose callers lock.
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

class LockedOk {
public:
  LockedOk() : Worker([this] {
    while (true) {
      std::lock_guard<std::mutex> Lock(Mutex);
      if (!Running)
        break;
      runAll();
    }
  }) {}
  ~LockedOk() {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Running = false;
    }
    Worker.join();
  }
  void put(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Callbacks.push_back([this, Key](bool Ok) {
      if (!Ok)
        Store.erase(Key);
    });
    Store.emplace(Key, 1);
  }

private:
  void runAll() {
    for (auto &Each : Callbacks)
      Each(false);
    Callbacks.clear();
  }
  std::mutex Mutex;
  bool Running = true;
  std::vector<std::function<void(bool)>> Callbacks;
  std::map<int, int> Store;
  std::thread Worker;
};

// The lock is that of the object around, which every way in holds.
class Table {
public:
  void put(int Key) {
    Callbacks.push_back([this, Key](bool Ok) {
      if (!Ok)
        Store.erase(Key);
    });
    Store.emplace(Key, 1);
  }
  void runAll() {
    for (auto &Each : Callbacks)
      Each(false);
    Callbacks.clear();
  }

private:
  std::vector<std::function<void(bool)>> Callbacks;
  std::map<int, int> Store;
};
class RunnerOk {
public:
  void start() {
    Worker = std::thread([this] {
      for (int I = 0; I < 100; ++I) {
        std::lock_guard<std::mutex> Lock(Mutex);
        Inner.runAll();
      }
    });
  }
  void put(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Inner.put(Key);
  }
  ~RunnerOk() { Worker.join(); }

private:
  std::mutex Mutex;
  Table Inner;
  std::thread Worker;
};

// One of the ways to the callbacks does not lock.
class HalfBad {
public:
  HalfBad() : Worker([this] {
    for (int I = 0; I < 100; ++I)
      if (I % 2) {
        std::lock_guard<std::mutex> Lock(Mutex);
        runAll();
      } else {
        runAll();
      }
  }) {}
  ~HalfBad() { Worker.join(); }
  void put(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Callbacks.push_back([this, Key](bool Ok) {
      if (!Ok)
        Store.erase(Key); // expect: unguarded-access
    });
    Store.emplace(Key, 1);
  }

private:
  void runAll() {
    for (auto &Each : Callbacks)
      Each(false);
    Callbacks.clear();
  }
  std::mutex Mutex;
  std::vector<std::function<void(bool)>> Callbacks;
  std::map<int, int> Store;
  std::thread Worker;
};

// One callback in a field, which is called under the lock.
class FieldOk {
public:
  FieldOk() : Worker([this] {
    for (int I = 0; I < 100; ++I)
      runOne();
  }) {}
  ~FieldOk() { Worker.join(); }
  void put(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Callback = [this, Key](bool Ok) {
      if (!Ok)
        Store.erase(Key);
    };
    Store.emplace(Key, 1);
  }

private:
  void runOne() {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (Callback)
      Callback(false);
  }
  std::mutex Mutex;
  std::function<void(bool)> Callback;
  std::map<int, int> Store;
  std::thread Worker;
};

int main() {
  LockedOk Locked;
  Locked.put(1);
  RunnerOk Runner;
  Runner.start();
  Runner.put(1);
  HalfBad Half;
  Half.put(1);
  FieldOk Field;
  Field.put(1);
}
