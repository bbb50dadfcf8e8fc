// RUN: %check_expect --mock %s
// Threads that the constructors of namespace-scope objects start run beside main.
#include <map>
#include <mutex>
#include <thread>

struct WatcherBad {
  std::map<int, int> Seen;
  std::thread Thread;
  WatcherBad() : Thread([this] { watch(); }) {}
  ~WatcherBad() { Thread.join(); }
  void watch() {
    Seen[1] = 1; // expect: unguarded-access
  }
  void stop() { Thread.join(); }
  int size() {
    return Seen.size(); // expect: unguarded-access
  }
};
static WatcherBad Always;

struct WatcherOk {
  std::map<int, int> Seen;
  std::mutex Mutex;
  std::thread Thread;
  WatcherOk() : Thread([this] { watch(); }) {}
  ~WatcherOk() { Thread.join(); }
  void watch() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Seen[1] = 1;
  }
  int size() {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Seen.size();
  }
};
static WatcherOk Locked;

std::map<int, int> Table;
static std::thread Filler([] {
  Table[1] = 2; // expect: unguarded-access
});

// Over before main reads.
std::map<int, int> Prepared;
struct Preparer {
  Preparer() {
    std::thread Thread([] { Prepared[1] = 2; });
    Thread.join();
  }
};
static Preparer Done;

int main() {
  Always.size();
  Locked.size();
  Table.size(); // expect: unguarded-access
  Filler.join();
  Table.size();
  Prepared.size();
}
