// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A program with visible threads; reader and writer locks, globals, job loops.
#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <shared_mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

class SessionManager {
public:
  bool exists(const std::string &Id) const { std::shared_lock<std::shared_mutex> L(M); return S.find(Id) != S.end(); }
  void create(const std::string &Id) {
    if (exists(Id)) return;
    std::unique_lock<std::shared_mutex> L(M);
    S[Id] = 1; // expect: check-then-act
  }
  void createOk(const std::string &Id) {
    if (exists(Id)) return;
    std::unique_lock<std::shared_mutex> L(M);
    if (S.count(Id)) return;
    S[Id] = 1;
  }
  void createInsertOk(const std::string &Id) {
    if (exists(Id)) return;
    std::unique_lock<std::shared_mutex> L(M);
    S.insert({Id, 1});
  }
  void touch(const std::string &Id) {
    if (!exists(Id)) throw 1;
    std::unique_lock<std::shared_mutex> L(M);
    S.at(Id) = 5; // expect: check-then-act
  }
  int get(const std::string &Id) {
    {
      std::shared_lock<std::shared_mutex> L(M);
      if (S.count(Id) == 0) return -1;
    }
    std::shared_lock<std::shared_mutex> L(M);
    return S.at(Id); // expect: check-then-act
  }
  void bump(const std::string &Id) {
    int V;
    { std::shared_lock<std::shared_mutex> L(M); V = S.at(Id); }
    { std::unique_lock<std::shared_mutex> L(M); S[Id] = V + 1; } // expect: check-then-act
  }
  void bumpOk(const std::string &Id) {
    std::unique_lock<std::shared_mutex> L(M);
    int V = S.at(Id);
    S[Id] = V + 1;
  }
  size_t size() const { std::shared_lock<std::shared_mutex> L(M); return S.size(); }
  void evict() {
    if (size() > 10) {
      std::unique_lock<std::shared_mutex> L(M);
      S.erase(S.begin()); // expect: check-then-act
    }
  }
  void evictOk() {
    if (size() > 10) {
      std::unique_lock<std::shared_mutex> L(M);
      while (S.size() > 10) S.erase(S.begin());
    }
  }
  void upgrade(const std::string &Id) {
    std::shared_lock<std::shared_mutex> R(M);
    auto It = S.find(Id);
    if (It == S.end()) {
      R.unlock();
      std::unique_lock<std::shared_mutex> W(M);
      S[Id] = 7; // expect: check-then-act
    }
  }
  void upgradeOk(const std::string &Id) {
    std::shared_lock<std::shared_mutex> R(M);
    auto It = S.find(Id);
    if (It == S.end()) {
      R.unlock();
      std::unique_lock<std::shared_mutex> W(M);
      S.try_emplace(Id, 7);
    }
  }
  void reaper() {
    std::vector<std::string> Dead;
    { std::shared_lock<std::shared_mutex> L(M); for (auto &E : S) if (E.second == 0) Dead.push_back(E.first); }
    for (auto &K : Dead) { std::unique_lock<std::shared_mutex> L(M); S.erase(K); }
  }
  std::optional<int> tryGet(const std::string &Id) const {
    std::shared_lock<std::shared_mutex> L(M);
    auto It = S.find(Id);
    if (It == S.end()) return std::nullopt;
    return It->second;
  }
  int getOrMakeOk(const std::string &Id) {
    if (auto V = tryGet(Id)) return *V;
    int Made = 5;
    std::unique_lock<std::shared_mutex> L(M);
    auto [It, New] = S.emplace(Id, Made);
    return It->second;
  }
  int getOrMake(const std::string &Id) {
    auto V = tryGet(Id);
    if (V.has_value()) return V.value();
    int Made = 5;
    std::unique_lock<std::shared_mutex> L(M);
    S.insert_or_assign(Id, Made); // expect: check-then-act
    return Made;
  }
private:
  mutable std::shared_mutex M;
  std::map<std::string, int> S;
};

std::mutex GM;
std::unordered_map<int, std::string> G;
bool gHas(int K) { std::lock_guard<std::mutex> L(GM); return G.contains(K); }
void gSet(int K, std::string V) { std::lock_guard<std::mutex> L(GM); G[K] = V; }
void gDel(int K) { std::lock_guard<std::mutex> L(GM); G.erase(K); }
std::string gGet(int K) { std::lock_guard<std::mutex> L(GM); return G.at(K); }
void workerA(int K) {
  if (!gHas(K))
    gSet(K, "a"); // expect: check-then-act
  if (gHas(K)) {
    auto V = gGet(K); // expect: check-then-act
    gDel(K); // expect: check-then-act
  }
}
void jobs() {
  while (true) {
    int K;
    { std::lock_guard<std::mutex> L(GM); if (G.empty()) return; K = G.begin()->first; }
    { std::lock_guard<std::mutex> L(GM); G.erase(K); } // expect: check-then-act
  }
}
void jobsOk() {
  while (true) {
    std::string V;
    { std::lock_guard<std::mutex> L(GM); if (G.empty()) return; auto It = G.begin(); V = It->second; G.erase(It); }
    V.size();
  }
}
int main() {
  SessionManager Mgr;
  std::vector<std::thread> T;
  for (int I = 0; I < 4; ++I)
    T.emplace_back([&Mgr, I] {
      Mgr.create("a"); Mgr.createOk("a"); Mgr.createInsertOk("a"); Mgr.touch("a"); Mgr.get("a"); Mgr.bump("a"); Mgr.bumpOk("a"); Mgr.evict(); Mgr.evictOk();
      Mgr.upgrade("a"); Mgr.upgradeOk("a"); Mgr.reaper(); Mgr.getOrMake("a"); Mgr.getOrMakeOk("a");
      workerA(I); jobs(); jobsOk();
    });
  for (auto &X : T) X.join();
}
