// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A library: the same map filled under call_once and without; caches key by key;
// objects that nobody shares.
#include <map>
#include <mutex>
#include <string>
#include <memory>
#include <vector>
#include <atomic>
namespace {
std::map<std::string, int> gTable;
bool gInit = false;
std::once_flag gOnce;
void initTable() { gTable["a"] = 1; } // expect: racy-init
}
int lookupBad(const std::string &K) {
  if (!gInit) {
    initTable();
    gInit = true;
  }
  return gTable.at(K);
}
int lookupOk(const std::string &K) {
  std::call_once(gOnce, initTable);
  return gTable.at(K);
}
struct Impl { std::map<int,int> Cache; bool Valid = false; };
class Widget { // not shared
public:
  Widget() : P(new Impl) {}
  int get(int K) const {
    if (P->Cache.empty()) P->Cache[1] = 1;
    return P->Cache.count(K);
  }
private:
  std::unique_ptr<Impl> P;
};
class Memo { // per key memo in a static, unlocked: library
public:
  static int fib(int N) {
    static std::map<int,int> M;
    auto It = M.find(N); // expect: unguarded-access
    if (It != M.end()) return It->second;
    int R = N < 2 ? N : fib(N - 1) + fib(N - 2);
    M[N] = R; // expect: unguarded-access
    return R;
  }
};
class Reg {
public:
  static Reg &get() { static Reg R; return R; }
  const std::vector<int> &list(int K) {
    if (Index.find(K) == Index.end()) Index[K] = {1, 2}; // expect: unguarded-access
    return Index[K]; // expect: unguarded-access
  }
  int size() {
    if (Built) return (int)Names.size();
    Names.clear();
    for (int I = 0; I < 3; ++I)
      Names.insert({I, "x"}); // expect: racy-init
    Built = true;
    return (int)Names.size();
  }
private:
  std::map<int, std::vector<int>> Index;
  std::map<int, std::string> Names;
  bool Built = false;
};
