// RUN: %check_expect --mock %s
// A thread that starts another one: the inner thread may outlive it, unless it
// joins.
#include <map>
#include <thread>

namespace DetachedInnerBad {
std::map<int, int> Table;
void inner() {
  Table[1] = 1; // expect: unguarded-access
}
void outer() { std::thread(inner).detach(); }
void run() {
  std::thread Outer(outer);
  Outer.join();
  Table.clear(); // expect: unguarded-access
}
} // namespace DetachedInnerBad

namespace JoinedInnerOk {
std::map<int, int> Table;
void inner() { Table[1] = 1; }
void outer() {
  std::thread Inner(inner);
  Inner.join();
  Table[2] = 2;
}
void run() {
  std::thread Outer(outer);
  Outer.join();
  Table.clear();
}
} // namespace JoinedInnerOk

namespace OuterGoesOnBad {
std::map<int, int> Table;
void inner() {
  Table[1] = 1; // expect: unguarded-access
}
void outer() {
  std::thread Inner(inner);
  Table[2] = 2; // expect: unguarded-access
  Inner.join();
}
void run() {
  std::thread Outer(outer);
  Outer.join();
  Table.clear();
}
} // namespace OuterGoesOnBad

int main() {
  DetachedInnerBad::run();
  JoinedInnerOk::run();
  OuterGoesOnBad::run();
}
