// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Look up under the lock, compute without it, insert under it again: with an
// idempotent emplace this is right.
#include <map>
#include <mutex>
#include <string>
#include <thread>

class CacheOk {
public:
  void run() {
    std::thread First([this] { get(1); });
    std::thread Second([this] { get(1); });
    First.join();
    Second.join();
  }

private:
  static std::string compute(int Key) { return std::string(Key, 'x'); }
  std::string get(int Key) {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      auto Found = Cache.find(Key);
      if (Found != Cache.end())
        return Found->second;
    }
    std::string Value = compute(Key);
    std::lock_guard<std::mutex> Lock(Mutex);
    return Cache.emplace(Key, Value).first->second;
  }
  std::mutex Mutex;
  std::map<int, std::string> Cache;
};

// Half of it: the first section has the lock, the insertion has not.
class CacheBad {
public:
  void run() {
    std::thread First([this] { put(1); });
    std::thread Second([this] { put(2); });
    First.join();
    Second.join();
  }

private:
  void put(int Key) {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      ++Attempts;
    }
    Cache.emplace(Key, "x"); // expect: unguarded-access
  }
  std::mutex Mutex;
  int Attempts = 0;
  std::map<int, std::string> Cache;
};

int main() {
  CacheOk().run();
  CacheBad().run();
}
