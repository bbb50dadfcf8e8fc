// RUN: %check_expect --mock %s
// start() and stop() several times: between them the object is alone again. A
// start() that returns early when the thread runs starts one thread only.
#include <atomic>
#include <map>
#include <mutex>
#include <thread>

class ServiceOk {
public:
  ~ServiceOk() { stop(); }
  void start() {
    if (Worker.joinable())
      return;
    Running = true;
    Worker = std::thread([this] { loop(); });
  }
  void stop() {
    Running = false;
    if (Worker.joinable())
      Worker.join();
  }
  void reset() { Table.clear(); }

private:
  void loop() {
    for (int I = 0; I < 3 && Running; ++I)
      Table[I] = 1;
  }
  std::atomic<bool> Running{false};
  std::map<int, int> Table;
  std::thread Worker;
};

class ServiceBad {
public:
  ~ServiceBad() { stop(); }
  void start() {
    Running = true;
    Worker = std::thread([this] { loop(); });
  }
  void ask() { Running = false; }
  void stop() {
    ask();
    if (Worker.joinable())
      Worker.join();
  }
  void reset() {
    Table.clear(); // expect: unguarded-access
  }

private:
  void loop() {
    for (int I = 0; I < 3 && Running; ++I)
      Table[I] = 1; // expect: unguarded-access
  }
  std::atomic<bool> Running{false};
  std::map<int, int> Table;
  std::thread Worker;
};

void alternatingOk() {
  ServiceOk Service;
  for (int Round = 0; Round < 2; ++Round) {
    Service.start();
    Service.start();
    Service.stop();
    Service.reset();
  }
}

// Asked to stop, but not joined.
void onlyAskedBad() {
  ServiceBad Service;
  Service.start();
  Service.ask();
  Service.reset();
}

int main() {
  alternatingOk();
  onlyAskedBad();
}
