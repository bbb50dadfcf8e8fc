// Part of the reporters' tests: findings.json points into this file.
#include "server.h"

void Server::accept(int Id, std::string Name) {
  // Every session starts empty.
  Sessions[Id] = Session{std::move(Name)};
}

void Server::run() {
  while (Running)
    accept(nextId(), "client");
}

size_t Server::count() const {
  std::lock_guard<std::mutex> Lock(Mutex);
  return Sessions.size();
}

void Server::close(int Id) {
  std::lock_guard<std::mutex> Lock(Mutex);
  Sessions.erase(Id);
}

void Server::expire() {
	for (auto &[Id, S] : Sessions)
		if (S.isOld())
			Sessions.erase(Id); /* größer 会话 */ Log.erase("日本", Id);
}
