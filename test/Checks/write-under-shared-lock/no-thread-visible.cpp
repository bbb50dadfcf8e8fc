// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A reader lock says by itself that several threads may be here: no thread has
// to be visible.
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>

class SettingsBad {
public:
  std::string get(const std::string &Key) {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    return Values[Key]; // expect: write-under-shared-lock
  }
  void set(const std::string &Key, const std::string &Value) {
    std::unique_lock<std::shared_mutex> Lock(Mutex);
    Values[Key] = Value;
  }
  void drop(const std::string &Key) {
    Mutex.lock_shared();
    Values.erase(Key); // expect: write-under-shared-lock
    Mutex.unlock_shared();
  }

private:
  std::shared_mutex Mutex;
  std::map<std::string, std::string> Values;
};

class SettingsOk {
public:
  std::string get(const std::string &Key) const {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    auto Found = Values.find(Key);
    return Found == Values.end() ? std::string() : Found->second;
  }
  void set(const std::string &Key, const std::string &Value) {
    std::unique_lock<std::shared_mutex> Lock(Mutex);
    Values[Key] = Value;
  }
  void drop(const std::string &Key) {
    std::lock_guard<std::shared_mutex> Lock(Mutex);
    Values.erase(Key);
  }

private:
  mutable std::shared_mutex Mutex;
  std::map<std::string, std::string> Values;
};

// The key is tested in one map and used in another; the member is private and
// run as a callback.
class Frames {
public:
  template <typename Source> void connect(Source &From) {
    From.onFrame([this](int Id) { onFrame(Id); });
  }
  void clear() {
    std::unique_lock<std::shared_mutex> Lock(Mutex);
    Times.clear();
    Durations.clear();
  }

private:
  long onFrame(int Id) {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    if (Times.find(Id) == Times.end())
      return 0;
    long End = Times[Id];
    End += Durations[Id]; // expect: write-under-shared-lock
    return End;
  }

  std::shared_mutex Mutex;
  std::map<int, long> Times, Durations;
};
