// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Writing an element conflicts with other accesses to elements, and with what
// destroys them; not with size() or find().
#include <map>
#include <mutex>
#include <thread>

struct Session {
  int Count = 0;
};

namespace ThroughAtBad {
std::map<int, Session> Sessions = {{1, Session()}};
void work() {
  Sessions.at(1).Count = 2; // expect: unguarded-access
}
void run() {
  std::thread First(work), Second(work);
  First.join();
  Second.join();
}
} // namespace ThroughAtBad

namespace ThroughIteratorBad {
std::map<int, int> Table = {{1, 1}};
void work() {
  auto It = Table.find(1);
  if (It != Table.end())
    It->second = 2; // expect: unguarded-access
}
void run() {
  std::thread Writer(work);
  int Value = Table.at(1); // expect: unguarded-access
  Writer.join();
  (void)Value;
}
} // namespace ThroughIteratorBad

namespace RangeForBad {
std::map<int, int> Table = {{1, 1}};
void reset() {
  for (auto &[Key, Value] : Table)
    Value = 0; // expect: unguarded-access
}
void run() {
  std::thread Writer(reset);
  int Value = Table.at(1); // expect: unguarded-access
  Writer.join();
  (void)Value;
}
} // namespace RangeForBad

namespace BesideLookupOk {
std::map<int, int> Table = {{1, 1}};
void work() { Table.at(1) = 2; }
void run() {
  std::thread Writer(work);
  auto Size = Table.size();
  bool Found = Table.find(1) != Table.end() && Table.count(1) == Size;
  Writer.join();
  (void)Found;
}
} // namespace BesideLookupOk

namespace LockedOk {
std::map<int, Session> Sessions = {{1, Session()}};
std::mutex Mutex;
void work() {
  std::lock_guard<std::mutex> Lock(Mutex);
  Sessions.at(1).Count = 2;
}
void run() {
  std::thread First(work), Second(work);
  First.join();
  Second.join();
}
} // namespace LockedOk

int main() {
  ThroughAtBad::run();
  ThroughIteratorBad::run();
  RangeForBad::run();
  BesideLookupOk::run();
  LockedOk::run();
}
