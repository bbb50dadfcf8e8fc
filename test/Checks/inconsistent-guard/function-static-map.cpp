// RUN: %check_expect --mock %s
// A map in an accessor's static, its mutex beside it or behind an accessor of
// its own.
#include <map>
#include <mutex>
#include <string>

namespace NamesBad {
std::map<std::string, int> &table() {
  static std::map<std::string, int> Table;
  return Table;
}
std::mutex &mutex() {
  static std::mutex Mutex;
  return Mutex;
}
void add(const std::string &Name) {
  std::lock_guard<std::mutex> Lock(mutex());
  table()[Name] = 1;
}
void remove(const std::string &Name) {
  std::lock_guard<std::mutex> Lock(mutex());
  table().erase(Name);
}
bool has(const std::string &Name) {
  return table().count(Name) != 0; // expect: inconsistent-guard
}
} // namespace NamesBad

namespace NamesOk {
std::map<std::string, int> &table() {
  static std::map<std::string, int> Table;
  return Table;
}
std::mutex &mutex() {
  static std::mutex Mutex;
  return Mutex;
}
void add(const std::string &Name) {
  std::lock_guard<std::mutex> Lock(mutex());
  table()[Name] = 1;
}
bool has(const std::string &Name) {
  std::lock_guard<std::mutex> Lock(mutex());
  auto &Table = table();
  return Table.count(Name) != 0;
}
} // namespace NamesOk

int idOfBad(const std::string &Name) {
  static std::mutex Mutex;
  static std::map<std::string, int> Ids;
  if (Name.empty())
    Ids.clear(); // expect: inconsistent-guard
  std::lock_guard<std::mutex> Lock(Mutex);
  Ids.insert({Name, 1});
  return Ids.at(Name);
}

int idOfOk(const std::string &Name) {
  static std::mutex Mutex;
  static std::map<std::string, int> Ids;
  std::lock_guard<std::mutex> Lock(Mutex);
  if (Name.empty())
    Ids.clear();
  Ids.insert({Name, 1});
  return Ids.at(Name);
}
