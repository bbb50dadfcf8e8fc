// REQUIRES: boost
// RUN: %check_expect --real %s
// Maps of Boost: what reads, what writes, what ends an iteration.
#include <boost/container/flat_map.hpp>
#include <boost/container/map.hpp>
#include <boost/multi_index/hashed_index.hpp>
#include <boost/multi_index/member.hpp>
#include <boost/multi_index_container.hpp>
#include <boost/unordered_map.hpp>
#include <boost/unordered_set.hpp>
#include <mutex>
#include <thread>

template <class Map> struct Shared {
  Map Table;
};

struct UnorderedBad : Shared<boost::unordered_map<int, int>> {
  void work() {
    Table[1] = 1;        // expect: unguarded-access
    (void)Table.find(1); // expect: unguarded-access
  }
};

struct UnorderedReadOk : Shared<boost::unordered_map<int, int>> {
  void work() {
    (void)Table.find(1);
    (void)Table.count(1);
    for (auto &Entry : Table)
      (void)Entry.first;
  }
};

struct FlatBad : Shared<boost::container::flat_map<int, int>> {
  void work() {
    Table.emplace(1, 1);  // expect: unguarded-access
    (void)Table.size();   // expect: unguarded-access
    (void)Table.begin(); // expect: unguarded-access
  }
};

struct FlatReadOk : Shared<boost::container::flat_map<int, int>> {
  void work() {
    (void)Table.find(1);
    (void)Table.size();
  }
};

struct OrderedBad : Shared<boost::container::map<int, int>> {
  void work() {
    Table.insert_or_assign(1, 1); // expect: unguarded-access
  }
};

struct OrderedOk : Shared<boost::container::map<int, int>> {
  std::mutex Mutex;
  void work() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table.insert_or_assign(1, 1);
  }
};

struct SetBad : Shared<boost::unordered_set<int>> {
  void work() {
    Table.insert(1); // expect: unguarded-access
  }
};

struct Item {
  int Key;
  int Value;
};
using Index = boost::multi_index_container<
    Item, boost::multi_index::indexed_by<boost::multi_index::hashed_unique<
              boost::multi_index::member<Item, int, &Item::Key>>>>;

struct MultiIndexBad : Shared<Index> {
  void work() {
    Table.insert(Item{1, 1}); // expect: unguarded-access
    (void)Table.count(1);     // expect: unguarded-access
  }
};

struct MultiIndexOk : Shared<Index> {
  std::mutex Mutex;
  void work() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table.insert(Item{1, 1});
    (void)Table.count(1);
  }
};

void eraseFlatBad(boost::container::flat_map<int, int> &Table) {
  for (auto &Entry : Table)
    if (Entry.second == 0)
      Table.erase(Entry.first); // expect: erase-in-range-for
}

void eraseFlatOk(boost::container::flat_map<int, int> &Table) {
  for (auto It = Table.begin(); It != Table.end();)
    if (It->second == 0)
      It = Table.erase(It);
    else
      ++It;
}

void eraseUnorderedBad(boost::unordered_map<int, int> &Table) {
  for (auto It = Table.begin(); It != Table.end(); ++It)
    if (It->second == 0)
      Table.erase(It); // expect: erase-in-range-for
}

template <class Case> void inTwoThreads() {
  Case Object;
  std::thread First(&Case::work, &Object);
  std::thread Second(&Case::work, &Object);
  First.join();
  Second.join();
}

int main() {
  inTwoThreads<UnorderedBad>();
  inTwoThreads<UnorderedReadOk>();
  inTwoThreads<FlatBad>();
  inTwoThreads<FlatReadOk>();
  inTwoThreads<OrderedBad>();
  inTwoThreads<OrderedOk>();
  inTwoThreads<SetBad>();
  inTwoThreads<MultiIndexBad>();
  inTwoThreads<MultiIndexOk>();
}
