// RUN: %check_expect --mock %s
// Base and derived class both have a field named Mutex: two mutexes.
#include <map>
#include <mutex>
#include <thread>

class Store {
public:
  void put(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[Key] = 1;
  }
  void drop(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table.erase(Key);
  }

protected:
  std::mutex Mutex;
  std::map<int, int> Table;
};

class CacheBad : public Store {
public:
  void reset() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table.clear(); // expect: inconsistent-guard
  }

private:
  std::mutex Mutex;
};

void shadowedBad() {
  CacheBad Cache;
  std::thread First([&Cache] { Cache.put(1); });
  std::thread Second([&Cache] { Cache.drop(1); });
  Cache.reset();
  First.join();
  Second.join();
}

class CacheOk : public Store {
public:
  void resetAll() {
    std::lock_guard<std::mutex> Lock(Store::Mutex);
    Table.clear();
  }

private:
  std::mutex Mutex;
};

void qualifiedOk() {
  CacheOk Cache;
  std::thread First([&Cache] { Cache.put(1); });
  std::thread Second([&Cache] { Cache.drop(1); });
  Cache.resetAll();
  First.join();
  Second.join();
}

int main() {
  shadowedBad();
  qualifiedOk();
}
