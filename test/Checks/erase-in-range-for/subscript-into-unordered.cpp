// RUN: %check_expect --mock %s
// operator[] with a new key inserts too.
#include <map>
#include <string>
#include <unordered_map>

void totalsBad(std::unordered_map<std::string, int> &Counts) {
  for (const auto &Entry : Counts)
    Counts[Entry.first + ".total"] = 0; // expect: erase-in-range-for
}

void totalsOk(std::map<std::string, int> &Counts) {
  for (auto It = Counts.begin(); It != Counts.end(); ++It)
    if (It->first.size() < 10)
      Counts[It->first + ".total"] = 0;
}

void ownMapOk(const std::unordered_map<std::string, int> &Counts,
              std::unordered_map<std::string, int> &Totals) {
  for (const auto &Entry : Counts)
    Totals[Entry.first] += Entry.second;
}

void atOk(std::unordered_map<std::string, int> &Counts) {
  for (const auto &Entry : Counts)
    Counts.at(Entry.first) += 1;
}
