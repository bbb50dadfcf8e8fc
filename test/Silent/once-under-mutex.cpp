// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Home-made once-flags: what is filled under the mutex by the first one is read
// without it by everybody who has passed the test.
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>

using Codes = std::map<std::string, int>;

class FlagOk {
public:
  int get(const std::string &Name) {
    ensure();
    auto Found = Table.find(Name);
    return Found == Table.end() ? 0 : Found->second;
  }

private:
  void ensure() {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (IsLoaded)
      return;
    IsLoaded = true;
    Table["ok"] = 200;
    Table["gone"] = 410;
  }
  std::mutex Mutex;
  bool IsLoaded = false;
  Codes Table;
};

/// The callee that fills sets the flag; the flag says what is missing.
class FilledByCalleeOk {
public:
  int size() {
    {
      std::unique_lock<std::mutex> Lock(Mutex);
      if (IsMissing)
        load();
    }
    return static_cast<int>(Table.size());
  }

private:
  void load() {
    Table["ok"] = 200;
    IsMissing = false;
  }
  std::mutex Mutex;
  bool IsMissing = true;
  Codes Table;
};

class EmptyOk {
public:
  int get(const std::string &Name) {
    ensure();
    auto Found = Table.find(Name);
    return Found == Table.end() ? 0 : Found->second;
  }

private:
  void ensure() {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (!Table.empty())
      return;
    Table["ok"] = 200;
    Table["gone"] = 410;
  }
  std::mutex Mutex;
  Codes Table;
};

/// What nothing changes any more may be handed out.
class HandedOutOk {
public:
  const Codes &all() {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (!IsLoaded) {
      Table["ok"] = 200;
      IsLoaded = true;
    }
    return Table;
  }

private:
  std::mutex Mutex;
  bool IsLoaded = false;
  Codes Table;
};

/// Who finds it loaded needs a reader lock only.
class ReaderFirstOk {
public:
  int size() {
    ensure();
    return static_cast<int>(Table.size());
  }

private:
  void ensure() {
    {
      std::shared_lock<std::shared_mutex> Lock(Mutex);
      if (IsLoaded)
        return;
    }
    std::unique_lock<std::shared_mutex> Lock(Mutex);
    if (!IsLoaded) {
      Table["ok"] = 200;
      IsLoaded = true;
    }
  }
  std::shared_mutex Mutex;
  bool IsLoaded = false;
  Codes Table;
};

/// Start-up by a counter, before all other use: nothing says that the lock is
/// there for the readers.
class CountedOk {
public:
  static void startup() {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (Users++ > 0)
      return;
    Filters["fec"] = 1;
    Filters["arq"] = 2;
  }
  static void startupToo() {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (++Users == 1)
      Others["fec"] = 1;
  }
  static bool has(const std::string &Name) { return Filters.count(Name) != 0; }
  static bool hasOther(const std::string &Name) {
    return Others.count(Name) != 0;
  }

private:
  static std::mutex Mutex;
  static int Users;
  static Codes Filters, Others;
};
std::mutex CountedOk::Mutex;
int CountedOk::Users;
Codes CountedOk::Filters, CountedOk::Others;

static std::mutex TableMutex;
static bool IsTableLoaded;
static Codes Table;

static int lookUpOk(const std::string &Name) {
  {
    std::lock_guard<std::mutex> Lock(TableMutex);
    if (!IsTableLoaded) {
      Table["ok"] = 200;
      IsTableLoaded = true;
    }
  }
  auto Found = Table.find(Name);
  return Found == Table.end() ? 0 : Found->second;
}

//===-- Broken twins --------------------------------------------------===//

/// Something takes the flag back, and what was filled is filled again.
class TakenBackBad {
public:
  int get(const std::string &Name) {
    ensure();
    auto Found = Table.find(Name); // expect: inconsistent-guard
    return Found == Table.end() ? 0 : 1;
  }
  void invalidate() {
    std::lock_guard<std::mutex> Lock(Mutex);
    IsLoaded = false;
  }

private:
  void ensure() {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (IsLoaded)
      return;
    IsLoaded = true;
    Table["ok"] = 200;
    Table["gone"] = 410;
  }
  std::mutex Mutex;
  bool IsLoaded = false;
  Codes Table;
};

/// It is filled once, and changed afterwards.
class ChangedLaterBad {
public:
  int get(const std::string &Name) {
    ensure();
    auto Found = Table.find(Name); // expect: inconsistent-guard
    return Found == Table.end() ? 0 : 1;
  }
  void add(const std::string &Name) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[Name] = 1;
  }

private:
  void ensure() {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (IsLoaded)
      return;
    IsLoaded = true;
    Table["ok"] = 200;
  }
  std::mutex Mutex;
  bool IsLoaded = false;
  Codes Table;
};

/// All others ask first.
class UnaskedBad {
public:
  int get(const std::string &Name) {
    ensure();
    return Table.count(Name) ? 1 : 0;
  }
  bool isEmpty() const {
    return Table.empty(); // expect: inconsistent-guard
  }

private:
  void ensure() {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (!IsLoaded) {
      Table["ok"] = 200;
      IsLoaded = true;
    }
  }
  std::mutex Mutex;
  bool IsLoaded = false;
  Codes Table;
};

/// The first test takes no lock: who finds the flag set may see half a table.
static std::mutex EarlyMutex;
static bool IsEarlyLoaded;
static Codes Early;

static int earlyBad(const std::string &Name) {
  if (!IsEarlyLoaded) {
    std::lock_guard<std::mutex> Lock(EarlyMutex);
    if (!IsEarlyLoaded) {
      Early["ok"] = 200; // expect: racy-init
      IsEarlyLoaded = true;
    }
  }
  return Early.count(Name) ? 1 : 0; // expect: unguarded-access
}

/// Counted without a lock.
static int Starts;
static Codes Started;

static void startBad() {
  if (Starts++ > 0)
    return;
  Started["ok"] = 200; // expect: racy-init
}

FlagOk Flag;
FilledByCalleeOk ByCallee;
EmptyOk Empty;
ReaderFirstOk ReaderFirst;

static void work() {
  startBad();
  Flag.get("ok");
  ByCallee.size();
  Empty.get("ok");
  ReaderFirst.size();
  lookUpOk("ok");
  earlyBad("ok");
}

int main() {
  std::thread First(work), Second(work);
  First.join();
  Second.join();
}
