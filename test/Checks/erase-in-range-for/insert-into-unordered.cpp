// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// An insertion may rehash an unordered container, which invalidates every
// iterator. A node-based ordered map does not mind.
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

void insertBad(std::unordered_map<int, int> &Table) {
  for (const auto &Entry : Table)
    if (Entry.second > 0)
      Table.insert({Entry.first + 1, 0}); // expect: erase-in-range-for
}

void emplaceBad(std::unordered_set<int> &Ids) {
  for (auto It = Ids.begin(); It != Ids.end(); ++It)
    Ids.emplace(*It + 1); // expect: erase-in-range-for
}

void multimapBad(std::unordered_multimap<int, int> &Edges) {
  for (auto &[From, To] : Edges)
    Edges.emplace(To, From); // expect: erase-in-range-for
}

void orderedMapOk(std::map<int, int> &Table) {
  for (const auto &Entry : Table)
    if (Entry.first < 10)
      Table.insert({Entry.first + 1, 0});
}

void orderedSetOk(std::set<int> &Ids) {
  for (auto It = Ids.begin(); It != Ids.end() && *It < 10; ++It)
    Ids.emplace(*It + 1);
}

void collectFirstOk(std::unordered_map<int, int> &Table) {
  std::vector<std::pair<int, int>> More;
  for (const auto &Entry : Table)
    More.push_back({Entry.first + 1, 0});
  for (const auto &Entry : More)
    Table.insert({Entry.first, Entry.second});
}

void otherContainerOk(const std::unordered_map<int, int> &Table,
                      std::unordered_map<int, int> &Inverse) {
  for (const auto &Entry : Table)
    Inverse.insert({Entry.second, Entry.first});
}
