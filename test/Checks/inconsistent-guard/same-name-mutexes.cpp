// RUN: %check_expect --mock %s
// Static mutexes of two functions are two mutexes, though they have one name.
#include <map>
#include <mutex>
#include <thread>

namespace OneEachBad {
std::map<int, int> Table;
void put(int Key) {
  static std::mutex Mutex;
  std::lock_guard<std::mutex> Lock(Mutex);
  Table[Key] = 1; // expect: inconsistent-guard
}
void drop(int Key) {
  static std::mutex Mutex;
  std::lock_guard<std::mutex> Lock(Mutex);
  Table.erase(Key); // expect: inconsistent-guard
}
void run() {
  std::thread Worker(put, 1);
  drop(1);
  Worker.join();
}
} // namespace OneEachBad

namespace OneForAllOk {
std::map<int, int> Table;
std::mutex &mutex() {
  static std::mutex Mutex;
  return Mutex;
}
void put(int Key) {
  std::lock_guard<std::mutex> Lock(mutex());
  Table[Key] = 1;
}
void drop(int Key) {
  std::lock_guard<std::mutex> Lock(mutex());
  Table.erase(Key);
}
void run() {
  std::thread Worker(put, 1);
  drop(1);
  Worker.join();
}
} // namespace OneForAllOk

int main() {
  OneEachBad::run();
  OneForAllOk::run();
}
