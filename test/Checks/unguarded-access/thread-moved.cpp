// RUN: %check_expect --mock %s
// A thread that is moved is still the same thread: the join of the new owner
// ends it.
#include <map>
#include <thread>
#include <utility>
#include <vector>

void movedAndJoinedLateBad() {
  std::map<int, int> Table;
  std::thread First([&] {
    Table[1] = 1; // expect: unguarded-access
  });
  std::thread Second = std::move(First);
  Table.clear(); // expect: unguarded-access
  Second.join();
}

void movedAndJoinedOk() {
  std::map<int, int> Table;
  std::thread First([&] { Table[1] = 1; });
  std::thread Second = std::move(First);
  Second.join();
  Table.clear();
}

void movedIntoVectorOk() {
  std::map<int, int> Table;
  std::vector<std::thread> Threads;
  std::thread First([&] { Table[1] = 1; });
  Threads.push_back(std::move(First));
  for (std::thread &Thread : Threads)
    Thread.join();
  Table.clear();
}

void join(std::thread Thread) { Thread.join(); }

void movedIntoFunctionOk() {
  std::map<int, int> Table;
  std::thread First([&] { Table[1] = 1; });
  join(std::move(First));
  Table.clear();
}

std::thread startFilling(std::map<int, int> &Table) {
  return std::thread([&Table] { Table[1] = 1; });
}

void returnedAndJoinedOk() {
  std::map<int, int> Table;
  std::thread Worker = startFilling(Table);
  Worker.join();
  Table.clear();
}

std::thread startErasing(std::map<int, int> &Table) {
  return std::thread([&Table] {
    Table.erase(1); // expect: unguarded-access
  });
}

void returnedAndJoinedLateBad() {
  std::map<int, int> Table;
  std::thread Worker = startErasing(Table);
  Table.clear(); // expect: unguarded-access
  Worker.join();
}

int main() {
  movedAndJoinedLateBad();
  movedAndJoinedOk();
  movedIntoVectorOk();
  movedIntoFunctionOk();
  returnedAndJoinedOk();
  returnedAndJoinedLateBad();
}
