// RUN: %check_expect --mock %s
// Changing another map than the one the loop goes through is right, also if
// both are of one class; changing the same map under another name is not.
#include <map>
#include <memory>
#include <set>

void otherMapOk(const std::set<int> &Dead, std::map<int, int> &Table) {
  for (int Key : Dead)
    Table.erase(Key);
}

void copyOk(std::map<int, int> &Table) {
  const auto Copy = Table;
  for (const auto &Entry : Copy)
    Table.erase(Entry.first);
}

void copyInTheHeaderOk(std::map<int, int> &Table) {
  for (const auto &Entry : std::map<int, int>(Table))
    Table.erase(Entry.first);
}

struct Pool {
  void moveAllOk(Pool &Other) {
    for (const auto &Entry : Table)
      Other.Table.erase(Entry.first);
  }
  void sweepOk() {
    for (const auto &Entry : Table)
      Idle.erase(Entry.first);
  }
  void aliasBad() {
    auto &Map = Table;
    for (const auto &Entry : Map)
      Table.erase(Entry.first); // expect: erase-in-range-for
  }
  std::map<int, int> &table() { return Table; }
  std::map<int, int> Table, Idle;
};

void pointerBad(std::unique_ptr<std::map<int, int>> &Table) {
  for (auto &Entry : *Table)
    Table->erase(Entry.first); // expect: erase-in-range-for
}

void accessorBad(Pool &Pool) {
  for (auto &Entry : Pool.table())
    Pool.Table.erase(Entry.first); // expect: erase-in-range-for
}

void innerMapOk(std::map<int, std::map<int, int>> &Groups, int Member) {
  for (auto &Group : Groups)
    Group.second.erase(Member);
}

void innerMapBad(std::map<int, std::map<int, int>> &Groups) {
  for (auto &Group : Groups)
    for (auto &Member : Group.second)
      if (Member.second == 0)
        Group.second.erase(Member.first); // expect: erase-in-range-for
}
