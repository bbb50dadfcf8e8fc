// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Fields: of a singleton, behind a pimpl, of a class that locks; and of objects
// that nothing shows to be shared.
#include <map>
#include <memory>
#include <mutex>
#include <string>

using Codes = std::map<std::string, int>;

class FactoryBad {
public:
  static FactoryBad *instance() { return &Factory; }
  int handlerFor(const std::string &Name) const {
    if (D->Handlers.empty())
      D->Handlers = makeHandlers(); // expect: racy-init
    auto Found = D->Handlers.find(Name);
    return Found == D->Handlers.end() ? 0 : Found->second;
  }

protected:
  FactoryBad() : D(std::make_unique<Private>()) {}
  virtual Codes makeHandlers() const { return {{"ok", 200}}; }

private:
  struct Private {
    Codes Handlers;
  };
  std::unique_ptr<Private> D;
  static FactoryBad Factory;
};
FactoryBad FactoryBad::Factory;

class StaticMemberBad {
public:
  static int find(const std::string &Name) {
    if (Table.empty())
      Table["ok"] = 200; // expect: racy-init
    return Table.count(Name);
  }

private:
  static Codes Table;
};
Codes StaticMemberBad::Table;

class LockedElsewhereBad {
public:
  void add(const std::string &Name, int Code) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[Name] = Code;
  }
  int get(const std::string &Name) {
    if (Table.empty()) // expect: inconsistent-guard
      Table["ok"] = 200; // expect: racy-init
    std::lock_guard<std::mutex> Lock(Mutex);
    auto Found = Table.find(Name);
    return Found == Table.end() ? 0 : Found->second;
  }

private:
  std::mutex Mutex;
  Codes Table;
};

class OtherMapLockedBad {
public:
  void add(const std::string &Name) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Sessions[Name] = 1;
  }
  int code(const std::string &Name) {
    if (Table.empty())
      Table["ok"] = 200; // expect: racy-init
    return Table.count(Name);
  }

private:
  std::mutex Mutex;
  Codes Sessions, Table;
};

//===-- Repaired ------------------------------------------------------===//

class FactoryOk {
public:
  static FactoryOk *instance() { return &Factory; }
  int handlerFor(const std::string &Name) const {
    std::call_once(D->Once, [this] { D->Handlers = makeHandlers(); });
    auto Found = D->Handlers.find(Name);
    return Found == D->Handlers.end() ? 0 : Found->second;
  }

protected:
  FactoryOk() : D(std::make_unique<Private>()) {
    if (D->Defaults.empty())
      D->Defaults["ok"] = 200;
  }
  virtual Codes makeHandlers() const { return {{"ok", 200}}; }

private:
  struct Private {
    Codes Handlers, Defaults;
    std::once_flag Once;
  };
  std::unique_ptr<Private> D;
  static FactoryOk Factory;
};
FactoryOk FactoryOk::Factory;

// One per user, as far as anybody can see.
class PlainOk {
public:
  int find(const std::string &Name) {
    if (Table.empty())
      Table["ok"] = 200;
    return Table.count(Name);
  }

private:
  Codes Table;
};

class CalledUnderLockOk {
public:
  int get(const std::string &Name) {
    std::lock_guard<std::mutex> Lock(Mutex);
    prepare();
    return Table.count(Name);
  }

private:
  void prepare() {
    if (Table.empty())
      Table["ok"] = 200;
  }
  std::mutex Mutex;
  Codes Table;
};
