// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// One loop locks every shard, the next one works on all of them.
#include <array>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

struct Shard {
  std::mutex Mutex;
  std::map<int, int> Map;
};

class Store {
public:
  void put(int Key, int Value) {
    Shard &Own = Shards[Key % 8];
    std::lock_guard<std::mutex> Lock(Own.Mutex);
    Own.Map[Key] = Value;
  }
  unsigned size() {
    std::vector<std::unique_lock<std::mutex>> Locks;
    for (auto &Each : Shards)
      Locks.emplace_back(Each.Mutex);
    unsigned Size = 0;
    for (auto &Each : Shards)
      Size += Each.Map.size();
    return Size;
  }
  void clear() {
    for (auto &Each : Shards)
      Each.Mutex.lock();
    for (auto &Each : Shards)
      Each.Map.clear();
    for (auto &Each : Shards)
      Each.Mutex.unlock();
  }
  // Each round gives its lock back.
  void clearLate() {
    for (auto &Each : Shards) {
      Each.Mutex.lock();
      Each.Mutex.unlock();
    }
    for (auto &Each : Shards)
      Each.Map.clear(); // expect: unguarded-access
  }
  // The locks are held in an inner block only.
  unsigned sizeLate() {
    {
      std::vector<std::unique_lock<std::mutex>> Locks;
      for (auto &Each : Shards)
        Locks.emplace_back(Each.Mutex);
    }
    unsigned Size = 0;
    for (auto &Each : Shards)
      Size += Each.Map.size(); // expect: unguarded-access
    return Size;
  }

private:
  std::array<Shard, 8> Shards;
};

int main() {
  Store All;
  std::vector<std::thread> Threads;
  for (int I = 0; I < 4; ++I) {
    Threads.emplace_back([&All, I] { All.put(I, I); });
    Threads.emplace_back([&All] {
      All.size();
      All.clear();
      All.clearLate();
      All.sizeLate();
    });
  }
  for (auto &Each : Threads)
    Each.join();
}
