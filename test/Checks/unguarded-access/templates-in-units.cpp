// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A member template of a header: one unit instantiates it, the others only see
// it as it is written. Who calls it is known from the instance.
//--- server.h
#pragma once
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class Server {
public:
  template <class C> void bindOk(const std::string &Name, C *Object) {
    Methods[Name] = [Object] { Object->run(); };
  }
  template <class C> void bindBad(const std::string &Name, C *Object) {
    Late[Name] = [Object] { Object->run(); }; // expect: unguarded-access
  }
  void serve(unsigned Count);
  void stop();

private:
  void work();
  std::map<std::string, std::function<void()>> Methods, Late;
  std::vector<std::thread> Workers;
};
//--- server.cpp
#include "server.h"
void Server::work() {
  auto It = Methods.find("a");
  if (It != Methods.end())
    It->second();
  Late.count("b"); // expect: unguarded-access
}
void Server::serve(unsigned Count) {
  for (unsigned I = 0; I != Count; ++I)
    Workers.push_back(std::thread(&Server::work, this));
}
void Server::stop() {
  for (auto &Each : Workers)
    Each.join();
  Workers.clear();
}
//--- service.h
#pragma once
class Server;
struct Service {
  void run() {}
  void install(Server &To);
  void installLate(Server &To);
};
//--- service.cpp
#include "service.h"
#include "server.h"
void Service::install(Server &To) { To.bindOk("a", this); }
void Service::installLate(Server &To) { To.bindBad("b", this); }
//--- main.cpp
#include "server.h"
#include "service.h"
int main() {
  Server Here;
  Service Given;
  Given.install(Here);
  Here.serve(3);
  Given.installLate(Here);
  Here.stop();
}
