// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// The four unordered containers.
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <unordered_set>

namespace UnlockedBad {
std::unordered_map<std::string, int> Counts;
std::unordered_multimap<int, int> Edges;
std::unordered_set<int> Seen;
std::unordered_multiset<int> Bag;

void write() {
  ++Counts["a"];           // expect: unguarded-access
  Counts.try_emplace("b"); // expect: unguarded-access
  Edges.emplace(1, 2);     // expect: unguarded-access
  Seen.insert(1);          // expect: unguarded-access
  Bag.insert(1);           // expect: unguarded-access
  Counts.reserve(100);     // expect: unguarded-access
  Seen.rehash(10);         // expect: unguarded-access
}

void run() {
  std::thread First(write), Second(write);
  First.join();
  Second.join();
}
} // namespace UnlockedBad

namespace LookupBad {
std::unordered_map<std::string, int> Counts;

// A lookup that inserts: two readers are enough for a race.
int lookup(const std::string &Name) {
  return Counts[Name]; // expect: unguarded-access
}

void run() {
  Counts["a"] = 1;
  std::thread First(lookup, "a"), Second(lookup, "b");
  First.join();
  Second.join();
}
} // namespace LookupBad

namespace LookupOk {
std::unordered_map<std::string, int> Counts;

int lookup(const std::string &Name) {
  auto Found = Counts.find(Name);
  return Found == Counts.end() ? 0 : Found->second;
}

void run() {
  Counts["a"] = 1;
  std::thread First(lookup, "a"), Second(lookup, "b");
  First.join();
  Second.join();
}
} // namespace LookupOk

namespace LockedOk {
std::unordered_map<std::string, int> Counts;
std::unordered_set<int> Seen;
std::mutex Mutex;

void write() {
  std::lock_guard<std::mutex> Lock(Mutex);
  ++Counts["a"];
  Seen.insert(1);
}

void run() {
  std::thread First(write), Second(write);
  First.join();
  Second.join();
}
} // namespace LockedOk

int main() {
  UnlockedBad::run();
  LookupBad::run();
  LookupOk::run();
  LockedOk::run();
}
