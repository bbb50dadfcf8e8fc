// RUN: %check_expect --mock %s
// Main and the threads are visible, so what none of them reaches is no access.
#include <map>
#include <thread>

namespace UnusedWriterOk {
static std::map<int, int> Table = {{1, 1}};
// Nobody calls this.
void set(int Key) { Table[Key] = 1; }
static bool has(int Key) { return Table.count(Key) != 0; }
void run() {
  std::thread Reader(has, 1);
  has(2);
  Reader.join();
}
} // namespace UnusedWriterOk

namespace UsedWriterBad {
static std::map<int, int> Table = {{1, 1}};
static void set(int Key) {
  Table[Key] = 1; // expect: unguarded-access
}
static bool has(int Key) {
  return Table.count(Key) != 0; // expect: unguarded-access
}
void run() {
  std::thread Reader(has, 1);
  set(2);
  Reader.join();
}
} // namespace UsedWriterBad

int main() {
  UnusedWriterOk::run();
  UsedWriterBad::run();
}
