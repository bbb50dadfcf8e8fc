// RUN: %check_expect --mock %s
// Operations on the map as a whole: assignment, swap, move, copy, comparison.
#include <map>
#include <mutex>
#include <thread>
#include <utility>

namespace WritesBad {
std::map<int, int> Table;
const std::map<int, int> Defaults = {{1, 1}};

void work() {
  std::map<int, int> Fresh, Local;
  Table = Defaults;         // expect: unguarded-access
  Table = {{2, 2}, {3, 3}}; // expect: unguarded-access
  Table = std::move(Fresh); // expect: unguarded-access
  Table.swap(Local);        // expect: unguarded-access
  Local.swap(Table);        // expect: unguarded-access
  std::swap(Table, Local);  // expect: unguarded-access
  Local = std::move(Table); // expect: unguarded-access
}

void run() {
  std::thread First(work), Second(work);
  First.join();
  Second.join();
}
} // namespace WritesBad

namespace ReadsBad {
std::map<int, int> Table;
std::map<int, int> Defaults;

void write() {
  Table.emplace(1, 1); // expect: unguarded-access
}

void run() {
  std::thread Writer(write);
  std::map<int, int> Copy(Table);   // expect: unguarded-access
  Copy = Table;                     // expect: unguarded-access
  bool IsFresh = Table == Defaults; // expect: unguarded-access
  Writer.join();
  (void)IsFresh;
}
} // namespace ReadsBad

namespace SwapsOk {
std::map<int, int> Table;
std::mutex Mutex;

void write() {
  std::lock_guard<std::mutex> Lock(Mutex);
  Table.emplace(1, 1);
}

// The local map belongs to the function, locked or not.
void flush() {
  std::map<int, int> Local;
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    Local.swap(Table);
  }
  Local.clear();
}

void run() {
  std::thread Writer(write);
  flush();
  Writer.join();
}
} // namespace SwapsOk

int main() {
  WritesBad::run();
  ReadsBad::run();
  SwapsOk::run();
}
