// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A pointer to a map, or to an object that holds one, that is null until
// somebody needs it.
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>

using Codes = std::map<std::string, int>;

int rawBad(const std::string &Name) {
  static Codes *Table = nullptr;
  if (!Table) {
    Table = new Codes; // expect: racy-init
    (*Table)["ok"] = 200;
  }
  auto Found = Table->find(Name);
  return Found == Table->end() ? 0 : Found->second;
}

static std::unique_ptr<Codes> Owned;

int uniqueBad(const std::string &Name) {
  if (Owned == nullptr)
    Owned = std::make_unique<Codes>(); // expect: racy-init
  return Owned->count(Name);
}

static std::shared_ptr<Codes> Counted;

int sharedBad(const std::string &Name) {
  if (!Counted)
    Counted.reset(new Codes); // expect: racy-init
  return Counted->count(Name);
}

class RegistryBad {
public:
  static RegistryBad &get() {
    if (!Instance)
      Instance = new RegistryBad; // expect: racy-init
    return *Instance;
  }
  int find(const std::string &Name) { return Names.count(Name); }

private:
  static RegistryBad *Instance;
  Codes Names;
};
RegistryBad *RegistryBad::Instance = nullptr;

Codes *returnedBad() {
  static Codes *Table;
  if (Table == nullptr) {
    Table = new Codes(); // expect: racy-init
    Table->emplace("ok", 200);
  }
  return Table;
}

//===-- Repaired ------------------------------------------------------===//

class RegistryOk {
public:
  static RegistryOk &get() {
    static RegistryOk Instance;
    return Instance;
  }
  int find(const std::string &Name) { return Names.count(Name); }

private:
  Codes Names;
};

static Codes *OnceTable;
static std::once_flag OnceFlag;

int callOnceOk(const std::string &Name) {
  std::call_once(OnceFlag, [] {
    if (!OnceTable)
      OnceTable = new Codes;
  });
  return OnceTable->count(Name);
}

int lockedOk(const std::string &Name) {
  static std::mutex Mutex;
  static Codes *Table = nullptr;
  std::lock_guard<std::mutex> Lock(Mutex);
  if (!Table)
    Table = new Codes;
  return Table->count(Name);
}

int atomicOk(const std::string &Name) {
  static std::mutex Mutex;
  static std::atomic<const Codes *> Table{nullptr};
  const Codes *Known = Table.load(std::memory_order_acquire);
  if (!Known) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Known = Table.load(std::memory_order_relaxed);
    if (!Known) {
      Known = new Codes{{"ok", 200}};
      Table.store(Known, std::memory_order_release);
    }
  }
  return Known->count(Name);
}

// Not a map.
int otherPointerOk() {
  static int *Number = nullptr;
  if (!Number)
    Number = new int(1);
  return *Number;
}

// Only one owner knows the object.
class HolderOk {
public:
  Codes &names() {
    if (!Names)
      Names = std::make_unique<Codes>();
    return *Names;
  }

private:
  std::unique_ptr<Codes> Names;
};
