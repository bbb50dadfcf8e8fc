// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Threads in a vector, joined in a loop: before the loop the map is shared,
// after it no more.
#include <cstddef>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

void readBeforeTheJoinsBad() {
  std::map<int, int> Table;
  std::vector<std::thread> Workers;
  for (int I = 0; I < 4; ++I)
    Workers.emplace_back([&Table, I] {
      Table[I] = I; // expect: unguarded-access
    });
  auto Size = Table.size(); // expect: unguarded-access
  for (std::thread &Worker : Workers)
    Worker.join();
  (void)Size;
}

void readAfterTheJoinsOk() {
  std::map<int, int> Table;
  std::mutex Mutex;
  std::vector<std::thread> Workers;
  for (int I = 0; I < 4; ++I)
    Workers.emplace_back([&, I] {
      std::lock_guard<std::mutex> Lock(Mutex);
      Table[I] = I;
    });
  for (auto &Worker : Workers)
    if (Worker.joinable())
      Worker.join();
  Table.clear();
}

void joinedByIndexOk() {
  std::map<int, int> Table;
  std::mutex Mutex;
  std::vector<std::thread> Workers;
  for (int I = 0; I < 4; ++I)
    Workers.push_back(std::thread([&, I] {
      std::lock_guard<std::mutex> Lock(Mutex);
      Table[I] = I;
    }));
  for (std::size_t I = 0; I < Workers.size(); ++I)
    Workers[I].join();
  Table.clear();
}

void joinedByIteratorOk() {
  std::map<int, int> Table;
  std::mutex Mutex;
  std::vector<std::thread> Workers;
  for (int I = 0; I < 4; ++I)
    Workers.emplace_back([&, I] {
      std::lock_guard<std::mutex> Lock(Mutex);
      Table[I] = I;
    });
  for (auto It = Workers.begin(); It != Workers.end(); ++It)
    It->join();
  Table.clear();
}

void joinAll(std::vector<std::thread> &Threads) {
  for (std::thread &Thread : Threads)
    Thread.join();
}

void joinedByHelperOk() {
  std::map<int, int> Table;
  std::mutex Mutex;
  std::vector<std::thread> Workers;
  for (int I = 0; I < 4; ++I)
    Workers.emplace_back([&, I] {
      std::lock_guard<std::mutex> Lock(Mutex);
      Table[I] = I;
    });
  joinAll(Workers);
  Table.clear();
}

// Only the first of them is known to have ended.
void oneOfThemJoinedBad() {
  std::map<int, int> Table;
  std::mutex Mutex;
  std::vector<std::thread> Workers;
  for (int I = 0; I < 4; ++I)
    Workers.emplace_back([&, I] {
      std::lock_guard<std::mutex> Lock(Mutex);
      Table[I] = I;
    });
  Workers.front().join();
  Table.clear(); // expect: unguarded-access
  for (std::size_t I = 1; I < Workers.size(); ++I)
    Workers[I].join();
}

int main() {
  readBeforeTheJoinsBad();
  readAfterTheJoinsOk();
  joinedByIndexOk();
  joinedByIteratorOk();
  joinedByHelperOk();
  oneOfThemJoinedBad();
}
