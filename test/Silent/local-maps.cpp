// RUN: %check_expect --mock %s
// A local map that does not leave its function belongs to the thread that runs
// it, also when helpers get it by reference.
#include <map>
#include <thread>
#include <vector>

static void add(std::map<int, int> &Table, int Key) { Table[Key] = 1; }

static int tallyOk(int Limit) {
  std::map<int, int> Table;
  for (int I = 0; I < Limit; ++I)
    add(Table, I);
  auto Count = [&Table] { return static_cast<int>(Table.size()); };
  Table.erase(0);
  return Count();
}

static int tallyBad(int Limit) {
  static std::map<int, int> Table;
  for (int I = 0; I < Limit; ++I)
    Table[I] = 1; // expect: unguarded-access
  return Limit;
}

int main() {
  std::vector<std::thread> Workers;
  for (int I = 0; I < 3; ++I)
    Workers.emplace_back([I] {
      tallyOk(I);
      tallyBad(I);
    });
  for (std::thread &Worker : Workers)
    Worker.join();
}
