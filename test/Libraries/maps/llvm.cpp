// RUN: %check_expect --real --isystem %llvm_include %s
// The maps of LLVM, against its headers.
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringMap.h"
#include <mutex>
#include <thread>

struct DenseBad {
  llvm::DenseMap<int, int> Table;
  void work() {
    Table[1] = 1;          // expect: unguarded-access
    (void)Table.lookup(1); // expect: unguarded-access
  }
};

struct DenseReadOk {
  llvm::DenseMap<int, int> Table;
  void work() {
    (void)Table.lookup(1);
    (void)Table.find(1);
    for (auto &Entry : Table)
      (void)Entry.first;
  }
};

struct StringMapBad {
  llvm::StringMap<int> Table;
  void work() {
    Table.try_emplace("a", 1); // expect: unguarded-access
    (void)Table.count("a");    // expect: unguarded-access
  }
};

struct MapVectorBad {
  llvm::MapVector<int, int> Table;
  void work() {
    Table.insert({1, 1}); // expect: unguarded-access
  }
};

struct DenseOk {
  std::mutex Mutex;
  llvm::DenseMap<int, int> Table;
  void work() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[1] = 1;
  }
};

void insertBad(llvm::DenseMap<int, int> &Table) {
  for (auto &Entry : Table)
    if (Entry.second == 0)
      Table[Entry.first + 1] = 1; // expect: erase-in-range-for
}

template <class Case> void inTwoThreads() {
  Case Object;
  std::thread First(&Case::work, &Object);
  std::thread Second(&Case::work, &Object);
  First.join();
  Second.join();
}

int main() {
  inTwoThreads<DenseBad>();
  inTwoThreads<DenseReadOk>();
  inTwoThreads<StringMapBad>();
  inTwoThreads<MapVectorBad>();
  inTwoThreads<DenseOk>();
}
