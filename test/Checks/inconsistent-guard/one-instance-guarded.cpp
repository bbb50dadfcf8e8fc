// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A mutex of the file guards one object of a class; the others need none.
#include <map>
#include <mutex>
#include <string>

class Value {
public:
  void set(const std::string &Key, int Number) { Parts[Key] = Number; }
  int get(const std::string &Key) const {
    auto It = Parts.find(Key);
    return It == Parts.end() ? 0 : It->second;
  }

private:
  std::map<std::string, int> Parts;
};

static Value Settings;
static std::mutex SettingsMutex;
void change(const std::string &Key, int Number) {
  std::lock_guard<std::mutex> Lock(SettingsMutex);
  Settings.set(Key, Number);
}
void fillOk(Value &Other) { Other.set("a", 1); }
int useOk(const Value &Other) { return Other.get("a"); }

// The one object, without it.
static Value Limits;
static std::mutex LimitsMutex;
void changeLimit(const std::string &Key, int Number) {
  std::lock_guard<std::mutex> Lock(LimitsMutex);
  Limits.set(Key, Number);
}

// The class locks it for each of its objects.
static std::mutex AllMutex;
class Shared {
public:
  void set(int Key) {
    std::lock_guard<std::mutex> Lock(AllMutex);
    Parts[Key] = 1;
  }
  void drop(int Key) {
    std::lock_guard<std::mutex> Lock(AllMutex);
    Parts.erase(Key);
  }
  bool has(int Key) const {
    return Parts.count(Key) != 0; // expect: inconsistent-guard
  }

private:
  std::map<int, int> Parts;
};
