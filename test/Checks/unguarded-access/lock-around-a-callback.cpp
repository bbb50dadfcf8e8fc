// RUN: %check_expect --mock %s
// A function that calls back under its lock: the lambda's access is guarded.
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

template <class Function> void withLock(std::mutex &Mutex, Function &&Call) {
  std::lock_guard<std::mutex> Lock(Mutex);
  std::forward<Function>(Call)();
}

void withLockErased(std::mutex &Mutex, const std::function<void()> &Call) {
  std::lock_guard<std::mutex> Lock(Mutex);
  Call();
}

// Releases the lock before it calls.
template <class Function> void afterLock(std::mutex &Mutex, Function &&Call) {
  {
    std::lock_guard<std::mutex> Lock(Mutex);
  }
  Call();
}

void templateOk() {
  std::mutex Mutex;
  std::map<int, int> Table;
  std::thread Worker([&] { withLock(Mutex, [&] { Table[1] = 1; }); });
  withLock(Mutex, [&] { Table[2] = 2; });
  Worker.join();
}

void stdFunctionOk() {
  std::mutex Mutex;
  std::map<int, int> Table;
  std::thread Worker([&] { withLockErased(Mutex, [&] { Table[1] = 1; }); });
  withLockErased(Mutex, [&] { Table[2] = 2; });
  Worker.join();
}

void immediatelyInvokedOk() {
  std::mutex Mutex;
  std::map<int, int> Table;
  std::thread Worker([&] {
    int Size = [&] {
      std::lock_guard<std::mutex> Lock(Mutex);
      Table[1] = 1;
      return static_cast<int>(Table.size());
    }();
    (void)Size;
  });
  withLock(Mutex, [&] { Table[2] = 2; });
  Worker.join();
}

void releasedBeforeTheCallBad() {
  std::mutex Mutex;
  std::map<int, int> Table;
  std::thread Worker([&] {
    afterLock(Mutex, [&] {
      Table[1] = 1; // expect: unguarded-access
    });
  });
  withLock(Mutex, [&] { Table[2] = 2; });
  Worker.join();
}

int main() {
  templateOk();
  stdFunctionOk();
  immediatelyInvokedOk();
  releasedBeforeTheCallBad();
}
