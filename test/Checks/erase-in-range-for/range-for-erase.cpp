// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A range-for that erases the element it stands on, and the ways to repair it.
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

void eraseByKeyBad(std::map<int, int> &Table) {
  for (const auto &Entry : Table)
    if (Entry.second == 0)
      Table.erase(Entry.first); // expect: erase-in-range-for
}

void bindingsBad(std::unordered_map<std::string, int> &Counts) {
  for (auto &[Name, Count] : Counts) {
    if (Count == 0)
      Counts.erase(Name); // expect: erase-in-range-for
    else
      --Count;
  }
}

void setBad(std::set<int> &Ids) {
  for (int Id : Ids)
    Ids.erase(Id); // expect: erase-in-range-for
}

struct Server {
  void closeIdleBad() {
    for (auto &Session : Sessions)
      if (Session.second > Limit)
        Sessions.erase(Session.first); // expect: erase-in-range-for
  }
  void closeIdleOk() {
    for (auto It = Sessions.begin(); It != Sessions.end();) {
      if (It->second > Limit)
        It = Sessions.erase(It);
      else
        ++It;
    }
  }
  std::map<int, int> Sessions;
  int Limit = 10;
};

void eraseIfOk(std::map<int, int> &Table) {
  std::erase_if(Table, [](const auto &Entry) { return Entry.second == 0; });
}

void collectFirstOk(std::map<int, int> &Table) {
  std::vector<int> Dead;
  for (const auto &Entry : Table)
    if (Entry.second == 0)
      Dead.push_back(Entry.first);
  for (int Key : Dead)
    Table.erase(Key);
}
