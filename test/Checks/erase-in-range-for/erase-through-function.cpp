// RUN: %check_expect --mock %s
// The loop hands the map to a function, or calls a lambda, that changes it.
#include <map>
#include <unordered_map>

static void drop(std::map<int, int> &Table, int Key) { Table.erase(Key); }
static void dropAt(std::map<int, int> *Table, int Key) { Table->erase(Key); }
static void add(std::unordered_map<int, int> &Table, int Key) {
  Table.emplace(Key, 0);
}
static bool has(const std::map<int, int> &Table, int Key) {
  return Table.contains(Key);
}

void referenceBad(std::map<int, int> &Table) {
  for (auto &Entry : Table)
    if (Entry.second == 0)
      drop(Table, Entry.first); // expect: erase-in-range-for
}

void pointerBad(std::map<int, int> &Table) {
  for (auto &Entry : Table)
    dropAt(&Table, Entry.first); // expect: erase-in-range-for
}

void insertionBad(std::unordered_map<int, int> &Table) {
  for (auto &Entry : Table)
    add(Table, Entry.first + 1); // expect: erase-in-range-for
}

void lambdaBad(std::map<int, int> &Table) {
  auto Remove = [&Table](int Key) { Table.erase(Key); };
  for (auto &Entry : Table)
    Remove(Entry.first); // expect: erase-in-range-for
}

void readOnlyOk(std::map<int, int> &Table) {
  int Count = 0;
  for (auto &Entry : Table)
    Count += has(Table, Entry.first + 1);
  Table[0] = Count;
}

void otherMapOk(std::map<int, int> &Table, std::map<int, int> &Other) {
  for (auto &Entry : Table)
    drop(Other, Entry.first);
}

void lambdaOk(std::map<int, int> &Table, std::map<int, int> &Other) {
  auto Remove = [&Other](int Key) { Other.erase(Key); };
  for (auto &Entry : Table)
    Remove(Entry.first);
}
