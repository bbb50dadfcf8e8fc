// RUN: %check_expect --mock %s
// Static map, static mutex, static methods.
#include <map>
#include <mutex>
#include <string>

class FactoryBad {
public:
  static void add(const std::string &Name, int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Makers[Name] = Id;
  }
  static void remove(const std::string &Name) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Makers.erase(Name);
  }
  static bool has(const std::string &Name) {
    return Makers.contains(Name); // expect: inconsistent-guard
  }

private:
  static std::mutex Mutex;
  static std::map<std::string, int> Makers;
};
std::mutex FactoryBad::Mutex;
std::map<std::string, int> FactoryBad::Makers;

class FactoryOk {
public:
  static void add(const std::string &Name, int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Makers[Name] = Id;
  }
  static bool has(const std::string &Name) {
    std::lock_guard<std::mutex> Lock(FactoryOk::Mutex);
    return FactoryOk::Makers.contains(Name);
  }

private:
  inline static std::mutex Mutex;
  inline static std::map<std::string, int> Makers;
};
