// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A function static is initialised once, under a lock of the compiler's: also
// by a lambda that writes a local map. What comes after the initialiser is not.
#include <map>
#include <string>
#include <thread>

int codeOfOk(const std::string &Name) {
  static const std::map<std::string, int> Codes = [] {
    std::map<std::string, int> Result;
    Result["ok"] = 200;
    Result["gone"] = 410;
    return Result;
  }();
  auto Found = Codes.find(Name);
  return Found == Codes.end() ? 0 : Found->second;
}

static std::map<std::string, int> load() {
  std::map<std::string, int> Result;
  Result.emplace("ok", 200);
  return Result;
}

bool isKnownOk(const std::string &Name) {
  static std::map<std::string, int> Codes = load();
  return Codes.count(Name) != 0;
}

bool isKnownBad(const std::string &Name) {
  static std::map<std::string, int> Codes = load();
  Codes.emplace("gone", 410);    // expect: unguarded-access
  return Codes.count(Name) != 0; // expect: unguarded-access
}

int main() {
  auto Ask = [] {
    codeOfOk("ok");
    isKnownOk("ok");
    isKnownBad("ok");
  };
  std::thread First(Ask), Second(Ask);
  First.join();
  Second.join();
}
