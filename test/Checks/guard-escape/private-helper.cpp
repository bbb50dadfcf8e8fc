// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A helper without a lock returns a reference: right where every caller holds
// the lock until the last use, wrong where one lets go before.
#include <map>
#include <mutex>
#include <string>

struct Node {
  int Weight = 0;
};

class GraphOk {
public:
  void add(int Id, int Weight) {
    std::lock_guard<std::mutex> Lock(Mutex);
    nodeOf(Id).Weight += Weight;
  }
  int weight(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Node *Found = find(Id);
    return Found ? Found->Weight : 0;
  }
  void remove(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Nodes.erase(Id);
  }

private:
  Node &nodeOf(int Id) { return Nodes[Id]; }
  Node *find(int Id) {
    auto It = Nodes.find(Id);
    return It == Nodes.end() ? nullptr : &It->second;
  }
  std::mutex Mutex;
  std::map<int, Node> Nodes;
};

class GraphBad {
public:
  void add(int Id, int Weight) {
    std::unique_lock<std::mutex> Lock(Mutex);
    Node &Found = nodeOf(Id);
    Lock.unlock();
    Found.Weight += Weight; // expect: guard-escape
  }
  int weight(int Id) {
    Node *Found;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Found = find(Id);
    }
    return Found->Weight; // expect: guard-escape
  }
  Node &get(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    return nodeOf(Id); // expect: guard-escape
  }
  void remove(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Nodes.erase(Id);
  }

private:
  Node &nodeOf(int Id) { return Nodes[Id]; }
  Node *find(int Id) {
    auto It = Nodes.find(Id);
    return It == Nodes.end() ? nullptr : &It->second;
  }
  std::mutex Mutex;
  std::map<int, Node> Nodes;
};

/// The caller holds the recursive lock around both.
class RecursiveOk {
public:
  void add(int Id) {
    std::lock_guard<std::recursive_mutex> Lock(Mutex);
    get(Id).Weight++;
  }
  void remove(int Id) {
    std::lock_guard<std::recursive_mutex> Lock(Mutex);
    Nodes.erase(Id);
  }

private:
  Node &get(int Id) {
    std::lock_guard<std::recursive_mutex> Lock(Mutex);
    return Nodes[Id];
  }
  std::recursive_mutex Mutex;
  std::map<int, Node> Nodes;
};

/// The guard is the caller's and is passed along.
class PassedOk {
public:
  int weight(int Id) {
    std::unique_lock<std::mutex> Lock(Mutex);
    return find(Lock, Id)->Weight;
  }
  void remove(int Id) {
    std::unique_lock<std::mutex> Lock(Mutex);
    Nodes.erase(Id);
  }

private:
  Node *find(std::unique_lock<std::mutex> &, int Id) { return &Nodes[Id]; }
  std::mutex Mutex;
  std::map<int, Node> Nodes;
};
