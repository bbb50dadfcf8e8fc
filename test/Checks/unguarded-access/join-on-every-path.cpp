// RUN: %check_expect --mock %s
// A join ends the overlap only if every path to the access has it.
#include <cstdlib>
#include <map>
#include <thread>

namespace OneBranchBad {
std::map<int, int> Table;
void work() {
  Table[1] = 1; // expect: unguarded-access
}
void run(bool Wait) {
  std::thread Worker(work);
  if (Wait)
    Worker.join();
  Table.clear(); // expect: unguarded-access
  if (!Wait)
    Worker.join();
}
} // namespace OneBranchBad

namespace BothBranchesOk {
std::map<int, int> Table;
void work() { Table[1] = 1; }
void run(bool Verbose) {
  std::thread Worker(work);
  if (Verbose) {
    Worker.join();
    Table[2] = 2;
  } else {
    Worker.join();
  }
  Table.clear();
}
} // namespace BothBranchesOk

namespace JoinableTestOk {
std::map<int, int> Table;
void work() { Table[1] = 1; }
void run() {
  std::thread Worker(work);
  if (Worker.joinable())
    Worker.join();
  Table.clear();
}
} // namespace JoinableTestOk

namespace EarlyReturnOk {
std::map<int, int> Table;
void work() { Table[1] = 1; }
int run(bool Quick) {
  std::thread Worker(work);
  if (Quick) {
    Worker.join();
    return 0;
  }
  Worker.join();
  return static_cast<int>(Table.size());
}
} // namespace EarlyReturnOk

namespace StartedOnOneBranchOk {
std::map<int, int> Table;
void work() { Table[1] = 1; }
void run(bool InBackground) {
  if (InBackground) {
    std::thread Worker(work);
    Worker.join();
  } else {
    work();
  }
  Table.clear();
}
} // namespace StartedOnOneBranchOk

namespace StartedOnOneBranchBad {
std::map<int, int> Table;
void work() {
  Table[1] = 1; // expect: unguarded-access
}
void run(bool InBackground) {
  std::thread Worker;
  if (InBackground)
    Worker = std::thread(work);
  Table.clear(); // expect: unguarded-access
  if (Worker.joinable())
    Worker.join();
}
} // namespace StartedOnOneBranchBad

int main(int Count, char **) {
  OneBranchBad::run(Count > 1);
  BothBranchesOk::run(Count > 1);
  JoinableTestOk::run();
  EarlyReturnOk::run(Count > 1);
  StartedOnOneBranchOk::run(Count > 1);
  StartedOnOneBranchBad::run(Count == 1);
}
