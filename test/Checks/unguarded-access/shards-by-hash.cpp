// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Threads that a loop starts reach a shard by a hash of what they are given:
// two of them may well meet in one. A shard for each round is its own.
#include <array>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

template <bool LocksReads> class Sharded {
  struct Shard {
    std::mutex Mutex;
    std::map<std::string, int> Map;
  };
  std::array<Shard, 16> Shards;
  Shard &shardOf(const std::string &Key) {
    return Shards[std::hash<std::string>{}(Key) % 16];
  }

public:
  void put(const std::string &Key, int Value) {
    Shard &Own = shardOf(Key);
    std::lock_guard<std::mutex> Lock(Own.Mutex);
    Own.Map[Key] = Value;
  }
  bool hasOk(const std::string &Key) {
    Shard &Own = shardOf(Key);
    std::lock_guard<std::mutex> Lock(Own.Mutex);
    return Own.Map.count(Key) != 0;
  }
  bool hasBad(const std::string &Key) {
    Shard &Own = shardOf(Key);
    return Own.Map.count(Key) != 0; // expect: unguarded-access
  }
};

void lockedOk() {
  Sharded<true> Table;
  std::vector<std::thread> Threads;
  for (int I = 0; I < 4; ++I)
    Threads.emplace_back([&Table, I] {
      Table.put(std::to_string(I), I);
      Table.hasOk("x");
    });
  for (auto &Thread : Threads)
    Thread.join();
}

void readsBad() {
  Sharded<false> Table;
  std::vector<std::thread> Threads;
  for (int I = 0; I < 4; ++I)
    Threads.emplace_back([&Table, I] {
      Table.put(std::to_string(I), I);
      Table.hasBad(std::to_string(I));
    });
  for (auto &Thread : Threads)
    Thread.join();
}

void fillOk(std::map<int, int> &Part) { Part[0] = 1; }
void fillBad(std::map<int, int> &Part) { Part[0] = 1; } // expect: unguarded-access

void onePartEachOk(std::vector<std::map<int, int>> &Parts) {
  std::vector<std::thread> Threads;
  for (int I = 0; I < 4; ++I)
    Threads.emplace_back(fillOk, std::ref(Parts[I]));
  for (auto &Thread : Threads)
    Thread.join();
}

void twoRoundsOnePartBad(std::vector<std::map<int, int>> &Parts) {
  std::vector<std::thread> Threads;
  for (int I = 0; I < 8; ++I)
    Threads.emplace_back(fillBad, std::ref(Parts[I / 2]));
  for (auto &Thread : Threads)
    Thread.join();
}
