// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A class of a library: no thread is visible, but it has a mutex and takes it.
// A getter that does not breaks the discipline.
#include <cstddef>
#include <map>
#include <mutex>
#include <string>

class RegistryBad {
public:
  void add(const std::string &Name, int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Ids[Name] = Id;
  }
  void remove(const std::string &Name) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Ids.erase(Name);
  }
  std::size_t size() const {
    return Ids.size(); // expect: inconsistent-guard
  }
  int get(const std::string &Name) const {
    return Ids.at(Name); // expect: inconsistent-guard
  }

private:
  mutable std::mutex Mutex;
  std::map<std::string, int> Ids;
};

class RegistryOk {
public:
  void add(const std::string &Name, int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Ids[Name] = Id;
  }
  void remove(const std::string &Name) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Ids.erase(Name);
  }
  std::size_t size() const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Ids.size();
  }
  int get(const std::string &Name) const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Ids.at(Name);
  }

private:
  mutable std::mutex Mutex;
  std::map<std::string, int> Ids;
};

// Without a mutex nothing says that the class is meant to be shared.
class NoMutexOk {
public:
  void add(const std::string &Name, int Id) { Ids[Name] = Id; }
  std::size_t size() const { return Ids.size(); }

private:
  std::map<std::string, int> Ids;
};
