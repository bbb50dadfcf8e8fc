// RUN: %check_expect %s
//
// A map in a map: each iterator belongs to its own level, and erasing on one
// level leaves the iterators of the outer levels alone.
#include <map>
#include <mutex>

using Versions = std::map<int, int>;
using Instances = std::map<int, Versions>;
using Services = std::map<int, Instances>;

class Registry {
public:
  void removeOk(int Group, int Service, int Instance, int Version) {
    auto G = Table.find(Group);
    if (G == Table.end())
      return;
    auto S = G->second.find(Service);
    if (S == G->second.end())
      return;
    auto I = S->second.find(Instance);
    if (I == S->second.end())
      return;
    auto V = I->second.find(Version);
    if (V == I->second.end())
      return;
    I->second.erase(Version);
    if (!I->second.empty())
      return;
    S->second.erase(Instance);
    if (!S->second.empty())
      return;
    G->second.erase(Service);
    if (G->second.empty())
      Table.erase(Group);
  }

  void sweepOk(int Version) {
    for (auto &Group : Table)
      for (auto &Service : Group.second)
        for (auto &Instance : Service.second)
          Instance.second.erase(Version);
  }

  void sweepBad(int Unused) {
    for (auto &Group : Table)
      for (auto &Service : Group.second)
        if (Service.second.empty())
          Group.second.erase(Service.first); // expect: erase-in-range-for
  }

private:
  std::map<int, Services> Table;
};

void run(Registry &R) {
  R.removeOk(1, 2, 3, 4);
  R.sweepOk(5);
  R.sweepBad(6);
}
