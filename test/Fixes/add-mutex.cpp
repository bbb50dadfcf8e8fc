// RUN: %apply_fixes --mock --at-least 3 %s
// No lock at all: a mutex beside the map, and a guard around each access, as
// one edit.
#include <atomic>
#include <map>
#include <string>
#include <thread>

static std::map<int, std::string> Names;

static void rename(int Key) { Names[Key] = "x"; }

static std::string find(int Key) {
  auto It = Names.find(Key);
  if (It == Names.end())
    return "";
  return It->second;
}

void globals() {
  std::thread Worker([] { rename(1); });
  find(1);
  Worker.join();
}

class Counters {
public:
  void run() {
    std::thread Worker([this] {
      while (IsRunning)
        count(1);
    });
    count(2);
    IsRunning = false;
    Worker.join();
  }
  int sum() const {
    int Sum = 0;
    for (const auto &Each : hits_)
      Sum += Each.second;
    return Sum;
  }

private:
  void count(int Key) { ++hits_[Key]; }
  std::atomic<bool> IsRunning{true};
  std::map<int, int> hits_;
};

void counters() {
  Counters Both;
  Both.run();
}

int cached(int Key) {
  static std::map<int, int> Cache;
  auto It = Cache.find(Key);
  if (It != Cache.end())
    return It->second;
  Cache[Key] = Key * Key;
  return Key * Key;
}

void caching() {
  std::thread Worker([] { cached(1); });
  cached(2);
  Worker.join();
}
