// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Every form of iteration reads the map from its first step to its last.
#include <algorithm>
#include <iterator>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace UnlockedBad {
using Pair = std::pair<int, int>;
std::map<int, int> M;

int rangeFor() {
  int Count = 0;
  for (const auto &Entry : M) // expect: unguarded-access
    Count += Entry.first;
  for (auto &[Key, Value] : M) // expect: unguarded-access
    Count += Key;
  return Count;
}

int iterators() {
  int Count = 0;
  for (auto It = M.begin(); It != M.end(); ++It) // expect: unguarded-access
    ++Count;
  for (auto It = M.rbegin(); It != M.rend(); ++It) // expect: unguarded-access
    ++Count;
  auto First = M.cbegin(); // expect: unguarded-access
  auto Last = M.cend();    // Says nothing that the line above has not.
  return Count + (First == Last);
}

int algorithms() {
  auto One = [](auto &) { return true; };
  int N = 0;
  N += std::count_if(M.begin(), M.end(), One);    // expect: unguarded-access
  N += std::any_of(M.begin(), M.end(), One);      // expect: unguarded-access
  N += std::distance(M.begin(), M.end());         // expect: unguarded-access
  N += std::distance(std::begin(M), std::end(M)); // expect: unguarded-access
  std::vector<Pair> V(M.begin(), M.end());        // expect: unguarded-access
  return N;
}

void run() {
  std::thread Reader([] { rangeFor() + iterators() + algorithms(); });
  M.insert({1, 1}); // expect: unguarded-access
  Reader.join();
}
} // namespace UnlockedBad

namespace LockedOk {
std::map<int, int> Table;
std::mutex Mutex;

int sum() {
  int Count = 0;
  std::lock_guard<std::mutex> Lock(Mutex);
  for (const auto &Entry : Table)
    Count += Entry.second;
  for (auto It = Table.begin(); It != Table.end(); ++It)
    Count += It->second;
  std::for_each(Table.begin(), Table.end(),
                [&Count](auto &Entry) { Count += Entry.second; });
  return Count;
}

void run() {
  std::thread Reader(sum);
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table.insert({1, 1});
  }
  Reader.join();
}
} // namespace LockedOk

// The lock is gone when the iteration starts.
namespace ReleasedBad {
std::map<int, int> Table;
std::mutex Mutex;

int sum() {
  int Count = 0;
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    Count += Table.size();
  }
  for (const auto &Entry : Table) // expect: unguarded-access
    Count += Entry.first;
  return Count;
}

void run() {
  std::thread Reader(sum);
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table.insert({1, 1});
  }
  Reader.join();
}
} // namespace ReleasedBad

int main() {
  UnlockedBad::run();
  LockedOk::run();
  ReleasedBad::run();
}
