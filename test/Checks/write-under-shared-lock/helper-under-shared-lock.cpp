// RUN: %check_expect --mock %s
// The caller holds the lock as a reader, the helper writes. The finding is at
// the write.
#include <map>
#include <mutex>
#include <shared_mutex>
#include <thread>

class CacheBad {
public:
  void run() {
    std::thread First(&CacheBad::get, this, 1);
    std::thread Second(&CacheBad::get, this, 2);
    First.join();
    Second.join();
  }

private:
  int get(int Key) {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    return lookup(Key);
  }
  int lookup(int Key) {
    return Cache.try_emplace(Key, 0).second; // expect: write-under-shared-lock
  }
  std::shared_mutex Mutex;
  std::map<int, int> Cache;
};

class CacheOk {
public:
  void run() {
    std::thread First(&CacheOk::get, this, 1);
    std::thread Second(&CacheOk::get, this, 2);
    First.join();
    Second.join();
  }

private:
  int get(int Key) {
    {
      std::shared_lock<std::shared_mutex> Lock(Mutex);
      if (Cache.contains(Key))
        return 1;
    }
    std::unique_lock<std::shared_mutex> Lock(Mutex);
    return lookup(Key);
  }
  int lookup(int Key) { return Cache.try_emplace(Key, 0).second; }
  std::shared_mutex Mutex;
  std::map<int, int> Cache;
};

int main() {
  CacheBad().run();
  CacheOk().run();
}
