// REQUIRES: hash-maps
// RUN: %check_expect --real %s
// Dense and hopscotch hash maps, against their headers.
#include <mutex>
#include <sparsehash/dense_hash_map>
#include <sparsehash/sparse_hash_map>
#include <thread>
#include <tsl/hopscotch_map.h>
#include <tsl/hopscotch_set.h>

struct HopscotchBad {
  tsl::hopscotch_map<int, int> Table;
  void work() {
    Table[1] = 1;               // expect: unguarded-access
    Table.insert_or_assign(2, 2); // expect: unguarded-access
    (void)Table.find(1);        // expect: unguarded-access
  }
};

struct HopscotchReadOk {
  tsl::hopscotch_map<int, int> Table;
  void work() {
    (void)Table.find(1);
    (void)Table.at(1);
    (void)Table.size();
  }
};

struct HopscotchSetOk {
  std::mutex Mutex;
  tsl::hopscotch_set<int> Table;
  void work() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table.insert(1);
  }
};

struct DenseBad {
  google::dense_hash_map<int, int> Table;
  void work() {
    Table[1] = 1;         // expect: unguarded-access
    (void)Table.count(1); // expect: unguarded-access
  }
};

struct SparseBad {
  google::sparse_hash_map<int, int> Table;
  void work() {
    Table.erase(1); // expect: unguarded-access
  }
};

struct DenseOk {
  std::mutex Mutex;
  google::dense_hash_map<int, int> Table;
  void work() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[1] = 1;
  }
};

void eraseHopscotchBad(tsl::hopscotch_map<int, int> &Table) {
  for (auto It = Table.begin(); It != Table.end(); ++It)
    if (It->second == 0)
      Table.erase(It); // expect: erase-in-range-for
}

void eraseHopscotchOk(tsl::hopscotch_map<int, int> &Table) {
  for (auto It = Table.begin(); It != Table.end();)
    if (It->second == 0)
      It = Table.erase(It);
    else
      ++It;
}

template <class Case> void inTwoThreads() {
  Case Object;
  std::thread First(&Case::work, &Object);
  std::thread Second(&Case::work, &Object);
  First.join();
  Second.join();
}

int main() {
  inTwoThreads<HopscotchBad>();
  inTwoThreads<HopscotchReadOk>();
  inTwoThreads<HopscotchSetOk>();
  inTwoThreads<DenseBad>();
  inTwoThreads<SparseBad>();
  inTwoThreads<DenseOk>();
}
