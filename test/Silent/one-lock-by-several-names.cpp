// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// One mutex that the functions of a program call by different names: through a
// static instance or `this`, through a pointer with several possible values,
// as a field of different instances of one class template.
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace ThroughInstanceOk {
class Factory {
public:
  static Factory *instance() {
    static Factory Only;
    return &Only;
  }
  void add(int Key) {
    std::lock_guard<std::mutex> Hold(Mutex);
    if (Parts.find(Key) == Parts.end())
      Parts.insert({Key, 1});
  }
  void addDefault() { add(0); }
  bool remove(int Key) {
    std::lock_guard<std::mutex> Hold(Mutex);
    return Parts.erase(Key) > 0;
  }

private:
  std::mutex Mutex;
  std::map<int, int> Parts;
};
void makeOne() { Factory::instance()->add(1); }
void makeTwo() { Factory::instance()->add(2); }
} // namespace ThroughInstanceOk

namespace OneOfSeveralOk {
class Flow {
public:
  ~Flow() {
    if (Runner.joinable())
      Runner.join();
  }
  void start() { Runner = std::thread(&Flow::run, this); }
  void add(int Key) {
    std::unique_lock<std::mutex> Hold(Mutex);
    Queue[Key] = 1;
  }

private:
  void run() {
    std::unique_lock<std::mutex> Hold(Mutex);
    for (auto &Entry : Queue)
      Entry.second = 0;
  }
  std::mutex Mutex;
  std::map<int, int> Queue;
  std::thread Runner;
};

class Flows {
public:
  Flow *take(int Kind, const std::string &Name) {
    Flow *Chosen = nullptr;
    if (Kind == 0) {
      Chosen = All["fast"].get();
    } else if (Kind == 1) {
      Chosen = All["slow"].get();
    } else {
      auto Found = All.find(Name);
      if (Found != All.end())
        Chosen = Found->second.get();
    }
    if (Chosen)
      Chosen->start();
    return Chosen;
  }

private:
  std::map<std::string, std::unique_ptr<Flow>> All;
};

class User {
public:
  void use(int Kind, const std::string &Name) {
    Flow *Mine = Owner.take(Kind, Name);
    Mine->add(1);
  }

private:
  Flows Owner;
};
} // namespace OneOfSeveralOk

namespace TwoInstancesOk {
struct Fast {};
struct Slow {};
struct Table {
  void put(int Key) { Entries[Key] = 1; }
  int get(int Key) const { return static_cast<int>(Entries.count(Key)); }
  std::map<int, int> Entries;
};
struct Base {
  virtual ~Base() = default;
  virtual void put(int Key) = 0;
  virtual int get(int Key) = 0;
};
template <typename Mode> struct Store : Base {
  void put(int Key) override {
    std::lock_guard<std::mutex> Hold(Mutex);
    Inner.put(Key);
  }
  int get(int Key) override {
    std::lock_guard<std::mutex> Hold(Mutex);
    return Inner.get(Key);
  }
  std::mutex Mutex;
  Table Inner;
};
template struct Store<Fast>;
template struct Store<Slow>;
} // namespace TwoInstancesOk
