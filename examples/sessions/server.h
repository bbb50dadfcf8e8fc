// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A server that handles requests on several worker threads.

#ifndef SESSIONS_SERVER_H
#define SESSIONS_SERVER_H

#include "session_table.h"

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

/// Handles one request of a session. Called from the workers.
using Handler = std::function<void(SessionTable &Table, SessionId Id)>;

/// Owns the workers, the routes and the sessions.
class Server {
public:
  /// Adds or replaces the handler of \p Route. Allowed while the server runs.
  void addRoute(const std::string &Route, Handler Handle);
  /// Starts \p Count workers, each of which handles requests until stop().
  void start(unsigned Count);
  /// Ends the workers and waits for them.
  void stop();

private:
  void work(unsigned Number);
  Handler findRoute(const std::string &Route);

  std::mutex RoutesMutex;
  std::map<std::string, Handler> Routes;
  SessionTable Table;
  std::atomic<bool> Running{false};
  std::vector<std::thread> Workers;
};

#endif
