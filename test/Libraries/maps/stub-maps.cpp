// RUN: %check_expect --real --isystem %S/Inputs %s
// Hash maps of libraries that Debian does not have, with declarations of their interface.
#include <Maps.h>
#include <mutex>
#include <thread>

template <class Map> struct OpBad {
  Map Table;
  void work() {
    Table[1] = 1;        // expect: unguarded-access
    (void)Table.find(1); // expect: unguarded-access
  }
};
template <class Map> struct ReadOk {
  Map Table;
  void work() { (void)Table.find(1); }
};
template <class Map> struct LockedOk {
  Map Table;
  std::mutex Mutex;
  void work() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[1] = 1;
  }
};

template <class Case> void inTwoThreads() {
  Case Object;
  std::thread First(&Case::work, &Object);
  std::thread Second(&Case::work, &Object);
  First.join();
  Second.join();
}

template <class Map> void all() {
  inTwoThreads<OpBad<Map>>();
  inTwoThreads<ReadOk<Map>>();
  inTwoThreads<LockedOk<Map>>();
}

int main() {
  all<phmap::flat_hash_map<int, int>>();
  all<phmap::node_hash_map<int, int>>();
  all<tsl::robin_map<int, int>>();
  all<ankerl::unordered_dense::map<int, int>>();
  all<robin_hood::unordered_flat_map<int, int>>();
  all<robin_hood::unordered_node_map<int, int>>();
  all<ska::flat_hash_map<int, int>>();
  all<eastl::hash_map<int, int>>();
}
