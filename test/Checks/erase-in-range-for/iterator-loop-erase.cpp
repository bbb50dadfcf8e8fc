// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// An iterator loop that erases and then advances the dead iterator, and the
// right forms.
#include <iterator>
#include <map>
#include <set>
#include <unordered_map>

void headerAdvancesBad(std::map<int, int> &Table) {
  for (auto It = Table.begin(); It != Table.end(); ++It)
    if (It->second == 0)
      Table.erase(It); // expect: erase-in-range-for
}

void bodyAdvancesBad(std::unordered_map<int, int> &Table) {
  auto It = Table.begin();
  while (It != Table.end()) {
    if (It->second == 0)
      Table.erase(It); // expect: erase-in-range-for
    ++It;
  }
}

void byKeyBad(std::map<int, int> &Table) {
  for (auto It = Table.begin(); It != Table.end(); It++)
    if (It->second == 0)
      Table.erase(It->first); // expect: erase-in-range-for
}

void continueBad(std::set<int> &Ids) {
  for (std::set<int>::iterator It = Ids.begin(); It != Ids.end(); ++It) {
    if (*It < 0) {
      Ids.erase(It); // expect: erase-in-range-for
      continue;
    }
  }
}

void assignedOk(std::map<int, int> &Table) {
  for (auto It = Table.begin(); It != Table.end();) {
    if (It->second == 0)
      It = Table.erase(It);
    else
      ++It;
  }
}

void postIncrementOk(std::map<int, int> &Table) {
  for (auto It = Table.begin(); It != Table.end();) {
    if (It->second == 0)
      Table.erase(It++);
    else
      ++It;
  }
}

void nextFirstOk(std::map<int, int> &Table) {
  for (auto It = Table.begin(), Next = It; It != Table.end(); It = Next) {
    Next = std::next(It);
    if (It->second == 0)
      Table.erase(It);
  }
}

void copyOfIteratorOk(std::map<int, int> &Table) {
  auto It = Table.begin();
  while (It != Table.end()) {
    auto Current = It++;
    if (Current->second == 0)
      Table.erase(Current);
  }
}

void whileNotEmptyOk(std::map<int, int> &Table) {
  while (!Table.empty())
    Table.erase(Table.begin());
}

void conditionalOk(std::unordered_map<int, int> &Table) {
  for (auto It = Table.begin(); It != Table.end();)
    It = It->second == 0 ? Table.erase(It) : std::next(It);
}
