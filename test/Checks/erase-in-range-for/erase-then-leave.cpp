// RUN: %check_expect --mock %s
// Erasing is right if the loop ends there. `continue`, and the `break` of an
// inner switch or loop, do not end it.
#include <map>
#include <stdexcept>

void breakOk(std::map<int, int> &Table, int Value) {
  for (auto &Entry : Table)
    if (Entry.second == Value) {
      Table.erase(Entry.first);
      break;
    }
}

bool returnOk(std::map<int, int> &Table, int Value) {
  for (auto It = Table.begin(); It != Table.end(); ++It)
    if (It->second == Value) {
      Table.erase(It);
      return true;
    }
  return false;
}

void throwOk(std::map<int, int> &Table) {
  for (auto &Entry : Table)
    if (Entry.second < 0) {
      Table.erase(Entry.first);
      throw std::runtime_error("negative");
    }
}

void gotoOk(std::map<int, int> &Table, std::map<int, int> &Dead) {
  for (auto &Entry : Table)
    for (auto &Other : Dead)
      if (Entry.first == Other.first) {
        Table.erase(Entry.first);
        goto Done;
      }
Done:
  Dead.clear();
}

void continueBad(std::map<int, int> &Table) {
  for (auto &Entry : Table) {
    if (Entry.second == 0) {
      Table.erase(Entry.first); // expect: erase-in-range-for
      continue;
    }
    ++Entry.second;
  }
}

void switchBad(std::map<int, int> &Table) {
  for (auto &Entry : Table) {
    switch (Entry.second) {
    case 0:
      Table.erase(Entry.first); // expect: erase-in-range-for
      break;
    default:
      break;
    }
  }
}

void innerLoopBad(std::map<int, int> &Table, const std::map<int, int> &Dead) {
  for (auto &Entry : Table)
    for (auto &Other : Dead)
      if (Entry.first == Other.first) {
        Table.erase(Entry.first); // expect: erase-in-range-for
        break;
      }
}

void breakOnOnePathBad(std::map<int, int> &Table, bool Once) {
  for (auto &Entry : Table)
    if (Entry.second == 0) {
      Table.erase(Entry.first); // expect: erase-in-range-for
      if (Once)
        break;
    }
}
