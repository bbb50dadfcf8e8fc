// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Singletons of a library: one object for all threads, whoever asks for it.
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>

class RegistryBad {
public:
  static RegistryBad &getInstance() {
    static RegistryBad Instance;
    return Instance;
  }
  void add(const std::string &Name, int Id) {
    Count.fetch_add(1);
    Ids.emplace(Name, Id); // expect: unguarded-access
  }
  int get(const std::string &Name) const {
    auto Found = Ids.find(Name); // expect: unguarded-access
    return Found == Ids.end() ? -1 : 0;
  }

private:
  RegistryBad() { Ids["none"] = 0; }
  std::map<std::string, int> Ids;
  std::atomic<int> Count{0};
};

class RegistryOk {
public:
  static RegistryOk &getInstance() {
    static RegistryOk Instance;
    return Instance;
  }
  void add(const std::string &Name, int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Ids.emplace(Name, Id);
  }
  int get(const std::string &Name) const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Ids.count(Name) ? 1 : 0;
  }

private:
  RegistryOk() { Ids["none"] = 0; }
  mutable std::mutex Mutex;
  std::map<std::string, int> Ids;
};

class PoolBad {
public:
  static PoolBad *instance() {
    static std::unique_ptr<PoolBad> Instance = std::make_unique<PoolBad>();
    return Instance.get();
  }
  void put(int Key) {
    Values[Key] = 1; // expect: unguarded-access
  }
  bool has(int Key) {
    return Values.count(Key); // expect: unguarded-access
  }

private:
  std::map<int, int> Values;
};

void pool_put(int Key) { PoolBad::instance()->put(Key); }
bool pool_has(int Key) { return PoolBad::instance()->has(Key); }

// An instance per caller is nobody else's.
class DocumentOk {
public:
  void set(const std::string &Name, int Value) { Values[Name] = Value; }
  int get(const std::string &Name) { return Values[Name]; }

private:
  std::map<std::string, int> Values;
};
