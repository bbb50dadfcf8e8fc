// RUN: %check_expect --mock %s
// Every form of erase: by key, by iterator, by range, std::erase_if; and
// extract and merge, which move elements out.
#include <map>
#include <mutex>
#include <thread>
#include <utility>

bool acceptAll(const std::pair<const int, int> &) { return true; }

namespace UnlockedBad {
std::map<int, int> Table, Other;

void work() {
  Table.erase(1);                                 // expect: unguarded-access
  if (auto It = Table.find(2); It != Table.end()) // expect: unguarded-access
    Table.erase(It);                              // expect: unguarded-access
  Table.erase(Table.begin(), Table.end());        // expect: unguarded-access
  std::erase_if(Table, acceptAll);                // expect: unguarded-access
  auto Node = Table.extract(3);                   // expect: unguarded-access
  Table.merge(Other);                             // expect: unguarded-access
}

void run() {
  std::thread First(work), Second(work);
  First.join();
  Second.join();
}
} // namespace UnlockedBad

namespace LockedOk {
std::map<int, int> Table, Other;
std::mutex Mutex;

void work() {
  std::lock_guard<std::mutex> Lock(Mutex);
  Table.erase(1);
  if (auto It = Table.find(2); It != Table.end())
    Table.erase(It);
  Table.erase(Table.begin(), Table.end());
  std::erase_if(Table, acceptAll);
  auto Node = Table.extract(3);
  Table.merge(Other);
}

void run() {
  std::thread First(work), Second(work);
  First.join();
  Second.join();
}
} // namespace LockedOk

int main() {
  UnlockedBad::run();
  LockedOk::run();
}
