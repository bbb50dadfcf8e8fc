// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// What is added to an element, whatever it is by now, loses nothing that others
// have put there; but it brings an element back that was erased meanwhile.
#include <map>
#include <mutex>
#include <vector>

class Counters {
  std::map<int, int> Counts;
  std::map<int, std::vector<int>> Lists;
  std::mutex Mutex;

public:
  void incrementOk(int Key) {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      auto Found = Counts.find(Key);
      if (Found != Counts.end()) {
        ++Found->second;
        return;
      }
    }
    std::lock_guard<std::mutex> Lock(Mutex);
    ++Counts[Key];
  }
  void appendOk(int Key, int Value) {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      if (Lists.count(Key))
        return;
    }
    std::lock_guard<std::mutex> Lock(Mutex);
    Lists[Key].push_back(Value);
  }
  void startBad(int Key) {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      if (Counts.count(Key))
        return;
    }
    std::lock_guard<std::mutex> Lock(Mutex);
    Counts[Key] = 1; // expect: check-then-act
  }
  void depositBad(int Key, int Amount) {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      if (!Counts.count(Key))
        return;
    }
    std::lock_guard<std::mutex> Lock(Mutex);
    Counts[Key] += Amount; // expect: check-then-act
  }
  void boundedBad(int Key) {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      if (Counts.size() > 10)
        return;
    }
    std::lock_guard<std::mutex> Lock(Mutex);
    ++Counts[Key]; // expect: check-then-act
  }
  void drop(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Counts.erase(Key);
    Lists.erase(Key);
  }
};
