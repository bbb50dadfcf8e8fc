// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A pointer into the map is put where it outlives the lock: an out-parameter, a
// global, another object.
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

struct Route {
  std::string Target;
};
struct Client {
  const Route *Current = nullptr;
};
const Route *LastRoute;

class RouterBad {
public:
  bool find(int Id, const Route **Out) {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto It = Routes.find(Id);
    if (It == Routes.end())
      return false;
    *Out = &It->second; // expect: guard-escape
    return true;
  }
  bool findByReference(int Id, Route *&Out) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Out = &Routes[Id]; // expect: guard-escape
    return true;
  }
  void attach(Client &To, int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    To.Current = &Routes[Id]; // expect: guard-escape
  }
  void remember(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    LastRoute = &Routes[Id]; // expect: guard-escape
  }
  void position(int Id, std::map<int, Route>::iterator &Out) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Out = Routes.find(Id); // expect: guard-escape
  }
  void drop(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Routes.erase(Id);
  }

private:
  std::mutex Mutex;
  std::map<int, Route> Routes;
};

class RouterOk {
public:
  bool find(int Id, Route *Out) {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto It = Routes.find(Id);
    if (It == Routes.end())
      return false;
    *Out = It->second;
    return true;
  }
  bool share(int Id, std::shared_ptr<Route> &Out) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Out = Shared[Id];
    return Out != nullptr;
  }
  void localPointer(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Route *Found = &Routes[Id];
    Found->Target = "x";
  }
  /// A second index under the same lock.
  void index(const std::string &Name, int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    ByName[Name] = &Routes[Id];
  }
  std::string targetOf(const std::string &Name) {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto It = ByName.find(Name);
    return It == ByName.end() ? std::string() : It->second->Target;
  }
  void drop(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Routes.erase(Id);
    Shared.erase(Id);
  }

private:
  std::mutex Mutex;
  std::map<int, Route> Routes;
  std::map<int, std::shared_ptr<Route>> Shared;
  std::map<std::string, Route *> ByName;
};
