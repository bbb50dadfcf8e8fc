// RUN: %check_expect %s
// RUN: %check_expect --real %s
// The key of an element never changes: reading it is disturbed by what ends the
// element, and by nothing that is done to its value.
#include <map>
#include <string>
#include <thread>
#include <vector>

using Rows = std::map<std::string, std::vector<int>>;

void keysOk(Rows &Table) {
  auto Row = Table.find("a");
  if (Row == Table.end())
    return;
  std::thread Worker([&] { Row->second.clear(); });
  (void)Row->first.size();
  Worker.join();
}

void valuesBad(Rows &Table) {
  auto Row = Table.find("a");
  if (Row == Table.end())
    return;
  std::thread Worker([&] { Row->second.clear(); }); // expect: unguarded-access
  (void)Row->second.size();                         // expect: unguarded-access
  Worker.join();
}

void erasedBad(Rows &Table) {
  std::thread Worker([&] { Table.erase("a"); }); // expect: unguarded-access
  for (auto &Row : Table)                        // expect: unguarded-access
    (void)Row.first.size();
  Worker.join();
}

int main() {
  Rows Table;
  keysOk(Table);
  valuesBad(Table);
  erasedBad(Table);
}
