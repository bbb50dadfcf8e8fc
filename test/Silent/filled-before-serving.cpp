// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Filling without a lock in a constructor, a static initialiser, or by
// registration before the threads start; afterwards everybody only reads.
#include <map>
#include <string>
#include <thread>
#include <vector>

static std::map<std::string, int> makeDefaults() {
  std::map<std::string, int> Defaults;
  Defaults["port"] = 80;
  return Defaults;
}

static std::map<std::string, int> Defaults = makeDefaults();
static const bool Registered = Defaults.emplace("limit", 10).second;

class RouterOk {
public:
  RouterOk() { Routes["/"] = 1; }
  void add(const std::string &Path) { Routes[Path] = 1; }
  void serve() {
    std::vector<std::thread> Workers;
    for (int I = 0; I < 3; ++I)
      Workers.emplace_back([this] { handle("/"); });
    for (std::thread &Worker : Workers)
      Worker.join();
  }

private:
  bool handle(const std::string &Path) const {
    auto Route = Routes.find(Path);
    return Route != Routes.end() && Defaults.count("port") && Registered;
  }
  std::map<std::string, int> Routes;
};

class RouterBad {
public:
  void add(const std::string &Path) {
    Routes[Path] = 1; // expect: unguarded-access
  }
  void start() {
    Worker = std::thread([this] { handle("/"); });
  }
  void stop() { Worker.join(); }

private:
  bool handle(const std::string &Path) const {
    return Routes.count(Path) != 0; // expect: unguarded-access
  }
  std::map<std::string, int> Routes;
  std::thread Worker;
};

int main() {
  RouterOk Good;
  Good.add("/login");
  Good.serve();
  Good.add("/late");

  RouterBad Late;
  Late.start();
  Late.add("/login");
  Late.stop();
}
