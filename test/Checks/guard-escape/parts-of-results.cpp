// RUN: %check_expect --real %s
// What is returned is an object that has a pointer or iterator in it.
#include <map>
#include <mutex>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

struct Peer {
  std::string Address;
};

class Bad {
public:
  std::pair<bool, Peer *> braces(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto It = Peers.find(Id);
    if (It == Peers.end())
      return {false, nullptr};
    return {true, &It->second}; // expect: guard-escape
  }
  std::pair<bool, Peer *> made(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto It = Peers.find(Id);
    return std::make_pair(true, &It->second); // expect: guard-escape
  }
  std::tuple<bool, Peer *> tuple(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto It = Peers.find(Id);
    return std::make_tuple(true, &It->second); // expect: guard-escape
  }
  struct Found {
    bool IsKnown;
    Peer *What;
  };
  Found own(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto It = Peers.find(Id);
    if (It == Peers.end())
      return {false, nullptr};
    return {true, &It->second}; // expect: guard-escape
  }
  std::vector<Peer *> all() {
    std::lock_guard<std::mutex> Lock(Mutex);
    std::vector<Peer *> Result;
    for (auto &Each : Peers)
      Result.push_back(&Each.second);
    return Result; // expect: guard-escape
  }
  const int &count(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Counts.at(Id); // expect: guard-escape
  }
  void remove(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Peers.erase(Id);
    Counts.erase(Id);
  }

private:
  std::mutex Mutex;
  std::map<int, Peer> Peers;
  std::map<int, int> Counts;
};

class Ok {
public:
  std::pair<bool, Peer> copied(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto It = Peers.find(Id);
    if (It == Peers.end())
      return {false, {}};
    return {true, It->second};
  }
  std::pair<bool, Peer *> pointee(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto It = Owned.find(Id);
    return {It != Owned.end(), It->second};
  }
  std::pair<std::unique_lock<std::mutex>, std::map<int, Peer> &> locked() {
    std::unique_lock<std::mutex> Lock(Mutex);
    return {std::move(Lock), Peers};
  }
  std::vector<Peer> all() {
    std::lock_guard<std::mutex> Lock(Mutex);
    std::vector<Peer> Result;
    for (auto &Each : Peers)
      Result.push_back(Each.second);
    return Result;
  }
  int count(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Counts.at(Id);
  }
  void remove(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Peers.erase(Id);
    Owned.erase(Id);
    Counts.erase(Id);
  }

private:
  std::mutex Mutex;
  std::map<int, Peer> Peers;
  std::map<int, Peer *> Owned;
  std::map<int, int> Counts;
};
