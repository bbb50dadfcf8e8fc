// RUN: %check_expect --real %s
// The parts of a pair or tuple are objects of their own; a variant holds one
// object, and an `any` the one that was put in.
#include <any>
#include <map>
#include <mutex>
#include <set>
#include <thread>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

void pairOk() {
  std::pair<std::map<int, int>, std::map<int, int>> Tables;
  std::thread Worker([&Tables] { Tables.first[1] = 1; });
  Tables.second.clear();
  Worker.join();
}

void pairBad() {
  std::pair<std::map<int, int>, std::map<int, int>> Tables;
  std::thread Worker([&Tables] {
    Tables.first[1] = 1; // expect: unguarded-access
  });
  auto &[First, Second] = Tables;
  Second[1] = 1;
  First[1] = 1;                // expect: unguarded-access
  std::get<0>(Tables).clear(); // expect: unguarded-access
  Worker.join();
}

void lockedPairOk() {
  std::pair<std::mutex, std::map<int, int>> State;
  std::thread Worker([&State] {
    std::lock_guard<std::mutex> Lock(State.first);
    State.second[1] = 1;
  });
  {
    std::lock_guard<std::mutex> Lock(std::get<0>(State));
    State.second.clear();
  }
  Worker.join();
}

class PairsOfPointersOk {
public:
  void run() {
    std::thread Worker([this] { Both.first->insert({1, 1}); });
    Both.second->clear();
    Worker.join();
  }

private:
  std::map<int, int> One, Two;
  std::pair<std::map<int, int> *, std::map<int, int> *> Both{&One, &Two};
};

void tupleOk() {
  std::tuple<std::map<int, int>, std::set<int>> Tables;
  std::thread Worker([&] { std::get<0>(Tables)[1] = 1; });
  std::get<std::set<int>>(Tables).insert(1);
  Worker.join();
}

void tupleBad() {
  std::tuple<std::map<int, int>, std::set<int>> Tables;
  std::thread Worker([&] {
    std::get<0>(Tables)[1] = 1; // expect: unguarded-access
  });
  auto &[Map, Set] = Tables;
  Set.clear();
  Map.clear();                                 // expect: unguarded-access
  std::get<std::map<int, int>>(Tables).size(); // expect: unguarded-access
  Worker.join();
}

void variantBad() {
  std::variant<int, std::map<int, int>> Value = std::map<int, int>();
  std::thread Worker([&] {
    std::get<std::map<int, int>>(Value)[1] = 1; // expect: unguarded-access
  });
  if (auto *Map = std::get_if<std::map<int, int>>(&Value))
    Map->clear(); // expect: unguarded-access
  Worker.join();
}

struct Data {
  std::map<int, int> Table;
};

void anyBad() {
  Data Object;
  std::any User = &Object;
  std::thread Worker([User] {
    auto *Known = std::any_cast<Data *>(User);
    Known->Table[1] = 1; // expect: unguarded-access
  });
  Object.Table.clear(); // expect: unguarded-access
  Worker.join();
}

int main() {
  pairOk();
  pairBad();
  lockedPairOk();
  PairsOfPointersOk().run();
  tupleOk();
  tupleBad();
  variantBad();
  anyBad();
}
