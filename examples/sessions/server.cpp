// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A server that handles requests on several worker threads.

#include "server.h"

#include "metrics.h"

#include <utility>

void Server::addRoute(const std::string &Route, Handler Handle) {
  std::scoped_lock Lock(RoutesMutex);
  Routes[Route] = std::move(Handle);
}

Handler Server::findRoute(const std::string &Route) {
  std::scoped_lock Lock(RoutesMutex);
  auto It = Routes.find(Route);
  return It == Routes.end() ? Handler() : It->second;
}

void Server::start(unsigned Count) {
  Running = true;
  for (unsigned Number = 0; Number < Count; ++Number)
    Workers.emplace_back(&Server::work, this, Number);
}

void Server::stop() {
  Running = false;
  for (std::thread &Worker : Workers)
    Worker.join();
  Workers.clear();
}

// In place of a network: each worker is visited by one client after the other.
void Server::work(unsigned Number) {
  const std::string Visits[] = {"/login", "/cart", "/logout"};
  while (Running) {
    SessionId Id = Table.open("client of worker " + std::to_string(Number));
    for (const std::string &Route : Visits) {
      metrics::countRequest(Route);
      if (Handler Handle = findRoute(Route))
        Handle(Table, Id);
    }
    Table.close(Id);
  }
}
