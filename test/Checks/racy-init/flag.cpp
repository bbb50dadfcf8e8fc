// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A flag says whether the map has been filled.
#include <atomic>
#include <map>
#include <mutex>
#include <string>

using Codes = std::map<std::string, int>;

static Codes Table;
static bool IsFilled = false;

int globalFlagBad(const std::string &Name) {
  if (!IsFilled) {
    Table["ok"] = 200; // expect: racy-init
    IsFilled = true;
  }
  auto Found = Table.find(Name);
  return Found == Table.end() ? 0 : Found->second;
}

int earlyReturnBad() {
  static Codes Own;
  static bool Done = false;
  if (Done)
    return 0;
  Done = true;
  Own["ok"] = 200; // expect: racy-init
  return 1;
}

int numberBad(int Key) {
  static std::map<int, int> Squares;
  static int Initialised = 0;
  if (Initialised == 0) {
    for (int I = 0; I < 10; ++I)
      Squares[I] = I * I; // expect: racy-init
    Initialised = 1;
  }
  auto Found = Squares.find(Key);
  return Found == Squares.end() ? 0 : Found->second;
}

static Codes Loaded;
static bool IsLoaded;

static void load() {
  Loaded["ok"] = 200; // expect: racy-init
  IsLoaded = true;
}

int setInCalleeBad(const std::string &Name) {
  if (!IsLoaded)
    load();
  return Loaded.count(Name);
}

// Atomic, but two threads may both find it unset.
int atomicWithoutLockBad(const std::string &Name) {
  static Codes Own;
  static std::atomic<bool> Done{false};
  if (!Done.load()) {
    Own["ok"] = 200; // expect: racy-init
    Done.store(true);
  }
  return Own.count(Name);
}

// Filled anew when something has changed.
static Codes Index;
static bool IsDirty = true;

int dirtyBad(const std::string &Name) {
  if (IsDirty) {
    Index["ok"] = 200; // expect: racy-init
    IsDirty = false;
  }
  return Index.count(Name);
}

//===-- Repaired ------------------------------------------------------===//

int lockedFlagOk(const std::string &Name) {
  static Codes Own;
  static bool Done = false;
  static std::mutex Mutex;
  std::lock_guard<std::mutex> Lock(Mutex);
  if (!Done) {
    Own["ok"] = 200;
    Done = true;
  }
  return Own.count(Name);
}

int callOnceOk(const std::string &Name) {
  static Codes Own;
  static std::once_flag Done;
  std::call_once(Done, [] { Own["ok"] = 200; });
  return Own.count(Name);
}

// The flag is about something else, and the map is nobody else's.
int localMapOk(const std::string &Name) {
  static bool IsVerbose = false;
  Codes Own;
  if (!IsVerbose) {
    Own["ok"] = 200;
    IsVerbose = true;
  }
  return Own.count(Name);
}

// Claims the right to fill. FP_exchanged: that only one caller wins the exchange
// is not known, so the writes of two callers are taken for a conflict.
int FP_exchangedOk() {
  static std::atomic<bool> Claimed{false};
  static Codes Own;
  if (!Claimed.exchange(true))
    Own["ok"] = 200; // expect: unguarded-access
  return 0;
}
