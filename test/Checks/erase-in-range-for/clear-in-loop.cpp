// RUN: %check_expect --mock %s
// Emptying or replacing the whole map while going through it.
#include <map>
#include <set>

void clearBad(std::map<int, int> &Table) {
  for (const auto &Entry : Table)
    if (Entry.second < 0)
      Table.clear(); // expect: erase-in-range-for
}

void assignBad(std::map<int, int> &Table, const std::map<int, int> &Defaults) {
  for (auto It = Table.begin(); It != Table.end(); ++It)
    if (It->second < 0)
      Table = Defaults; // expect: erase-in-range-for
}

void rangeBad(std::set<int> &Ids) {
  for (auto It = Ids.begin(); It != Ids.end(); ++It)
    if (*It > 10)
      Ids.erase(It, Ids.end()); // expect: erase-in-range-for
}

void clearAndLeaveOk(std::map<int, int> &Table) {
  for (const auto &Entry : Table)
    if (Entry.second < 0) {
      Table.clear();
      break;
    }
}

void rangeAndLeaveOk(std::set<int> &Ids) {
  for (auto It = Ids.begin(); It != Ids.end(); ++It)
    if (*It > 10) {
      Ids.erase(It, Ids.end());
      return;
    }
}

void clearAfterwardsOk(std::map<int, int> &Table) {
  bool Broken = false;
  for (const auto &Entry : Table)
    Broken = Broken || Entry.second < 0;
  if (Broken)
    Table.clear();
}

void startAgainOk(std::map<int, int> &Table, const std::map<int, int> &More) {
  for (auto It = Table.begin(); It != Table.end();) {
    if (It->second < 0) {
      Table = More;
      It = Table.begin();
    } else {
      ++It;
    }
  }
}
