// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A pool: start() starts several workers on one method, stop() joins them all.
#include <map>
#include <mutex>
#include <thread>
#include <vector>

class PoolBad {
public:
  void start(int Count) {
    for (int I = 0; I < Count; ++I)
      Workers.emplace_back(&PoolBad::work, this, I);
  }
  void stop() {
    for (auto &Worker : Workers)
      Worker.join();
  }
  void clear() { Results.clear(); }

private:
  void work(int Number) {
    Results[Number] = 1; // expect: unguarded-access
  }
  std::map<int, int> Results;
  std::vector<std::thread> Workers;
};

void runBad() {
  PoolBad Pool;
  Pool.start(3);
  Pool.stop();
  Pool.clear();
}

class PoolOk {
public:
  void start(int Count) {
    for (int I = 0; I < Count; ++I)
      Workers.emplace_back(&PoolOk::work, this, I);
  }
  void stop() {
    for (auto &Worker : Workers)
      Worker.join();
  }
  void add(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Results[Key] = 0;
  }
  void clear() { Results.clear(); }

private:
  void work(int Number) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Results[Number] = 1;
  }
  std::mutex Mutex;
  std::map<int, int> Results;
  std::vector<std::thread> Workers;
};

void runOk() {
  PoolOk Pool;
  Pool.clear();
  Pool.start(3);
  Pool.add(5);
  Pool.stop();
  Pool.clear();
}

int main() {
  runBad();
  runOk();
}
