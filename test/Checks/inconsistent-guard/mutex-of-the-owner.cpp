// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// The objects of one owner share its mutex. That it lies behind a pointer makes
// it weak evidence: nearly all accesses must hold it.
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

class Server;

class ClientBad {
public:
  explicit ClientBad(Server *S) : Owner(S) {}
  void subscribe(const std::string &Topic);
  void unsubscribe(const std::string &Topic);
  bool wants(const std::string &Topic) const;
  int topics() const;

private:
  friend class Server;
  Server *Owner;
  std::map<std::string, int> Topics;
};

class Server {
public:
  int publish(const std::string &Topic);

private:
  friend class ClientBad;
  friend class VisitorOk;
  std::mutex Mutex;
  std::vector<std::shared_ptr<ClientBad>> Clients;
};

void ClientBad::subscribe(const std::string &Topic) {
  std::lock_guard<std::mutex> Lock(Owner->Mutex);
  Topics[Topic] = 1;
}
void ClientBad::unsubscribe(const std::string &Topic) {
  std::lock_guard<std::mutex> Lock(Owner->Mutex);
  Topics.erase(Topic);
}
bool ClientBad::wants(const std::string &Topic) const {
  std::lock_guard<std::mutex> Lock(Owner->Mutex);
  return Topics.count(Topic) != 0;
}
int ClientBad::topics() const {
  return Topics.size(); // expect: inconsistent-guard
}
int Server::publish(const std::string &Topic) {
  std::lock_guard<std::mutex> Lock(Mutex);
  int Count = 0;
  for (auto &Client : Clients)
    Count += Client->Topics.count(Topic);
  return Count;
}

// The owner's mutex is held for something of the owner.
class VisitorOk {
public:
  explicit VisitorOk(Server *S) : Owner(S) {}
  void enter(int Room) {
    std::lock_guard<std::mutex> Lock(Owner->Mutex);
    Owner->Clients.clear();
    Rooms[Room] = 1;
  }
  void leave(int Room) { Rooms.erase(Room); }
  bool isIn(int Room) const { return Rooms.count(Room) != 0; }

private:
  Server *Owner;
  std::map<int, int> Rooms;
};
