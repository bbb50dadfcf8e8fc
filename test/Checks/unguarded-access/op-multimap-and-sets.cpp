// RUN: %check_expect --mock %s
// std::multimap, set and multiset are maps like the others.
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>

namespace UnlockedBad {
std::multimap<int, std::string> Names;
std::set<int> Ids;
std::multiset<int> Scores;

void write() {
  Names.insert({1, "one"}); // expect: unguarded-access
  Names.emplace(2, "two");  // expect: unguarded-access
  Ids.insert(1);            // expect: unguarded-access
  Ids.emplace(2);           // expect: unguarded-access
  Scores.insert(1);         // expect: unguarded-access
}

void run() {
  std::thread Writer(write);
  Names.erase(1);                 // expect: unguarded-access
  bool Known = Ids.contains(1);   // expect: unguarded-access
  bool Any = Scores.count(1) > 0; // expect: unguarded-access
  Writer.join();
  (void)(Known && Any);
}
} // namespace UnlockedBad

namespace LockedOk {
std::multimap<int, std::string> Names;
std::set<int> Ids;
std::multiset<int> Scores;
std::mutex Mutex;

void write() {
  std::lock_guard<std::mutex> Lock(Mutex);
  Names.emplace(2, "two");
  Ids.insert(1);
  Scores.insert(1);
}

void run() {
  std::thread Writer(write);
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    Names.erase(1);
    Ids.clear();
    Scores.erase(1);
  }
  Writer.join();
}
} // namespace LockedOk

namespace OneThreadEachOk {
std::set<int> Ids;
std::multiset<int> Scores;

void run() {
  std::thread First([] { Ids.insert(1); });
  std::thread Second([] { Scores.insert(1); });
  First.join();
  Second.join();
}
} // namespace OneThreadEachOk

int main() {
  UnlockedBad::run();
  LockedOk::run();
  OneThreadEachOk::run();
}
