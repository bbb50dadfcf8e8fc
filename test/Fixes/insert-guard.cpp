// RUN: %apply_fixes --confidence low --real --at-least 10 %s
// The lock that the other accesses hold, inserted where it is missing: over
// what is looked up, tested and changed, and no further than needed.
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>

class Registry {
public:
  void add(int Key, std::string Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Names[Key] = Value;
  }
  void erase(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Names.erase(Key);
  }
  std::string find(int Key) {
    auto It = Names.find(Key);
    if (It == Names.end())
      return "";
    return It->second;
  }
  bool has(int Key) const { return Names.count(Key) != 0; }
  void rename(int Key, std::string Value) {
    if (Names.count(Key))
      Names[Key] = Value;
    report();
  }
  void touchAll() {
    for (auto &Each : Names) {
      Each.second += "!";
    }
  }
  void replace(int Key) {
    if (Names.count(Key) == 0)
      return;
    std::lock_guard<std::mutex> Lock(Mutex);
    Names[Key] = "";
  }

private:
  void report();
  std::mutex Mutex;
  std::map<int, std::string> Names;
};

class Readers {
public:
  void set(int Key, int Value) {
    std::unique_lock<std::shared_mutex> Guard(Mutex);
    Values[Key] = Value;
  }
  int sum() const {
    int Sum = 0;
    for (const auto &Each : Values)
      Sum += Each.second;
    return Sum;
  }
  void drop(int Key) { Values.erase(Key); }

private:
  mutable std::shared_mutex Mutex;
  std::map<int, int> Values;
};

namespace {
std::mutex TableMutex;
std::map<int, int> Table;
} // namespace

void put(int Key) {
  std::lock_guard<std::mutex> Lock(TableMutex);
  Table[Key] = 1;
}

int get(int Key) {
  if (Key < 0)
    return 0;
  auto Found = Table.find(Key);
  return Found == Table.end() ? 0 : Found->second;
}

void oneOfTwo(bool IsFirst, int Key) {
  if (IsFirst) {
    Table.erase(Key);
  } else {
    Key = 0;
  }
}

// A mutex that is a local, and lambdas that see it or do not.
void locals() {
  std::mutex Mutex;
  std::map<int, int> Counts;
  std::thread First([&Counts, &Mutex] {
    std::lock_guard<std::mutex> Lock(Mutex);
    ++Counts[1];
  });
  std::thread Second([&Counts] { ++Counts[2]; });
  std::thread Third([&] { ++Counts[3]; });
  First.join();
  Second.join();
  Third.join();
}

// The caller without the lock gets it, not the helper that others call with it.
class Helper {
public:
  void one() {
    std::lock_guard<std::mutex> Lock(Mutex);
    store(1);
  }
  void two() {
    std::lock_guard<std::mutex> Lock(Mutex);
    store(2);
  }
  void three() { store(3); }

private:
  void store(int Key) { Values[Key] = Key; }
  std::mutex Mutex;
  std::map<int, int> Values;
};
