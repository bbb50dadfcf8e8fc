// RUN: %check_expect --mock %s
// The mutex of one shard, the map of another.
#include <cstddef>
#include <map>
#include <mutex>
#include <thread>

struct Shard {
  std::mutex Mutex;
  std::map<int, int> Table;
};

class ShardsBad {
public:
  void run() {
    std::thread First(&ShardsBad::put, this, 1);
    std::thread Second(&ShardsBad::fill, this, 2);
    move(0, 1);
    First.join();
    Second.join();
  }

private:
  void put(std::size_t Index) {
    std::lock_guard<std::mutex> Lock(Shards[Index].Mutex);
    Shards[Index].Table[1] = 1;
  }
  void fill(std::size_t Index) {
    std::lock_guard<std::mutex> Lock(Shards[Index].Mutex);
    Shards[Index].Table[2] = 2;
  }
  void move(std::size_t From, std::size_t To) {
    std::lock_guard<std::mutex> Lock(Shards[From].Mutex);
    Shards[From].Table.erase(1);
    Shards[To].Table.erase(1); // expect: inconsistent-guard
  }
  Shard Shards[4];
};

class ShardsOk {
public:
  void run() {
    std::thread First(&ShardsOk::put, this, 1);
    std::thread Second(&ShardsOk::fill, this, 2);
    move(0, 1);
    First.join();
    Second.join();
  }

private:
  void put(std::size_t Index) {
    std::lock_guard<std::mutex> Lock(Shards[Index].Mutex);
    Shards[Index].Table[1] = 1;
  }
  void fill(std::size_t Index) {
    std::lock_guard<std::mutex> Lock(Shards[Index].Mutex);
    Shards[Index].Table[2] = 2;
  }
  void move(std::size_t From, std::size_t To) {
    std::scoped_lock Lock(Shards[From].Mutex, Shards[To].Mutex);
    Shards[From].Table.erase(1);
    Shards[To].Table.erase(1);
  }
  Shard Shards[4];
};

int main() {
  ShardsBad().run();
  ShardsOk().run();
}
