// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A method that ends by starting its object's thread: assigning to a handle
// whose thread still runs would end the program, so none runs before. Each of
// several objects has a thread and a map of its own.
#include <map>
#include <memory>
#include <thread>
#include <vector>

static std::map<int, int> TotalsBad;

class CounterOk {
public:
  ~CounterOk() { join(); }
  void start(int First) {
    Seen.clear();
    Seen[First] = 0;
    Thread = std::thread(&CounterOk::run, this);
  }
  void join() {
    if (Thread.joinable())
      Thread.join();
  }
  int size() const { return Seen.size(); }

private:
  void run() { Seen[1] = 2; }
  std::map<int, int> Seen;
  std::thread Thread;
};

// By a local handle, and not always.
class HandedOk {
public:
  ~HandedOk() {
    if (Thread.joinable())
      Thread.join();
  }
  void start(int First) {
    if (First < 0)
      return;
    Seen[First] = 0;
    std::thread New([this] { run(); });
    Thread = std::move(New);
  }

private:
  void run() { Seen[1] = 2; }
  std::map<int, int> Seen;
  std::thread Thread;
};

// The map is not the object's own: the threads of the others run.
class SharedBad {
public:
  void start() {
    TotalsBad.clear(); // expect: unguarded-access
    Thread = std::thread(&SharedBad::run, this);
  }
  void join() { Thread.join(); }

private:
  void run() {
    TotalsBad[1] = 2; // expect: unguarded-access
  }
  std::thread Thread;
};

// The old thread is joined too late, and this one starts it too early.
class RestartedBad {
public:
  void start() { Thread = std::thread(&RestartedBad::run, this); }
  void restart() {
    Seen.clear(); // expect: unguarded-access
    Thread.join();
    Thread = std::thread(&RestartedBad::run, this);
  }
  void startFirst() {
    Thread = std::thread(&RestartedBad::run, this);
    Seen[3] = 4; // expect: unguarded-access
  }
  void join() { Thread.join(); }

private:
  void run() {
    Seen[1] = 2; // expect: unguarded-access
  }
  std::map<int, int> Seen;
  std::thread Thread;
};

// Started on one way only.
class SometimesBad {
public:
  void update(bool Starts) {
    Seen[1] = 1; // expect: unguarded-access
    if (Starts)
      Thread = std::thread(&SometimesBad::run, this);
  }
  void join() { Thread.join(); }

private:
  void run() {
    Seen[1] = 2; // expect: unguarded-access
  }
  std::map<int, int> Seen;
  std::thread Thread;
};

// A handle that waits when it is assigned to says nothing.
class WaitingBad {
public:
  void start() {
    Seen.clear(); // expect: unguarded-access
    Thread = std::jthread([this] { run(); });
  }

private:
  void run() {
    Seen[1] = 2; // expect: unguarded-access
  }
  std::map<int, int> Seen;
  std::jthread Thread;
};

int main() {
  std::vector<std::unique_ptr<CounterOk>> Counters;
  for (int I = 0; I < 3; ++I) {
    Counters.push_back(std::make_unique<CounterOk>());
    Counters.back()->start(I);
  }
  std::vector<std::unique_ptr<HandedOk>> Handed;
  for (int I = 0; I < 3; ++I) {
    Handed.push_back(std::make_unique<HandedOk>());
    Handed.back()->start(I);
  }
  int Sum = 0;
  for (auto &Counter : Counters)
    Counter->join();
  for (auto &Counter : Counters)
    Sum += Counter->size();

  std::vector<std::unique_ptr<SharedBad>> Shared;
  for (int I = 0; I < 3; ++I) {
    Shared.push_back(std::make_unique<SharedBad>());
    Shared.back()->start();
  }
  for (auto &Each : Shared)
    Each->join();

  RestartedBad Restarted;
  Restarted.start();
  Restarted.restart();
  Restarted.join();
  Restarted.startFirst();
  Restarted.join();

  SometimesBad Sometimes;
  Sometimes.update(true);
  Sometimes.update(false);
  Sometimes.join();

  WaitingBad Waiting;
  Waiting.start();
  Waiting.start();
  return Sum;
}
