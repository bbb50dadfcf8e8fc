// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Every operation that changes a std::map, in two threads at once.
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

namespace UnlockedBad {
std::map<int, std::string> Names;
std::pair<const int, std::string> One(1, "one");

void work() {
  Names[1] = "one";                     // expect: unguarded-access
  Names[2];                             // expect: unguarded-access
  std::string &Third = Names[3];        // expect: unguarded-access
  Names.insert({4, "four"});            // expect: unguarded-access
  Names.insert(One);                    // expect: unguarded-access
  Names.insert({{5, "5"}, {6, "6"}});   // expect: unguarded-access
  Names.emplace(7, "seven");            // expect: unguarded-access
  Names.emplace_hint(Names.end(), One); // expect: unguarded-access
  Names.try_emplace(8, "eight");        // expect: unguarded-access
  Names.insert_or_assign(9, "nine");    // expect: unguarded-access
  Names.clear();                        // expect: unguarded-access
  (void)Third;
}

void run() {
  std::thread First(work), Second(work);
  First.join();
  Second.join();
}
} // namespace UnlockedBad

namespace LockedOk {
std::map<int, std::string> Names;
std::pair<const int, std::string> One(1, "one");
std::mutex Mutex;

void work() {
  std::lock_guard<std::mutex> Lock(Mutex);
  Names[1] = "one";
  Names[2];
  std::string &Third = Names[3];
  Names.insert({4, "four"});
  Names.insert(One);
  Names.insert({{5, "5"}, {6, "6"}});
  Names.emplace(7, "seven");
  Names.emplace_hint(Names.end(), One);
  Names.try_emplace(8, "eight");
  Names.insert_or_assign(9, "nine");
  Names.clear();
  (void)Third;
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
