// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// What happens before the first thread is started, or after the last one is
// joined, needs no lock.
#include <map>
#include <mutex>
#include <thread>

namespace BetweenBad {
std::map<int, int> Table;
void work() {
  Table[1] = 1; // expect: unguarded-access
}
void run() {
  Table[0] = 0;
  std::thread Worker(work);
  Table[2] = 2; // expect: unguarded-access
  Worker.join();
  Table.clear();
}
} // namespace BetweenBad

namespace AroundOk {
std::map<int, int> Table;
void work() { Table[1] = 1; }
void load() { Table[0] = 0; }
void dump() { Table.clear(); }
void run() {
  load();
  std::thread Worker(work);
  Worker.join();
  dump();
}
} // namespace AroundOk

namespace OneStillRunsBad {
std::map<int, int> Table;
void write() {
  Table[1] = 1; // expect: unguarded-access
}
void idle() {}
void run() {
  std::thread Writer(write);
  std::thread Idler(idle);
  Idler.join();
  Table.clear(); // expect: unguarded-access
  Writer.join();
}
} // namespace OneStillRunsBad

namespace LockedInBetweenOk {
std::map<int, int> Table;
std::mutex Mutex;
void work() {
  std::lock_guard<std::mutex> Lock(Mutex);
  Table[1] = 1;
}
void run() {
  Table[0] = 0;
  std::thread First(work), Second(work);
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[2] = 2;
  }
  First.join();
  Second.join();
  Table.clear();
}
} // namespace LockedInBetweenOk

int main() {
  BetweenBad::run();
  AroundOk::run();
  OneStillRunsBad::run();
  LockedInBetweenOk::run();
}
