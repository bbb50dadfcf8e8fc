// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A thread held in a field runs between the method that starts it and the one
// that joins it.
#include <map>
#include <mutex>
#include <string>
#include <thread>

class CacheBad {
public:
  void load() { Entries["first"] = 1; }
  void start() { Worker = std::thread(&CacheBad::refresh, this); }
  void put(const std::string &Key, int Value) {
    Entries[Key] = Value; // expect: unguarded-access
  }
  void stop() { Worker.join(); }
  void dump() { Entries.clear(); }

private:
  void refresh() {
    Entries.erase("old"); // expect: unguarded-access
  }
  std::map<std::string, int> Entries;
  std::thread Worker;
};

void startedAndStoppedBad() {
  CacheBad Cache;
  Cache.load();
  Cache.start();
  Cache.put("key", 2);
  Cache.stop();
  Cache.dump();
}

class CacheOk {
public:
  void load() { Entries["first"] = 1; }
  void start() { Worker = std::thread(&CacheOk::refresh, this); }
  void put(const std::string &Key, int Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Entries[Key] = Value;
  }
  void stop() {
    if (Worker.joinable())
      Worker.join();
  }
  void dump() { Entries.clear(); }

private:
  void refresh() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Entries.erase("old");
  }
  std::mutex Mutex;
  std::map<std::string, int> Entries;
  std::thread Worker;
};

void startedAndStoppedOk() {
  CacheOk Cache;
  Cache.load();
  Cache.start();
  Cache.put("key", 2);
  Cache.stop();
  Cache.dump();
}

int main() {
  startedAndStoppedBad();
  startedAndStoppedOk();
}
