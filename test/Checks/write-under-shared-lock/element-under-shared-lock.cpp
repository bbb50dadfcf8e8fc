// RUN: %check_expect --mock %s
// Writing an element under a reader lock: two readers may write the same one.
#include <atomic>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <thread>

class HitsBad {
public:
  HitsBad() { Hits[1] = 0; }
  void run() {
    std::thread First(&HitsBad::count, this, 1);
    std::thread Second(&HitsBad::count, this, 1);
    First.join();
    Second.join();
  }

private:
  void count(int Key) {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    auto Found = Hits.find(Key);
    if (Found != Hits.end())
      ++Found->second; // expect: write-under-shared-lock
  }
  std::shared_mutex Mutex;
  std::map<int, int> Hits;
};

// Atomic values: the map is only read, and the values take care of themselves.
class HitsOk {
public:
  HitsOk() { Hits[1] = 0; }
  void run() {
    std::thread First(&HitsOk::count, this, 1);
    std::thread Second(&HitsOk::count, this, 1);
    First.join();
    Second.join();
  }

private:
  void count(int Key) {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    auto Found = Hits.find(Key);
    if (Found != Hits.end())
      ++Found->second;
  }
  std::shared_mutex Mutex;
  std::map<int, std::atomic<int>> Hits;
};

int main() {
  HitsBad().run();
  HitsOk().run();
}
