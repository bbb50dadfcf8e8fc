// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A structured binding that a lambda captures is the element at which the loop
// stands: each thread has its own, unless one turn starts two of them.
#include <map>
#include <mutex>
#include <thread>
#include <vector>

std::map<int, std::map<int, int>> tables;
std::mutex tablesMutex;

void oneEach() {
  std::vector<std::thread> all;
  for (auto &[key, table] : tables)
    all.emplace_back([&table] { table[1]++; });
  for (auto &one : all)
    one.join();
}

void twoEach() {
  for (auto &[key, table] : tables) {
    std::thread first([&table] {
      table[1]++; // expect: unguarded-access
    });
    std::thread second([&table] {
      table[2]++; // expect: unguarded-access
    });
    first.join();
    second.join();
  }
}

void twoEachLocked() {
  for (auto &[key, table] : tables) {
    std::thread first([&table] {
      std::lock_guard<std::mutex> lock(tablesMutex);
      table[1]++;
    });
    std::thread second([&table] {
      std::lock_guard<std::mutex> lock(tablesMutex);
      table[2]++;
    });
    first.join();
    second.join();
  }
}

int main(int argc, char **) {
  if (argc > 2)
    oneEach();
  else if (argc > 1)
    twoEach();
  else
    twoEachLocked();
}
