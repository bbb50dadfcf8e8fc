// RUN: %check_expect --mock %s
// operator[] after a test that the key is there cannot insert: among readers
// it is no race.
#include <map>
#include <string>
#include <thread>

namespace TestedOk {
std::map<std::string, int> Limits = {{"a", 1}};
int limit(const std::string &Name) {
  if (Limits.find(Name) != Limits.end())
    return Limits[Name];
  return 0;
}
int other(const std::string &Name) {
  if (!Limits.contains(Name))
    return 0;
  return Limits[Name];
}
void run() {
  std::thread First([] { limit("a"); });
  std::thread Second([] { other("b"); });
  First.join();
  Second.join();
}
} // namespace TestedOk

namespace UntestedBad {
std::map<std::string, int> Limits = {{"a", 1}};
int limit(const std::string &Name) {
  return Limits[Name]; // expect: unguarded-access
}
void run() {
  std::thread First([] { limit("a"); });
  std::thread Second([] { limit("b"); });
  First.join();
  Second.join();
}
} // namespace UntestedBad

namespace OtherKeyTestedBad {
std::map<std::string, int> Limits = {{"a", 1}};
int limit(const std::string &Name, const std::string &Group) {
  if (!Limits.contains(Name)) // expect: unguarded-access
    return 0;
  return Limits[Group]; // expect: unguarded-access
}
void run() {
  std::thread First([] { limit("a", "x"); });
  std::thread Second([] { limit("a", "y"); });
  First.join();
  Second.join();
}
} // namespace OtherKeyTestedBad

int main() {
  TestedOk::run();
  UntestedBad::run();
  OtherKeyTestedBad::run();
}
