// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A function gives a field a new object before it starts a thread on it: the
// next run has another object under the same name.
#include <map>
#include <memory>
#include <set>
#include <thread>
#include <vector>

class Worker {
public:
  void configure(const std::set<int> &Given) { Cpus = Given; }
  void start() {
    Thread = std::thread([this] { run(); });
  }
  bool has(int Cpu) const { return Cpus.count(Cpu) != 0; }

private:
  void run() { Cpus.size(); }
  std::set<int> Cpus;
  std::thread Thread;
};

class PoolOk {
public:
  void restart(const std::set<int> &Cpus) {
    Current = new Worker;
    Current->configure(Cpus);
    Current->start();
  }
  void restartOwned(const std::set<int> &Cpus) {
    auto *Made = new Worker;
    Second = Made;
    Made->configure(Cpus);
    Second->start();
  }

private:
  Worker *Current = nullptr;
  Worker *Second = nullptr;
};

class LateWorker {
public:
  void configure(const std::set<int> &Given) {
    Cpus = Given; // expect: unguarded-access
  }
  void start() {
    Thread = std::thread([this] { run(); });
  }

private:
  void run() {
    Cpus.size(); // expect: unguarded-access
  }
  std::set<int> Cpus;
  std::thread Thread;
};

// Here the thread runs already when its own object is changed.
class LatePoolBad {
public:
  void restart(const std::set<int> &Cpus) {
    Current = new LateWorker;
    Current->start();
    Current->configure(Cpus);
  }

private:
  LateWorker *Current = nullptr;
};

class KeptWorker {
public:
  void configure(const std::set<int> &Given) {
    Cpus = Given; // expect: unguarded-access
  }
  void start() {
    Thread = std::thread([this] { run(); });
  }

private:
  void run() {
    Cpus.size(); // expect: unguarded-access
  }
  std::set<int> Cpus;
  std::thread Thread;
};

// Made in the first run alone.
class KeptPoolBad {
public:
  void restart(const std::set<int> &Cpus) {
    if (!Current)
      Current = new KeptWorker;
    Current->configure(Cpus);
    Current->start();
  }

private:
  KeptWorker *Current = nullptr;
};

int main() {
  PoolOk Pool;
  LatePoolBad Late;
  KeptPoolBad Kept;
  for (int I = 0; I < 3; ++I) {
    Pool.restart({I});
    Pool.restartOwned({I});
    Late.restart({I});
    Kept.restart({I});
  }
}
