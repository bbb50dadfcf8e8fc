// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// The key says which shard it is, an accessor looks it up.
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
#include <vector>

struct Shard {
  std::shared_mutex Mutex;
  std::map<std::string, std::string> Values;
};

class Store {
public:
  void put(const std::string &Key) {
    auto &Own = shardOf(Key);
    std::unique_lock<std::shared_mutex> Lock(Own.Mutex);
    Own.Values[Key] = "x";
  }
  void remove(const std::string &Key) {
    auto &Own = shardOf(Key);
    std::unique_lock<std::shared_mutex> Lock(Own.Mutex);
    Own.Values.erase(Key);
  }
  std::string get(const std::string &Key) {
    auto &Own = shardOf(Key);
    std::shared_lock<std::shared_mutex> Lock(Own.Mutex);
    auto Found = Own.Values.find(Key);
    return Found == Own.Values.end() ? std::string() : Found->second;
  }
  std::string getLate(const std::string &Key) {
    std::string *Value = nullptr;
    auto &Own = shardOf(Key);
    {
      std::shared_lock<std::shared_mutex> Lock(Own.Mutex);
      auto Found = Own.Values.find(Key);
      if (Found == Own.Values.end())
        return "";
      Value = &Found->second;
    }
    return *Value; // expect: unguarded-access
  }
  void append(const std::string &Key) {
    auto &Own = shardOf(Key);
    std::shared_lock<std::shared_mutex> Lock(Own.Mutex);
    auto Found = Own.Values.find(Key);
    if (Found != Own.Values.end())
      Found->second += "y"; // expect: write-under-shared-lock
  }

private:
  Shard &shardOf(const std::string &Key) { return Shards[Key.size() % 8]; }
  Shard Shards[8];
};

int main() {
  Store All;
  std::vector<std::thread> Threads;
  for (int I = 0; I < 4; ++I) {
    Threads.emplace_back([&All] {
      All.put("a");
      All.remove("b");
    });
    Threads.emplace_back([&All] {
      All.get("a");
      All.getLate("a");
      All.append("a");
    });
  }
  for (auto &Each : Threads)
    Each.join();
}
