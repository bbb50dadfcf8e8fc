// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A class that locks, in no program: what is decided, by what, and about which key.
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <vector>
#include <functional>
#include <set>
class Pool {
public:
  // two maps, one lock, separate decisions
  void moveOk(int K) {
    std::unique_lock<std::mutex> L(M);
    auto It = Idle.find(K);
    if (It == Idle.end()) return;
    std::string V = It->second;
    Idle.erase(It);
    L.unlock();
    L.lock();
    Busy[K] = V;
  }
  // callback outside of lock, found by copy
  void notifyOk(int K) {
    std::function<void()> F;
    {
      std::lock_guard<std::mutex> L(M);
      auto It = Calls.find(K);
      if (It == Calls.end()) return;
      F = It->second;
    }
    F();
  }
  // log only
  void statsOk() {
    size_t N;
    { std::lock_guard<std::mutex> L(M); N = Idle.size(); }
    if (N > 100) { ++Warnings; }
    std::lock_guard<std::mutex> L(M);
    Idle.clear();
  }
  void clearBad() {
    size_t N;
    { std::lock_guard<std::mutex> L(M); N = Idle.size(); }
    if (N > 100) {
      std::lock_guard<std::mutex> L(M);
      Idle.clear(); // expect: check-then-act
    }
  }
  // erase what is found, in the same section, after an outer cheap test
  void dropOk(int K) {
    {
      std::lock_guard<std::mutex> L(M);
      if (Idle.empty()) return;
    }
    std::lock_guard<std::mutex> L(M);
    auto It = Idle.find(K);
    if (It != Idle.end()) Idle.erase(It);
  }
  // counter under the same lock decides, not the map
  void counterOk(int K) {
    bool Do;
    { std::lock_guard<std::mutex> L(M); Do = Warnings > 3; }
    if (Do) { std::lock_guard<std::mutex> L(M); Idle.erase(K); }
  }
  // id made by the map's writer
  int addOk(std::string V) {
    int Id;
    { std::lock_guard<std::mutex> L(M); Id = Next++; }
    std::lock_guard<std::mutex> L(M);
    Idle[Id] = V;
    return Id;
  }
  // insert result decides
  void onceOk(int K) {
    bool New;
    { std::lock_guard<std::mutex> L(M); New = Running.insert(K).second; }
    if (!New) return;
    { std::lock_guard<std::mutex> L(M); Running.erase(K); }
  }
  // erase result decides
  void takeOk(int K) {
    size_t N;
    { std::lock_guard<std::mutex> L(M); N = Idle.erase(K); }
    if (N) { std::lock_guard<std::mutex> L(M); Busy[K] = "x"; }
  }
  // iterator kept over unlock
  void staleBad(int K) {
    std::unique_lock<std::mutex> L(M);
    auto It = Idle.find(K);
    if (It == Idle.end()) return;
    L.unlock();
    ++Warnings;
    L.lock();
    Idle.erase(It); // expect: check-then-act
  }
  // An insertion into a set overwrites nothing.
  void setOk(int K) {
    { std::lock_guard<std::mutex> L(M); if (Running.count(K)) return; }
    ++Warnings;
    { std::lock_guard<std::mutex> L(M); Running.insert(K); }
  }
  bool contains(int K) { std::lock_guard<std::mutex> L(M); return Idle.contains(K); }
  // negated, else branch
  void elseBad(int K) {
    if (contains(K)) {
      ++Warnings;
    } else {
      std::lock_guard<std::mutex> L(M);
      Idle[K] = "new"; // expect: check-then-act
    }
  }
  void condBad(int K, bool Force) {
    if (Force || !contains(K)) {
      std::lock_guard<std::mutex> L(M);
      Idle[K] = "new"; // expect: check-then-act
    }
  }
  void whileBad(int K) {
    while (contains(K)) {
      std::lock_guard<std::mutex> L(M);
      Idle.erase(K); // expect: check-then-act
    }
  }
  void literalBad() {
    if (!containsName("a"))
      setName("a"); // expect: check-then-act
  }
  void literalOk() {
    if (!containsName("a"))
      setName("b");
  }
  void loopBad(const std::vector<int> &Ks) {
    for (int K : Ks)
      if (!contains(K)) {
        std::lock_guard<std::mutex> L(M);
        Idle[K] = "x"; // expect: check-then-act
      }
  }
  // compare and set on a found element, in the same section
  void updateOk(int K) {
    std::lock_guard<std::mutex> L(M);
    auto It = Idle.find(K);
    if (It != Idle.end()) It->second = "y";
  }
  // find again, then write through it
  void updateAgainOk(int K) {
    if (!contains(K)) return;
    std::lock_guard<std::mutex> L(M);
    auto It = Idle.find(K);
    if (It == Idle.end()) return;
    It->second = "y";
  }
  void structKeyBad(const std::pair<int,int> &P) {
    if (contains(P.first)) {
      std::lock_guard<std::mutex> L(M);
      Idle.erase(P.first); // expect: check-then-act
    }
  }
private:
  bool containsName(const std::string &N) { std::lock_guard<std::mutex> L(M); return Names.count(N); }
  void setName(const std::string &N) { std::lock_guard<std::mutex> L(M); Names[N] = 1; }
  std::mutex M;
  int Warnings = 0, Next = 0;
  std::map<int, std::string> Idle, Busy;
  std::map<int, std::function<void()>> Calls;
  std::map<std::string, int> Names;
  std::set<int> Running;
};
