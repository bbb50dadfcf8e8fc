// RUN: %check_expect --mock %s
// A callback that leads into the map is kept: whoever calls it holds nothing.
#include <functional>
#include <map>
#include <mutex>
#include <string>

class Bad {
public:
  void byIterator(const std::string &Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto It = Values.find(Key);
    if (It != Values.end())
      Probe = [It] { return It->second; }; // expect: guard-escape
  }
  void byReference(const std::string &Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    long &Value = Values[Key];
    Probe = [&Value] { return Value; }; // expect: guard-escape
  }
  void drop(const std::string &Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values.erase(Key);
  }

private:
  std::mutex Mutex;
  std::map<std::string, long> Values;
  std::function<long()> Probe;
};

class Ok {
public:
  void byKey(const std::string &Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Probe = [this, Key] {
      std::lock_guard<std::mutex> Inner(Mutex);
      return Values[Key];
    };
  }
  void byValue(const std::string &Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    long Value = Values[Key];
    Probe = [Value] { return Value; };
  }
  // What the object keeps for itself is used under its lock.
  void remember(const std::string &Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Last = &Values[Key];
  }
  void drop(const std::string &Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values.erase(Key);
  }

private:
  std::mutex Mutex;
  std::map<std::string, long> Values;
  std::function<long()> Probe;
  long *Last = nullptr;
};
