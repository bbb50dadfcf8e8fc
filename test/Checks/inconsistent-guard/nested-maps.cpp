// RUN: %check_expect %s
//
// A map in a map: the mutex beside the outer map guards every level, however
// deep the access goes.
#include <map>
#include <mutex>

class Registry {
public:
  void put(int Service, int Instance, int Version) {
    std::scoped_lock Lock(Mutex);
    Table[Service][Instance][Version] = Version;
  }
  bool hasOk(int Service, int Instance) {
    std::scoped_lock Lock(Mutex);
    return isKnown(Service, Instance);
  }
  void removeOk(int Service, int Instance, int Version) {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto S = Table.find(Service);
    if (S == Table.end())
      return;
    auto I = S->second.find(Instance);
    if (I == S->second.end())
      return;
    I->second.erase(Version);
    if (I->second.empty())
      S->second.erase(Instance);
  }
  void clearInnerBad(int Service) {
    auto S = Table.find(Service); // expect: inconsistent-guard
    if (S != Table.end())
      S->second.clear(); // expect: inconsistent-guard
  }

private:
  bool isKnown(int Service, int Instance) {
    auto S = Table.find(Service);
    if (S == Table.end())
      return false;
    auto I = S->second.find(Instance);
    return I != S->second.end() && !I->second.empty();
  }

  std::mutex Mutex;
  std::map<int, std::map<int, std::map<int, int>>> Table;
};
