// RUN: %check_expect --mock %s
// The map is in an optional, a pair, a list; or one of several behind a
// pointer that is set.
#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

void optionalBad() {
  std::optional<std::map<int, int>> Table;
  Table.emplace();
  std::thread Worker([&Table] {
    Table->insert({1, 1}); // expect: unguarded-access
  });
  Table->clear(); // expect: unguarded-access
  Worker.join();
}

void pairBad() {
  std::pair<std::map<int, int>, int> State;
  std::thread Worker([&State] {
    State.first[1] = 1; // expect: unguarded-access
  });
  State.first.clear(); // expect: unguarded-access
  Worker.join();
}

void listBad() {
  std::list<std::map<int, int>> Tables(1);
  std::thread Worker([&Tables] {
    Tables.front()[1] = 1; // expect: unguarded-access
  });
  for (auto &Table : Tables)
    Table.clear(); // expect: unguarded-access
  Worker.join();
}

void pairOk() {
  std::pair<std::map<int, int>, std::map<int, int>> Tables;
  std::thread Worker([&Tables] {
    Tables.first[1] = 1;
  });
  Tables.second.clear();
  Worker.join();
}

void optionalOk() {
  std::optional<std::map<int, int>> Table;
  std::mutex Mutex;
  Table.emplace();
  std::thread Worker([&] {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table->insert({1, 1});
  });
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table->clear();
  }
  Worker.join();
}

int main() {
  optionalBad();
  pairBad();
  listBad();
  pairOk();
  optionalOk();
}
