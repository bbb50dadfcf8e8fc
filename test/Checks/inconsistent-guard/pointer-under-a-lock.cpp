// RUN: %check_expect --real %s
// A class whose pointer to a map is replaced under its mutex means it to be
// loaded under it; reads that happen to be under a lock mean nothing.
#include <map>
#include <memory>
#include <mutex>
#include <vector>

struct Settings {
  std::map<int, int> Values;
};

class Config {
public:
  void reload() {
    auto Next = std::make_shared<Settings>();
    std::lock_guard<std::mutex> Lock(Mutex);
    Current = Next;
  }
  std::shared_ptr<Settings> snapshot() const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Current;
  }
  int getBad(int Key) const {
    return Current->Values.count(Key); // expect: inconsistent-guard
  }
  int getOk(int Key) const { return snapshot()->Values.count(Key); }

private:
  mutable std::mutex Mutex;
  std::shared_ptr<Settings> Current = std::make_shared<Settings>();
};

// It is set before anybody asks; the lock is there for the list.
class Events {
public:
  void setHandler(std::shared_ptr<Settings> Given) { Handler = Given; }
  void add(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Keys.push_back(Key);
    if (Handler)
      Last = Handler->Values.count(Key);
  }
  void drop() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Keys.clear();
    if (Handler)
      Last = Handler->Values.count(0);
  }

private:
  std::mutex Mutex;
  std::vector<int> Keys;
  size_t Last = 0;
  std::shared_ptr<Settings> Handler;
};

// What is forwarded to a constructor is read.
class Node {
public:
  explicit Node(std::shared_ptr<Settings> Given) : Shared(Given) {}
  std::shared_ptr<Node> cloneOk() {
    std::lock_guard<std::mutex> Lock(Mutex);
    return std::make_shared<Node>(Shared);
  }
  void setOk(std::shared_ptr<Settings> Given) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Shared = Given;
  }
  int getOk() {
    std::lock_guard<std::mutex> Lock(Mutex);
    All.emplace_back(Shared);
    return Shared->Values.size();
  }

private:
  std::mutex Mutex;
  std::vector<std::shared_ptr<Settings>> All;
  std::shared_ptr<Settings> Shared;
};
