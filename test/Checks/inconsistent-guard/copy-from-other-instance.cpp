// RUN: %check_expect --mock %s
// Copying from another instance needs that instance's mutex. No thread is
// visible: the class locks everywhere else.
#include <map>
#include <mutex>

class ConfigBad {
public:
  ConfigBad() = default;
  ConfigBad &operator=(const ConfigBad &Other) {
    if (this == &Other)
      return *this;
    std::lock_guard<std::mutex> Lock(Mutex);
    Values = Other.Values; // expect: inconsistent-guard
    return *this;
  }
  void set(int Key, int Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key] = Value;
  }
  void reset() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values.clear();
  }

private:
  mutable std::mutex Mutex;
  std::map<int, int> Values;
};

class ConfigOk {
public:
  ConfigOk() = default;
  // The new object is nobody else's yet: the other one's mutex is enough.
  ConfigOk(const ConfigOk &Other) {
    std::lock_guard<std::mutex> Lock(Other.Mutex);
    Values = Other.Values;
  }
  ConfigOk &operator=(const ConfigOk &Other) {
    if (this == &Other)
      return *this;
    std::scoped_lock Lock(Mutex, Other.Mutex);
    Values = Other.Values;
    return *this;
  }
  void set(int Key, int Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key] = Value;
  }

private:
  mutable std::mutex Mutex;
  std::map<int, int> Values;
};
