// RUN: %check_expect %s
// RUN: %check_expect --real %s
// A constructor has its own object to itself, not the one that it copies
// from; one that it moves from is at its end.
#include <map>
#include <mutex>
#include <utility>

class IndexBad {
public:
  IndexBad() = default;
  IndexBad(const IndexBad &Other)
      : Forward(Other.Forward) // expect: inconsistent-guard
  {
    Forward[0] = 0;
  }
  IndexBad(IndexBad &&Other) : Forward(std::move(Other.Forward)) {}
  void put(int Key, int Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Forward[Key] = Value;
  }
  void remove(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Forward.erase(Key);
  }
  bool has(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Forward.count(Key) != 0;
  }

private:
  mutable std::mutex Mutex;
  std::map<int, int> Forward;
};

class IndexOk {
public:
  IndexOk() = default;
  IndexOk(const IndexOk &Other) {
    std::lock_guard<std::mutex> Lock(Other.Mutex);
    Forward = Other.Forward;
  }
  void put(int Key, int Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Forward[Key] = Value;
  }
  void remove(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Forward.erase(Key);
  }

private:
  mutable std::mutex Mutex;
  std::map<int, int> Forward;
};
