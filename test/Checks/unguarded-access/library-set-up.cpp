// RUN: %check_expect %s
// RUN: %check_expect --real %s
// RUN: %check_expect --real --confidence low %s
// A library that expects threads is still set up and torn down by one of them.
#include <map>
#include <mutex>
#include <string>

namespace {
std::mutex LogMutex;
std::map<int, std::string> Log;
std::map<std::string, int> Codecs;
std::map<std::string, int> Plugins;
} // namespace

extern "C" void media_init() {
  Codecs["raw"] = 1; // expect-low: unguarded-access
}

extern "C" int media_find_codec(const char *Name) {
  auto Found = Codecs.find(Name); // expect-low: unguarded-access
  if (Found == Codecs.end())
    return 0;
  return Found->second; // expect-low: unguarded-access
}

extern "C" void media_shutdown() {
  Codecs.clear(); // expect-low: unguarded-access
}

extern "C" void media_log(int Level, const char *Text) {
  std::lock_guard<std::mutex> Lock(LogMutex);
  Log[Level] = Text;
}

extern "C" void media_load_plugin(const char *Name) {
  Plugins[Name] = 1; // expect: unguarded-access
}

extern "C" int media_has_plugin(const char *Name) {
  return Plugins.count(Name) != 0; // expect: unguarded-access
}
