// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A locked getter hands out the map itself.
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>

class ConfigBad {
public:
  std::map<std::string, int> &values() {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Values; // expect: guard-escape
  }
  const std::map<std::string, int> *pointer() const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return &Values; // expect: guard-escape
  }
  void set(const std::string &Key, int Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key] = Value;
  }

private:
  mutable std::mutex Mutex;
  std::map<std::string, int> Values;
};

class ReadersBad {
public:
  const std::map<int, int> &all() const {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    return Values; // expect: guard-escape
  }
  void add(int Key) {
    std::unique_lock<std::shared_mutex> Lock(Mutex);
    Values.emplace(Key, 0);
  }

private:
  mutable std::shared_mutex Mutex;
  std::map<int, int> Values;
};

class ConfigOk {
public:
  std::map<std::string, int> values() const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Values;
  }
  std::map<std::string, int> take() {
    std::map<std::string, int> Taken;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Taken.swap(Values);
    }
    for (auto &Entry : Taken)
      ++Entry.second;
    return Taken;
  }
  void set(const std::string &Key, int Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key] = Value;
  }

private:
  mutable std::mutex Mutex;
  std::map<std::string, int> Values;
};

/// Filled by the constructor and never changed.
class FixedOk {
public:
  FixedOk() { Values[1] = 1; }
  const std::map<int, int> &all() const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Values;
  }

private:
  mutable std::mutex Mutex;
  std::map<int, int> Values;
};

/// The map comes with the lock that guards it.
class LockedOk {
public:
  class Handle {
  public:
    Handle(std::mutex &M, std::map<int, int> &Values)
        : Lock(M), Values(Values) {}
    std::map<int, int> &operator*() { return Values; }

  private:
    std::unique_lock<std::mutex> Lock;
    std::map<int, int> &Values;
  };
  Handle lock() { return Handle(Mutex, Values); }
  void add(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key] = 1;
  }

private:
  std::mutex Mutex;
  std::map<int, int> Values;
};
