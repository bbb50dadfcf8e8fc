// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A library without threads of its own: caches in function-local statics,
// filled by functions that any thread may call. The file uses a mutex, so
// threads are expected.
#include <map>
#include <mutex>
#include <string>
#include <unordered_map>

static std::mutex LogMutex;
static int Lines;

void logLine(const char *) {
  std::lock_guard<std::mutex> Lock(LogMutex);
  ++Lines;
}

int widthBad(char Letter) {
  static std::map<char, int> Widths;
  auto Found = Widths.find(Letter); // expect: unguarded-access
  if (Found != Widths.end())
    return Found->second;
  Widths[Letter] = Letter % 7; // expect: unguarded-access
  return Letter % 7;
}

int widthOk(char Letter) {
  static std::map<char, int> Widths;
  static std::mutex Mutex;
  std::lock_guard<std::mutex> Lock(Mutex);
  auto Found = Widths.find(Letter);
  if (Found != Widths.end())
    return Found->second;
  Widths[Letter] = Letter % 7;
  return Letter % 7;
}

int widthPerThreadOk(char Letter) {
  thread_local std::map<char, int> Widths;
  return Widths[Letter]++;
}

int constantOk(const std::string &Name) {
  static const std::unordered_map<std::string, int> Names = {{"a", 1},
                                                             {"b", 2}};
  auto Found = Names.find(Name);
  return Found == Names.end() ? 0 : Found->second;
}

int filledByLambdaOk(const std::string &Name) {
  static const std::map<std::string, int> Names = [] {
    std::map<std::string, int> Made;
    Made["a"] = 1;
    return Made;
  }();
  auto Found = Names.find(Name);
  return Found == Names.end() ? 0 : Found->second;
}

int filledOnceOk(const std::string &Name) {
  static std::map<std::string, int> Names;
  static std::once_flag Once;
  std::call_once(Once, [] { Names["a"] = 1; });
  auto Found = Names.find(Name);
  return Found == Names.end() ? 0 : Found->second;
}
