// RUN: %check_expect --mock %s
// Names that leave the lock to the caller: the version of a method that is not safe by itself.
#include <map>
#include <mutex>
#include <string>

class HeadersOk {
public:
  void put(const std::string &Key, int Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    put_LockFree(Key, Value);
  }
  void put_LockFree(const std::string &Key, int Value) { Map[Key] = Value; }
  int get(const std::string &Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    return get_Unsafe(Key);
  }
  int get_Unsafe(const std::string &Key) {
    auto Found = Map.find(Key);
    return Found == Map.end() ? 0 : Found->second;
  }
  void eraseNotThreadSafe(const std::string &Key) { Map.erase(Key); }

private:
  std::mutex Mutex;
  std::map<std::string, int> Map;
};

class HeadersBad {
public:
  void put(const std::string &Key, int Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Map[Key] = Value;
  }
  void putSafely(const std::string &Key, int Value) {
    Map[Key] = Value; // expect: inconsistent-guard
  }
  int get(const std::string &Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto Found = Map.find(Key);
    return Found == Map.end() ? 0 : Found->second;
  }

private:
  std::mutex Mutex;
  std::map<std::string, int> Map;
};
