// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A static local that is filled by whoever comes first. No thread and no lock
// is in sight: a library.
#include <map>
#include <mutex>
#include <string>
#include <unordered_map>

using Codes = std::map<std::string, int>;

const Codes &emptyBad() {
  static Codes Table;
  if (Table.empty()) {
    Table["ok"] = 200; // expect: racy-init
    Table["gone"] = 410;
  }
  return Table;
}

const Codes &sizeBad() {
  static Codes Table;
  if (Table.size() == 0)
    Table.insert({"ok", 200}); // expect: racy-init
  return Table;
}

const Codes &notSizeBad() {
  static Codes Table;
  if (!Table.size()) {
    Table.emplace("ok", 200); // expect: racy-init
  }
  return Table;
}

const Codes &earlyReturnBad() {
  static Codes Table;
  if (!Table.empty())
    return Table;
  Table["ok"] = 200; // expect: racy-init
  return Table;
}

const Codes &fixedKeyBad() {
  static Codes Table;
  if (Table.count("ok") == 0)
    Table["ok"] = 200; // expect: racy-init
  return Table;
}

const Codes &fixedKeyFoundBad() {
  static std::unordered_map<int, int> Seen;
  static Codes Table;
  if (Table.find("ok") == Table.end()) {
    Table["ok"] = 200; // expect: racy-init
  }
  return Table;
}

static Codes load() {
  Codes Result;
  Result["ok"] = 200;
  return Result;
}

const Codes &assignedBad() {
  static Codes Table;
  if (Table.empty())
    Table = load(); // expect: racy-init
  return Table;
}

int reversedBad(const Codes &From, int Code) {
  static std::map<int, std::string> Names;
  if (Names.empty()) {
    for (const auto &Entry : From)
      Names[Entry.second] = Entry.first; // expect: racy-init
  }
  auto Found = Names.find(Code);
  return Found == Names.end() ? 0 : Found->first;
}

static void fill(Codes &Table) { Table["ok"] = 200; } // expect: racy-init

const Codes &filledByHelperBad() {
  static Codes Table;
  if (Table.empty())
    fill(Table);
  return Table;
}

static Codes Shared;

int fileStaticBad(const std::string &Name) {
  if (Shared.empty()) {
    Shared["ok"] = 200; // expect: racy-init
  }
  auto Found = Shared.find(Name);
  return Found == Shared.end() ? 0 : Found->second;
}

//===-- Repaired ------------------------------------------------------===//

const Codes &invokedLambdaOk() {
  static const Codes Table = [] {
    Codes Result;
    if (Result.empty())
      Result["ok"] = 200;
    return Result;
  }();
  return Table;
}

const Codes &initialiserOk() {
  static const Codes Table = load();
  return Table;
}

const Codes &callOnceOk() {
  static Codes Table;
  static std::once_flag Filled;
  std::call_once(Filled, [] {
    if (Table.empty())
      Table["ok"] = 200;
  });
  return Table;
}

int lockedOk(const std::string &Name) {
  static std::mutex Mutex;
  static Codes Table;
  std::lock_guard<std::mutex> Lock(Mutex);
  if (Table.empty())
    Table["ok"] = 200;
  auto Found = Table.find(Name);
  return Found == Table.end() ? 0 : Found->second;
}

const Codes &threadLocalOk() {
  static thread_local Codes Table;
  if (Table.empty())
    Table["ok"] = 200;
  return Table;
}

Codes localOk() {
  Codes Table;
  if (Table.empty())
    Table["ok"] = 200;
  return Table;
}

// Given to the function by somebody who knows.
void parameterOk(Codes &Table) {
  if (Table.empty())
    Table["ok"] = 200;
}

// Not a filling.
void clearedOk() {
  static Codes Table;
  static std::mutex Mutex;
  std::lock_guard<std::mutex> Lock(Mutex);
  if (!Table.empty())
    Table.clear();
}
