// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The open sessions, by number. Shared by all workers of a server.

#ifndef SESSIONS_SESSION_TABLE_H
#define SESSIONS_SESSION_TABLE_H

#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

using SessionId = unsigned;

/// What the server remembers about one client.
struct Session {
  std::string User;
  unsigned Requests = 0;
};

/// All open sessions. Every method may be called from any thread.
class SessionTable {
public:
  /// Opens a session for \p User.
  SessionId open(const std::string &User);
  /// Counts one more request. Returns the session as it is then, or nothing if
  /// it is not open.
  std::optional<Session> touch(SessionId Id);
  /// Closes a session; does nothing if it is not open.
  void close(SessionId Id);
  /// The number of open sessions.
  std::size_t size() const;

private:
  mutable std::mutex Mutex;
  SessionId NextId = 1;
  std::unordered_map<SessionId, Session> Sessions;
};

#endif
