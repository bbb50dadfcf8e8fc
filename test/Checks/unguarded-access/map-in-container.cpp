// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Shards: maps in an array, a vector, a map. A lock that lies beside the map
// guards the map of the same shard.
#include <array>
#include <cstddef>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

class ArrayOfMapsBad {
public:
  void run() {
    std::thread First(&ArrayOfMapsBad::put, this, 1);
    std::thread Second(&ArrayOfMapsBad::put, this, 5);
    First.join();
    Second.join();
  }

private:
  void put(int Key) {
    Shards[Key % 4][Key] = 1; // expect: unguarded-access
  }
  std::array<std::map<int, int>, 4> Shards;
};

class VectorOfShardsBad {
public:
  void run() {
    std::thread Worker(&VectorOfShardsBad::put, this, 1);
    drop(1);
    Worker.join();
  }

private:
  struct Shard {
    std::map<int, int> Table;
  };
  void put(int Key) {
    Shard &Target = Shards[Key % 4];
    Target.Table[Key] = 1; // expect: unguarded-access
  }
  void drop(int Key) {
    Shards[Key % 4].Table.erase(Key); // expect: unguarded-access
  }
  std::vector<Shard> Shards = std::vector<Shard>(4);
};

class ShardedOk {
public:
  void run() {
    std::thread Worker(&ShardedOk::put, this, 1);
    drop(1);
    clear();
    Worker.join();
  }

private:
  struct Shard {
    std::mutex Mutex;
    std::map<int, int> Table;
  };
  void put(int Key) {
    Shard &Target = Shards[Key % 4];
    std::lock_guard<std::mutex> Lock(Target.Mutex);
    Target.Table[Key] = 1;
  }
  void drop(int Key) {
    std::size_t Index = Key % 4;
    std::lock_guard<std::mutex> Lock(Shards[Index].Mutex);
    Shards[Index].Table.erase(Key);
  }
  void clear() {
    for (Shard &Each : Shards) {
      std::lock_guard<std::mutex> Lock(Each.Mutex);
      Each.Table.clear();
    }
  }
  std::array<Shard, 4> Shards;
};

class OneLockForAllOk {
public:
  void run() {
    std::thread Worker(&OneLockForAllOk::put, this, 1);
    put(2);
    Worker.join();
  }

private:
  void put(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Shards[Key % 4][Key] = 1;
  }
  std::mutex Mutex;
  std::map<int, int> Shards[4];
};

class MapOfMapsBad {
public:
  MapOfMapsBad() { Groups[0]; }
  void run() {
    std::thread Worker(&MapOfMapsBad::join, this, 1);
    join(2);
    Worker.join();
  }

private:
  // Finding the group only reads, but its map is written.
  void join(int Member) {
    Groups.at(0).insert({Member, 1}); // expect: unguarded-access
  }
  std::map<int, std::map<int, int>> Groups;
};

int main() {
  ArrayOfMapsBad().run();
  VectorOfShardsBad().run();
  ShardedOk().run();
  OneLockForAllOk().run();
  MapOfMapsBad().run();
}
