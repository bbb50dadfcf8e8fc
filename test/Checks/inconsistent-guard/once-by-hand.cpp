// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A flag that is tested under a lock, set by whoever finds it unset and never
// reset makes what is done before that done once, as call_once does. Whoever
// has passed the test may read without the lock.
#include <map>
#include <mutex>
#include <string>

class ZonesOk {
public:
  int offset(const std::string &Name) {
    prepare();
    auto It = Zones.find(Name);
    return It == Zones.end() ? 0 : It->second;
  }
  bool has(const std::string &Name) {
    prepare();
    return Zones.count(Name) != 0;
  }

private:
  void prepare() {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (IsLoaded)
      return;
    load();
    IsLoaded = true;
  }
  void load() { Zones["UTC"] = 0; }
  std::mutex Mutex;
  std::map<std::string, int> Zones;
  bool IsLoaded = false;
};

// It is loaded again: a reader may be in the middle of it.
class ReloadedBad {
public:
  int offset(const std::string &Name) {
    prepare();
    return Zones.count(Name); // expect: inconsistent-guard
  }
  void reload() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Zones.clear();
    Zones["UTC"] = 0;
  }

private:
  void prepare() {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (!IsLoaded) {
      Zones["UTC"] = 0;
      IsLoaded = true;
    }
  }
  std::mutex Mutex;
  std::map<std::string, int> Zones;
  bool IsLoaded = false;
};

// The flag goes back, and the next one fills the map again.
class ResetBad {
public:
  int offset(const std::string &Name) {
    prepare();
    return Zones.count(Name); // expect: inconsistent-guard
  }
  void invalidate() {
    std::lock_guard<std::mutex> Lock(Mutex);
    IsLoaded = false;
  }

private:
  void prepare() {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (!IsLoaded) {
      Zones["UTC"] = 0;
      IsLoaded = true;
    }
  }
  std::mutex Mutex;
  std::map<std::string, int> Zones;
  bool IsLoaded = false;
};

// This one does not ask whether the map is filled.
class UnaskedBad {
public:
  int offset(const std::string &Name) {
    prepare();
    return Zones.count(Name);
  }
  int size() {
    return Zones.size(); // expect: inconsistent-guard
  }

private:
  void prepare() {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (!IsLoaded) {
      Zones["UTC"] = 0;
      IsLoaded = true;
    }
  }
  std::mutex Mutex;
  std::map<std::string, int> Zones;
  bool IsLoaded = false;
};
