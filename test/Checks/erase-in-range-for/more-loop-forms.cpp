// RUN: %check_expect --mock %s
// Loops with the end kept in a variable, an early ++ on one path, an erase in a
// helper lambda that returns the next iterator, a reverse step.
#include <iterator>
#include <map>
#include <set>

void keptEndBad(std::map<int, int> &Table) {
  for (auto It = Table.begin(), End = Table.end(); It != End; ++It)
    if (It->second == 0)
      Table.erase(It); // expect: erase-in-range-for
}

void stepBackBad(std::map<int, int> &Table) {
  for (auto It = Table.begin(); It != Table.end(); ++It)
    if (It->second == 0) {
      Table.erase(It); // expect: erase-in-range-for
      --It;
    }
}

int usedAfterwardsBad(std::map<int, int> &Table) {
  int Sum = 0;
  for (auto It = Table.begin(); It != Table.end();) {
    Table.erase(It); // expect: erase-in-range-for
    Sum += It->second;
    It = Table.begin();
  }
  return Sum;
}

void continueOk(std::map<int, int> &Table) {
  for (auto It = Table.begin(); It != Table.end();) {
    if (It->second == 0) {
      Table.erase(It++);
      continue;
    }
    ++It;
  }
}

void endTestedOk(std::set<int> &Ids) {
  for (auto It = Ids.begin(); It != Ids.end(); ++It) {
    if (*It < 0) {
      It = Ids.erase(It);
      if (It == Ids.end())
        break;
    }
  }
}

void lambdaReturnsNextOk(std::map<int, int> &Table) {
  auto Drop = [&Table](auto It) { return Table.erase(It); };
  for (auto It = Table.begin(); It != Table.end();)
    It = It->second == 0 ? Drop(It) : std::next(It);
}

void lowerBoundOk(std::map<int, int> &Table, int Limit) {
  auto It = Table.lower_bound(Limit);
  while (It != Table.end())
    It = Table.erase(It);
}

void foundThenErasedOk(std::map<int, int> &Table, const std::set<int> &Keys) {
  for (int Key : Keys) {
    auto It = Table.find(Key);
    if (It != Table.end())
      Table.erase(It);
  }
}
