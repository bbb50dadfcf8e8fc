// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A thread that is started and joined within one iteration of a loop does not
// run in parallel with itself.
#include <map>
#include <thread>
#include <vector>

void joinedInTheIterationOk() {
  std::map<int, int> Table;
  for (int I = 0; I < 4; ++I) {
    std::thread Worker([&Table, I] { Table[I] = I; });
    Worker.join();
    Table.erase(I);
  }
}

void joinedAfterTheLoopBad() {
  std::map<int, int> Table;
  std::vector<std::thread> Workers;
  for (int I = 0; I < 4; ++I) {
    Workers.emplace_back([&Table, I] {
      Table[I] = I; // expect: unguarded-access
    });
    Table.erase(I); // expect: unguarded-access
  }
  for (std::thread &Worker : Workers)
    Worker.join();
}

void batchJoinedInTheIterationOk() {
  std::map<int, int> Table;
  for (int Round = 0; Round < 2; ++Round) {
    std::thread Worker([&Table] { Table.clear(); });
    int Key = Round;
    Worker.join();
    Table[Key] = Round;
  }
}

void joinedInTheNextIterationBad() {
  std::map<int, int> Table;
  std::thread Worker;
  for (int I = 0; I < 4; ++I) {
    if (Worker.joinable())
      Worker.join();
    Worker = std::thread([&Table, I] {
      Table[I] = I; // expect: unguarded-access
    });
    Table.erase(I); // expect: unguarded-access
  }
  Worker.join();
}

int main() {
  joinedInTheIterationOk();
  joinedAfterTheLoopBad();
  batchJoinedInTheIterationOk();
  joinedInTheNextIterationBad();
}
