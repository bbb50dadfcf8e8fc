// RUN: %check_expect --real %s
// A map by read-copy-update is synchronised by itself; a map that somebody keeps
// beside it is not. Declarations as in userver's rcu/rcu_map.hpp.
#include <map>
#include <memory>
#include <mutex>
#include <thread>

namespace rcu {
template <typename Key, typename Value> class RcuMap {
public:
  std::shared_ptr<Value> Get(const Key &Wanted) const;
  std::shared_ptr<Value> operator[](const Key &Wanted);
  bool Erase(const Key &Gone);
};
} // namespace rcu

class RoutesBad {
public:
  void add(int Id) {
    Routes[Id];
    Beside[Id] = 1; // expect: unguarded-access
  }
  bool has(int Id) const {
    return Routes.Get(Id) != nullptr &&
           Beside.count(Id) != 0; // expect: unguarded-access
  }

private:
  rcu::RcuMap<int, int> Routes;
  std::map<int, int> Beside;
};

class RoutesOk {
public:
  void add(int Id) {
    Routes[Id];
    std::lock_guard<std::mutex> Lock(Mutex);
    Beside[Id] = 1;
  }
  bool has(int Id) const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Routes.Get(Id) != nullptr && Beside.count(Id) != 0;
  }
  void erase(int Id) { Routes.Erase(Id); }

private:
  rcu::RcuMap<int, int> Routes;
  std::map<int, int> Beside;
  mutable std::mutex Mutex;
};

int main() {
  RoutesBad Bad;
  RoutesOk Ok;
  std::thread Other([&] {
    Bad.add(1);
    Ok.add(1);
    Ok.erase(1);
  });
  Bad.has(1);
  Ok.has(1);
  Other.join();
}
