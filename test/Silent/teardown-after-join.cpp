// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Stop() joins every worker and then empties the map without the lock; the
// destructor only calls Stop().
#include <map>
#include <mutex>
#include <thread>
#include <vector>

class PoolOk {
public:
  explicit PoolOk(int Count) {
    Jobs[0] = 0;
    for (int I = 0; I < Count; ++I)
      Workers.emplace_back(&PoolOk::work, this, I);
  }
  ~PoolOk() { stop(); }
  void stop() {
    for (std::thread &Worker : Workers)
      if (Worker.joinable())
        Worker.join();
    Workers.clear();
    Jobs.clear();
  }

private:
  void work(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Jobs[Key] = 1;
  }
  std::mutex Mutex;
  std::map<int, int> Jobs;
  std::vector<std::thread> Workers;
};

class PoolBad {
public:
  explicit PoolBad(int Count) {
    Jobs[0] = 0;
    for (int I = 0; I < Count; ++I)
      Workers.emplace_back(&PoolBad::work, this, I);
  }
  ~PoolBad() { stop(); }
  void stop() {
    Jobs.clear(); // expect: unguarded-access
    for (std::thread &Worker : Workers)
      if (Worker.joinable())
        Worker.join();
  }

private:
  void work(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Jobs[Key] = 1;
  }
  std::mutex Mutex;
  std::map<int, int> Jobs;
  std::vector<std::thread> Workers;
};

int main() {
  {
    PoolOk Pool(3);
  }
  {
    PoolBad Pool(3);
  }
}
