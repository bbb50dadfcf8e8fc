// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Several lazily filled maps in one program with visible threads.
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>
class Config {
public:
  static Config &instance() {
    if (!Inst) // plain pointer
      Inst.reset(new Config()); // expect: racy-init
    return *Inst;
  }
  const std::string &value(const std::string &K) {
    if (Values.empty())
      load();
    return Values[K]; // expect: unguarded-access
  }
private:
  void load() { Values["a"] = "b"; } // expect: racy-init
  static std::unique_ptr<Config> Inst;
  std::map<std::string, std::string> Values;
};
std::unique_ptr<Config> Config::Inst;

class Dict {
public:
  int get(int K) {
    if (!Ready) {
      std::lock_guard<std::mutex> L(M);
      if (!Ready) {
        Data[1] = 2; // expect: racy-init
        Ready = true;
      }
    }
    auto It = Data.find(K); // expect: unguarded-access
    return It == Data.end() ? 0 : It->second; // expect: unguarded-access
  }
  int getOk(int K) {
    if (!ReadyOk.load(std::memory_order_acquire)) {
      std::lock_guard<std::mutex> L(M);
      if (!ReadyOk.load(std::memory_order_relaxed)) {
        DataOk[1] = 2;
        ReadyOk.store(true, std::memory_order_release);
      }
    }
    auto It = DataOk.find(K);
    return It == DataOk.end() ? 0 : It->second;
  }
  int onceOk(int K) {
    std::call_once(F, &Dict::fill, this);
    return Once.count(K);
  }
private:
  void fill() { if (Once.empty()) Once[1] = 1; }
  std::mutex M;
  bool Ready = false;
  std::atomic<bool> ReadyOk{false};
  std::once_flag F;
  std::map<int, int> Data, DataOk, Once;
};
std::set<int> &primes() {
  static std::set<int> P;
  if (P.empty()) {
    P.insert(2); // expect: racy-init
    P.insert(3); // expect: racy-init
  }
  return P;
}
std::unordered_map<int,int> *lazyMap = nullptr;
std::unordered_map<int,int> &lazy() {
  if (lazyMap == nullptr) {
    auto *N = new std::unordered_map<int,int>;
    N->emplace(1, 2);
    lazyMap = N; // expect: racy-init
  }
  return *lazyMap;
}
int main() {
  Dict D;
  auto Run = [&] {
    Config::instance().value("a");
    D.get(1); D.getOk(1); D.onceOk(1);
    primes().count(3); // expect: unguarded-access
    lazy()[4] = 5; // expect: unguarded-access
  };
  std::thread A(Run), B(Run);
  A.join(); B.join();
}
