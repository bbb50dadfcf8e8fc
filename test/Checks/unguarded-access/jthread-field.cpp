// RUN: %check_expect --mock %s
// A std::jthread in a field runs as long as the object lives, and no longer.
#include <map>
#include <mutex>
#include <thread>

class PollerBad {
public:
  PollerBad() : Worker([this] { poll(); }) {}
  void add(int Key) {
    Table[Key] = 1; // expect: unguarded-access
  }

private:
  void poll() {
    Table.erase(0); // expect: unguarded-access
  }
  std::map<int, int> Table;
  std::jthread Worker; // Declared last: joined before the map is destroyed.
};

class PollerOk {
public:
  PollerOk() : Worker([this] { poll(); }) {}
  void add(int Key) {
    std::lock_guard Lock(Mutex);
    Table[Key] = 1;
  }

private:
  void poll() {
    std::lock_guard Lock(Mutex);
    Table.erase(0);
  }
  std::mutex Mutex;
  std::map<int, int> Table;
  std::jthread Worker;
};

class StopperOk {
public:
  void add(int Key) { Table[Key] = 1; }
  void start() {
    Worker = std::jthread([this] { Table.erase(0); });
  }
  void stop() {
    Worker.request_stop();
    Worker.join();
  }
  void drop() { Table.clear(); }

private:
  std::map<int, int> Table;
  std::jthread Worker;
};

int main() {
  PollerBad Bad;
  Bad.add(1);
  PollerOk Ok;
  Ok.add(1);
  StopperOk Stopper;
  Stopper.add(1);
  Stopper.start();
  Stopper.stop();
  Stopper.drop();
}
