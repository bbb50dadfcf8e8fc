// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// operator[] with the key of an element inserts nothing, whatever it is called;
// with anything else that the element holds it may.
#include <unordered_map>

struct Node {
  int Parent = 0, Depth = 0;
};
using Nodes = std::unordered_map<int, Node>;
using Numbers = std::unordered_map<int, int>;
using Graph = std::unordered_map<int, Numbers>;

void invertBad(Numbers &Table) {
  for (auto &[Key, Value] : Table)
    Table[Value] = Key; // expect: erase-in-range-for
}
void secondBad(Numbers &Table) {
  for (auto &Each : Table)
    Table[Each.second] = Each.first; // expect: erase-in-range-for
}
void memberBad(Nodes &Table) {
  for (auto &Each : Table)
    Table[Each.second.Parent].Depth = 1; // expect: erase-in-range-for
}
void symmetricBad(Graph &Table) {
  for (auto &[From, Edges] : Table)
    for (auto &[To, Weight] : Edges)
      Table[To][From] = Weight; // expect: erase-in-range-for
}

void firstOk(Nodes &Table) {
  for (auto &Each : Table)
    Table[Each.first].Depth = 1;
}
void bindingOk(Nodes &Table) {
  for (auto &[Key, Value] : Table)
    Table[Key].Depth = Value.Parent;
}
void iteratorOk(Nodes &Table) {
  for (auto It = Table.begin(); It != Table.end(); ++It)
    Table[It->first].Depth = 1;
}
void copyOk(Nodes &Table) {
  for (const auto &Each : Table) {
    const auto &Key = Each.first;
    Table[Key].Depth = 1;
    int Id = Each.first;
    Table[Id].Depth = 2;
  }
}
