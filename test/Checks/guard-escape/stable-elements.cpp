// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A reference to an element of a node-based map that is never erased from stays
// valid; one into a map that somebody clears, assigns or swaps does not.
#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <unordered_map>

struct Counter {
  std::atomic<int> Value{0};
};

class CountersOk {
public:
  Counter &get(const std::string &Name) {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Counters[Name];
  }
  int total() {
    std::lock_guard<std::mutex> Lock(Mutex);
    int Sum = 0;
    for (auto &Entry : Counters)
      Sum += Entry.second.Value;
    return Sum;
  }

private:
  std::mutex Mutex;
  std::unordered_map<std::string, Counter> Counters;
};

class TypesOk {
public:
  const std::string *find(int Id) const {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto It = Names.find(Id);
    return It == Names.end() ? nullptr : &It->second;
  }
  void add(int Id, const std::string &Name) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Names.emplace(Id, Name);
  }
  ~TypesOk() { Names.clear(); }

private:
  mutable std::mutex Mutex;
  std::map<int, std::string> Names;
};

class ClearedBad {
public:
  Counter &get(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Counters[Id]; // expect: guard-escape
  }
  void reset() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Counters.clear();
  }

private:
  std::mutex Mutex;
  std::map<int, Counter> Counters;
};

class ReloadedBad {
public:
  const std::string &get(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Names[Id]; // expect: guard-escape
  }
  void reload(std::map<int, std::string> Fresh) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Names.swap(Fresh);
  }

private:
  std::mutex Mutex;
  std::map<int, std::string> Names;
};

class AssignedBad {
public:
  const std::string &get(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Names.at(Id); // expect: guard-escape
  }
  void load(const std::map<int, std::string> &Fresh) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Names = Fresh;
  }

private:
  std::mutex Mutex;
  std::map<int, std::string> Names;
};
