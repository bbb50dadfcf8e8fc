// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// What a method does to its object before it starts the object's thread comes
// first, whoever else may use the object later; what it does afterwards does
// not.
#include <map>
#include <mutex>
#include <thread>

struct ServiceOk {
  std::mutex Mutex;
  std::map<int, int> Peers;
  std::thread Worker;
  void load() { Peers[1] = 1; }
  void start() {
    Peers.clear();
    load();
    Worker = std::thread(&ServiceOk::run, this);
  }
  void run() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Peers.erase(1);
  }
  void add(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Peers[Id] = 1;
  }
  ~ServiceOk() { Worker.join(); }
};

struct ServiceBad {
  std::mutex Mutex;
  std::map<int, int> Peers;
  std::thread Worker;
  void start() {
    Worker = std::thread(&ServiceBad::run, this);
    Peers.clear(); // expect: unguarded-access
  }
  void run() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Peers.erase(1);
  }
  ~ServiceBad() { Worker.join(); }
};
