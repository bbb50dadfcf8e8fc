// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A loop that gives the lock up in its body goes on with a stale iterator.
#include <map>
#include <mutex>
#include <vector>

void notify(int Id);
struct Peer {
  int Id = 0;
  void ping();
};

class PeersBad {
public:
  void steps() {
    std::unique_lock<std::mutex> Lock(Mutex);
    for (auto It = Peers.begin(); It != Peers.end();
         ++It) { // expect: guard-escape
      int Id = It->first;
      Lock.unlock();
      notify(Id);
      Lock.lock();
    }
  }
  void range() {
    std::unique_lock<std::mutex> Lock(Mutex);
    for (auto &[Id, One] : Peers) {
      Lock.unlock();
      One.ping(); // expect: guard-escape
      Lock.lock();
    }
  }
  void remove(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Peers.erase(Id);
  }

private:
  std::mutex Mutex;
  std::map<int, Peer> Peers;
};

class PeersOk {
public:
  void collectFirst() {
    std::vector<int> Ids;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      for (auto &Entry : Peers)
        Ids.push_back(Entry.first);
    }
    for (int Id : Ids)
      notify(Id);
  }
  void keyAgain() {
    std::unique_lock<std::mutex> Lock(Mutex);
    for (auto It = Peers.begin(); It != Peers.end();) {
      int Id = It->first;
      Lock.unlock();
      notify(Id);
      Lock.lock();
      It = Peers.upper_bound(Id);
    }
  }
  void copyMap() {
    std::map<int, Peer> Copy;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Copy = Peers;
    }
    for (auto &[Id, One] : Copy)
      One.ping();
  }
  void remove(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Peers.erase(Id);
  }

private:
  std::mutex Mutex;
  std::map<int, Peer> Peers;
};
