// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A thread_local map is one map per thread.
#include <map>
#include <thread>

namespace ThreadLocalOk {
thread_local std::map<int, int> Table;
struct Cache {
  static thread_local std::map<int, int> Values;
};
thread_local std::map<int, int> Cache::Values;
std::map<int, int> &scratch() {
  static thread_local std::map<int, int> Scratch;
  return Scratch;
}
void work() {
  Table[1] = 1;
  Cache::Values[1] = 1;
  scratch()[1] = 1;
  thread_local std::map<int, int> Own;
  Own[1] = 1;
}
void run() {
  std::thread First(work), Second(work);
  work();
  First.join();
  Second.join();
}
} // namespace ThreadLocalOk

namespace StaticBad {
static std::map<int, int> Table;
std::map<int, int> &scratch() {
  static std::map<int, int> Scratch;
  return Scratch;
}
void work() {
  Table[1] = 1;     // expect: unguarded-access
  scratch()[1] = 1; // expect: unguarded-access
}
void run() {
  std::thread First(work), Second(work);
  work();
  First.join();
  Second.join();
}
} // namespace StaticBad

int main() {
  ThreadLocalOk::run();
  StaticBad::run();
}
