// RUN: %check_expect --mock %s
// One entry started at two sites, or by a helper that is called twice, runs in
// parallel with itself.
#include <map>
#include <mutex>
#include <thread>

namespace TwoSitesBad {
std::map<int, int> Table;
void work() {
  Table[1] = 1; // expect: unguarded-access
}
void run() {
  std::thread First(work);
  std::thread Second(work);
  First.join();
  Second.join();
}
} // namespace TwoSitesBad

namespace HelperTwiceBad {
std::map<int, int> Table;
void work() {
  Table[1] = 1; // expect: unguarded-access
}
std::thread startWorker() { return std::thread(work); }
void run() {
  std::thread First = startWorker();
  std::thread Second = startWorker();
  First.join();
  Second.join();
}
} // namespace HelperTwiceBad

namespace DifferentEntriesBad {
std::map<int, int> Table;
void write() {
  Table[1] = 1; // expect: unguarded-access
}
void read() {
  (void)Table.at(1); // expect: unguarded-access
}
void run() {
  Table[1] = 0;
  std::thread Writer(write);
  std::thread Reader(read);
  Writer.join();
  Reader.join();
}
} // namespace DifferentEntriesBad

namespace OneAfterTheOtherOk {
std::map<int, int> Table;
void work() { Table[1] = 1; }
void run() {
  std::thread First(work);
  First.join();
  std::thread Second(work);
  Second.join();
}
} // namespace OneAfterTheOtherOk

namespace DifferentEntriesOk {
std::map<int, int> Table;
std::mutex Mutex;
void write() {
  std::lock_guard<std::mutex> Lock(Mutex);
  Table[1] = 1;
}
void read() {
  std::lock_guard<std::mutex> Lock(Mutex);
  (void)Table.at(1);
}
void run() {
  Table[1] = 0;
  std::thread Writer(write);
  std::thread Reader(read);
  Writer.join();
  Reader.join();
}
} // namespace DifferentEntriesOk

int main() {
  TwoSitesBad::run();
  HelperTwiceBad::run();
  DifferentEntriesBad::run();
  OneAfterTheOtherOk::run();
  DifferentEntriesOk::run();
}
