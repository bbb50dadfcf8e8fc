// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The open sessions, by number.

#include "session_table.h"

SessionId SessionTable::open(const std::string &User) {
  std::lock_guard<std::mutex> Lock(Mutex);
  SessionId Id = NextId++;
  Sessions.emplace(Id, Session{User});
  return Id;
}

std::optional<Session> SessionTable::touch(SessionId Id) {
  std::lock_guard<std::mutex> Lock(Mutex);
  auto It = Sessions.find(Id);
  if (It == Sessions.end())
    return std::nullopt;
  ++It->second.Requests;
  return It->second;
}

void SessionTable::close(SessionId Id) { Sessions.erase(Id); }

std::size_t SessionTable::size() const {
  std::lock_guard<std::mutex> Lock(Mutex);
  return Sessions.size();
}
