// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A library in which nothing uses a thread, a lock or an atomic: that its
// functions run in parallel is the caller's affair.
#include <map>
#include <string>

static std::map<std::string, int> Settings;

void set(const std::string &Name, int Value) { Settings[Name] = Value; }
int get(const std::string &Name) { return Settings[Name]; }

int square(int N) {
  static std::map<int, int> Known;
  auto Found = Known.find(N);
  if (Found != Known.end())
    return Found->second;
  return Known[N] = N * N;
}

class Document {
public:
  void set(int Key, int Value) { Values[Key] = Value; }

private:
  std::map<int, int> Values;
};
