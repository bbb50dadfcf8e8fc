// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A file-static map with a mutex beside it, used by functions that anyone may
// call.
#include <map>
#include <mutex>
#include <string>

namespace PluginsBad {
static std::mutex Mutex;
static std::map<std::string, int> Plugins;

void add(const std::string &Name) {
  std::lock_guard<std::mutex> Lock(Mutex);
  Plugins[Name] = 1;
}
void remove(const std::string &Name) {
  std::lock_guard<std::mutex> Lock(Mutex);
  Plugins.erase(Name);
}
bool has(const std::string &Name) {
  return Plugins.count(Name) != 0; // expect: inconsistent-guard
}
} // namespace PluginsBad

namespace PluginsOk {
static std::mutex Mutex;
static std::map<std::string, int> Plugins;

static void insert(const std::string &Name) { Plugins[Name] = 1; }

void add(const std::string &Name) {
  std::lock_guard<std::mutex> Lock(Mutex);
  insert(Name);
}
bool has(const std::string &Name) {
  std::lock_guard<std::mutex> Lock(Mutex);
  return Plugins.count(Name) != 0;
}
} // namespace PluginsOk

namespace {
std::mutex DriversMutex;
std::map<std::string, int> DriversBad;
} // namespace

void addDriverBad(const std::string &Name) {
  std::lock_guard<std::mutex> Lock(DriversMutex);
  DriversBad.emplace(Name, 1);
}

void clearDriversBad() {
  DriversBad.clear(); // expect: inconsistent-guard
}

bool hasDriverBad(const std::string &Name) {
  std::lock_guard<std::mutex> Lock(DriversMutex);
  return DriversBad.contains(Name);
}
