// RUN: %check_expect --mock %s
// The same rules for sets, multimaps and multisets.
#include <map>
#include <set>
#include <unordered_set>

void setBad(std::set<int> &Ids) {
  for (auto It = Ids.begin(); It != Ids.end(); ++It)
    if (*It < 0)
      Ids.erase(It); // expect: erase-in-range-for
}

void multimapBad(std::multimap<int, int> &Edges) {
  for (auto &Edge : Edges)
    if (Edge.second == 0)
      Edges.erase(Edge.first); // expect: erase-in-range-for
}

void multisetBad(std::multiset<int> &Scores) {
  for (int Score : Scores)
    Scores.erase(Score); // expect: erase-in-range-for
}

void unorderedSetBad(std::unordered_set<int> &Ids) {
  for (auto It = Ids.begin(); It != Ids.end(); ++It)
    if (*It < 0)
      Ids.erase(It); // expect: erase-in-range-for
}

void equalRangeBad(std::multimap<int, int> &Edges, int Key) {
  auto [It, Last] = Edges.equal_range(Key);
  for (; It != Last; ++It)
    if (It->second == 0)
      Edges.erase(It); // expect: erase-in-range-for
}

void setOk(std::set<int> &Ids) {
  for (auto It = Ids.begin(); It != Ids.end();)
    It = *It < 0 ? Ids.erase(It) : ++It;
}

void equalRangeOk(std::multimap<int, int> &Edges, int Key) {
  auto [It, Last] = Edges.equal_range(Key);
  while (It != Last) {
    if (It->second == 0)
      It = Edges.erase(It);
    else
      ++It;
  }
}

void eraseIfOk(std::unordered_set<int> &Ids) {
  std::erase_if(Ids, [](int Id) { return Id < 0; });
}
