// RUN: %apply_fixes --real --at-least 7 %s
// Lazy filling of maps in static storage that a call_once can do. The others of
// this file get advice: their condition says more, or the map changes later.
#include <map>
#include <mutex>
#include <string>
#include <unordered_map>

std::mutex LogMutex; // The library is meant for threads.

using Names = std::map<int, std::string>;

const Names &empty() {
  static Names Table;
  if (Table.empty()) {
    Table[1] = "one";
    Table[2] = "two";
  }
  return Table;
}

const Names &flag() {
  static Names Table;
  static bool filled = false;
  if (!filled) {
    Table.emplace(1, "one");
    filled = true;
  }
  return Table;
}

const Names &pointer() {
  static Names *table = nullptr;
  if (table == nullptr) {
    table = new Names;
    table->emplace(1, "one");
  }
  return *table;
}

static std::unordered_map<std::string, int> g_codes;

static void fillCodes() {
  g_codes["ok"] = 200;
  g_codes["gone"] = 410;
}

int codeOf(const std::string &Name) {
  if (g_codes.empty())
    fillCodes();
  auto It = g_codes.find(Name);
  return It == g_codes.end() ? -1 : It->second;
}

class Units {
public:
  static int size(const std::string &Name) {
    if (sizes_.size() == 0) {
      for (int I = 0; I < 3; ++I)
        sizes_.emplace(std::to_string(I), I);
    }
    auto It = sizes_.find(Name);
    return It == sizes_.end() ? 0 : It->second;
  }

private:
  static std::map<std::string, int> sizes_;
};
std::map<std::string, int> Units::sizes_;

const Names &oneLine() {
  static Names M;
  if (M.empty()) { M[1] = "one"; }
  return M;
}

const Names &key() {
  static Names Table;
  if (Table.count(1) == 0)
    Table[1] = "one";
  return Table;
}

// Advice only.
const Names &sometimes(bool IsWanted) {
  static Names Table;
  if (IsWanted && Table.empty())
    Table[1] = "one";
  return Table;
}

const Names &early() {
  static Names Table;
  if (Table.empty()) {
    Table[1] = "one";
    return Table;
  }
  return Table;
}

static Names g_cache;
int cached(int Id) {
  if (g_cache.empty())
    g_cache[0] = "zero";
  return static_cast<int>(g_cache.count(Id));
}
void forget(int Id) { g_cache.erase(Id); }
