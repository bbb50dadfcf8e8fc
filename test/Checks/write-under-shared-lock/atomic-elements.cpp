// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Who changes an atomic element does no more to the map than who looks it up.
#include <atomic>
#include <map>
#include <mutex>
#include <shared_mutex>

struct Stats {
  std::atomic<int> Hits{0};
};

class Counters {
  std::map<int, std::atomic<int>> Counts;
  std::map<int, Stats> All;
  mutable std::shared_mutex Mutex;

public:
  void presentOk(int Key) {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    if (Counts.count(Key))
      Counts[Key]++;
    if (All.find(Key) != All.end())
      All[Key].Hits.fetch_add(1);
  }
  void foundOk(int Key) {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    auto Found = Counts.find(Key);
    if (Found != Counts.end())
      Found->second.store(1);
  }
  void subscriptBad(int Key) {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    Counts[Key]++;           // expect: write-under-shared-lock
    All[Key].Hits.store(1); // expect: write-under-shared-lock
  }
  void insertWhenMissingOk(int Key) {
    {
      std::shared_lock<std::shared_mutex> Lock(Mutex);
      auto Found = Counts.find(Key);
      if (Found != Counts.end()) {
        Found->second++;
        return;
      }
    }
    std::unique_lock<std::shared_mutex> Lock(Mutex);
    Counts[Key]++;
  }
};
