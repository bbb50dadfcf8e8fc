// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// The filling is locked, the first test is not.
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>

using Codes = std::map<std::string, int>;

class FlagBad {
public:
  int get(const std::string &Name) {
    if (!IsFilled) {
      std::lock_guard<std::mutex> Lock(Mutex);
      if (!IsFilled) {
        Table["ok"] = 200; // expect: racy-init
        IsFilled = true;
      }
    }
    return 0;
  }

private:
  std::mutex Mutex;
  Codes Table;
  bool IsFilled = false;
};

class RelaxedBad {
public:
  void prepare() {
    if (!IsFilled.load(std::memory_order_relaxed)) {
      std::lock_guard<std::mutex> Lock(Mutex);
      if (!IsFilled.load(std::memory_order_relaxed)) {
        Table["ok"] = 200; // expect: racy-init
        IsFilled.store(true, std::memory_order_relaxed);
      }
    }
  }

private:
  std::mutex Mutex;
  Codes Table;
  std::atomic<bool> IsFilled{false};
};

static std::mutex TableMutex;
static Codes *Pointed;

Codes *pointerBad() {
  if (!Pointed) {
    std::lock_guard<std::mutex> Lock(TableMutex);
    if (!Pointed)
      Pointed = new Codes; // expect: racy-init
  }
  return Pointed;
}

int countBad() { return pointerBad()->size(); }

static Codes Emptied;

void emptyBad() {
  if (Emptied.empty()) {
    std::lock_guard<std::mutex> Lock(TableMutex);
    if (Emptied.empty())
      Emptied["ok"] = 200; // expect: racy-init
  }
}

//===-- Repaired ------------------------------------------------------===//

class FlagOk {
public:
  void prepare() {
    if (!IsFilled.load(std::memory_order_acquire)) {
      std::lock_guard<std::mutex> Lock(Mutex);
      if (!IsFilled.load(std::memory_order_relaxed)) {
        Table["ok"] = 200;
        IsFilled.store(true, std::memory_order_release);
      }
    }
  }
  int get(const std::string &Name) {
    prepare();
    auto Found = Table.find(Name);
    return Found == Table.end() ? 0 : Found->second;
  }

private:
  std::mutex Mutex;
  Codes Table;
  std::atomic<bool> IsFilled{false};
};

class PlainAtomicOk {
public:
  int get(const std::string &Name) {
    if (!IsFilled) {
      std::lock_guard<std::mutex> Lock(Mutex);
      if (!IsFilled) {
        Table["ok"] = 200;
        IsFilled = true;
      }
    }
    return Table.count(Name);
  }

private:
  std::mutex Mutex;
  Codes Table;
  std::atomic<bool> IsFilled{false};
};

class AlwaysLockedOk {
public:
  int get(const std::string &Name) {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (!IsFilled) {
      Table["ok"] = 200;
      IsFilled = true;
    }
    return Table.count(Name);
  }

private:
  std::mutex Mutex;
  Codes Table;
  bool IsFilled = false;
};
