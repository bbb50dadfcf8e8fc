// RUN: %check_expect %s
// RUN: %check_expect --real %s
// RUN: %check_expect --real --confidence low %s
// What sets an object up comes before its threads, and a guard that a function
// is given is held; nothing else in the class may do without the lock.
#include <map>
#include <mutex>
#include <string>

class Server {
public:
  bool init(const std::string &Host) {
    Routes[Host] = 1; // expect-low: inconsistent-guard
    return loadDefaults();
  }
  void add(const std::string &Host) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Routes[Host] = 1;
  }
  void remove(const std::string &Host) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Routes.erase(Host);
  }
  bool has(const std::string &Host) {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Routes.count(Host) != 0;
  }
  void reset() {
    Routes.clear(); // expect: inconsistent-guard
  }
  int find(const std::string &Host, std::unique_lock<std::mutex> &) {
    auto Found = Routes.find(Host);
    return Found == Routes.end() ? 0 : Found->second;
  }
  int findAfter(const std::string &Host, std::unique_lock<std::mutex> &Lock) {
    Lock.unlock();
    return Routes.count(Host) ? 1 : 0; // expect: inconsistent-guard
  }

private:
  bool loadDefaults() {
    Routes["localhost"] = 1; // expect-low: inconsistent-guard
    return true;
  }
  std::mutex Mutex;
  std::map<std::string, int> Routes;
};

bool useServer(Server &S) {
  S.init("a");
  S.add("b");
  S.remove("b");
  S.reset();
  return S.has("a");
}
