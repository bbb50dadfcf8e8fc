// RUN: %check_expect --mock %s
// An object that implements an interface of a library is handed to it: the
// library calls the methods from threads of its own. Not if the library only
// calls back while it is called, and not for what is taken away again.
//--- framework.h
#include <memory>
namespace framework {
struct Listener {
  virtual ~Listener() = default;
  virtual void onData(int Value) = 0;
  virtual void onIdle() {}
};
struct Visitor {
  virtual ~Visitor() = default;
  virtual void visit(int Value) = 0;
};
class Bus {
public:
  Bus();
  ~Bus();
  void addListener(Listener *);
  void subscribe(std::shared_ptr<Listener>);
  void removeListener(Listener *);
  void forEach(Visitor &);
  void run();
};
} // namespace framework
//--- stats.h
#include "framework.h"
#include <map>
#include <mutex>
class StatsBad : public framework::Listener {
  std::map<int, int> Seen;
  void note(int Value) { Seen[Value] = 1; } // expect: unguarded-access

public:
  void onData(int Value) override { note(Value); }
};
class SharedBad : public framework::Listener {
  std::map<int, int> Seen;

public:
  void onData(int Value) override {
    Seen.erase(Value); // expect: unguarded-access
  }
};
class StatsOk : public framework::Listener {
  std::map<int, int> Seen;
  std::mutex Mutex;
  void note(int Value) { Seen[Value] = 1; }

public:
  void onData(int Value) override {
    std::lock_guard<std::mutex> Lock(Mutex);
    note(Value);
  }
};
class CollectOk : public framework::Visitor {
  std::map<int, int> Seen;

public:
  void visit(int Value) override { Seen[Value] = 1; }
};
class RemovedOk : public framework::Listener {
  std::map<int, int> Seen;

public:
  void onData(int Value) override { Seen[Value] = 1; }
};
class OwnTableOk {
  std::map<int, int> Seen;

public:
  void onData(int Value) { Seen[Value] = 1; }
};
//--- main.cpp
#include "stats.h"
#include <atomic>
std::atomic<bool> IsRunning{true};
struct Owner {
  std::shared_ptr<SharedBad> Part = std::make_shared<SharedBad>();
  void connect(framework::Bus &Bus) { Bus.subscribe(Part); }
};
int main() {
  framework::Bus Bus;
  StatsBad First;
  StatsOk Second;
  CollectOk Third;
  RemovedOk Fourth;
  Owner Whole;
  Bus.addListener(&First);
  Bus.addListener(&Second);
  Bus.forEach(Third);
  Bus.removeListener(&Fourth);
  Whole.connect(Bus);
  Bus.run();
}
