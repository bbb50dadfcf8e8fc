// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// The static map stands behind an accessor that returns a reference.
#include <atomic>
#include <map>
#include <mutex>
#include <string>

static std::atomic<int> Calls;

namespace {
std::map<std::string, int> &tableBad() {
  static std::map<std::string, int> Table;
  return Table;
}
std::map<std::string, int> &tableOk() {
  static std::map<std::string, int> Table;
  return Table;
}
std::mutex &mutexOk() {
  static std::mutex Mutex;
  return Mutex;
}
} // namespace

void registerBad(const std::string &Name, int Id) {
  ++Calls;
  tableBad()[Name] = Id; // expect: unguarded-access
}
int lookUpBad(const std::string &Name) {
  auto Found = tableBad().find(Name); // expect: unguarded-access
  return Found->second;
}

void registerOk(const std::string &Name, int Id) {
  std::lock_guard<std::mutex> Lock(mutexOk());
  tableOk()[Name] = Id;
}
int lookUpOk(const std::string &Name) {
  std::lock_guard<std::mutex> Lock(mutexOk());
  return tableOk().count(Name) ? 1 : 0;
}
