// RUN: %apply_fixes --real --at-least 4 %s
// Readers that look up by operator[] look up by at().
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <unordered_map>

class Prices {
public:
  int of(const std::string &Name) {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    return Plain[Name];
  }
  int both(const std::string &Name) {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    int First = Hashed[Name + "[x]"];
    return First;
  }
  int behind(const std::string &Name) {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    return (*Pointer)[Name];
  }
  void set(const std::string &Name, int Price) {
    std::unique_lock<std::shared_mutex> Lock(Mutex);
    Plain[Name] = Price;
    Hashed[Name] = Price;
    (*Pointer)[Name] = Price;
  }
  // This one means to write: an exclusive lock.
  void wrong(const std::string &Name) {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    Plain[Name] = 0;
  }

private:
  std::shared_mutex Mutex;
  std::map<std::string, int> Plain;
  std::unordered_map<std::string, int> Hashed;
  std::unique_ptr<std::map<std::string, int>> Pointer =
      std::make_unique<std::map<std::string, int>>();
};
