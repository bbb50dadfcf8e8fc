// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A walk over the map in one section, and a change in the next one.
#include <map>
#include <mutex>
#include <thread>
#include <vector>

class Queue {
public:
  void add(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Entries[Key] = 0;
  }
  // What is erased has nothing to do with what was walked over.
  void reportOk(int Limit, const std::vector<int> &Done) {
    Mutex.lock();
    for (auto It = Entries.begin(); It != Entries.end();) {
      if (It->first < Limit)
        It = Entries.erase(It);
      else
        ++It;
    }
    Mutex.unlock();
    Mutex.lock();
    for (int Key : Done)
      Entries.erase(Key);
    Mutex.unlock();
  }
  // What the walk found decides.
  void dropBad() {
    bool Any = false;
    Mutex.lock();
    for (auto It = Entries.begin(); It != Entries.end(); ++It)
      if (It->second == 0)
        Any = true;
    Mutex.unlock();
    if (Any) {
      std::lock_guard<std::mutex> Lock(Mutex);
      Entries.erase(1); // expect: check-then-act
    }
  }
  void dropLargestBad() {
    int Largest = -1;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      auto It = Entries.find(7);
      if (It == Entries.end())
        return;
      Largest = It->second;
    }
    std::lock_guard<std::mutex> Lock(Mutex);
    Entries[7] = Largest + 1; // expect: check-then-act
  }

private:
  std::mutex Mutex;
  std::map<int, int> Entries;
};

int main() {
  Queue All;
  std::thread Other([&] {
    All.reportOk(3, {1, 2});
    All.dropBad();
    All.dropLargestBad();
  });
  All.add(1);
  Other.join();
}
