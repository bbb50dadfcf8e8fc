// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A map with an entry for each thread says itself that threads share it, also
// in a class without any lock.
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>

struct Client {
  explicit Client(std::string url);
};

class StorageBad {
public:
  Client *client() {
    std::thread::id self = std::this_thread::get_id();
    auto known = clients_.find(self); // expect: unguarded-access
    if (known != clients_.end())
      return known->second;
    Client *made = new Client(url_);
    clients_[self] = made; // expect: unguarded-access
    return made;
  }

private:
  std::string url_;
  std::map<std::thread::id, Client *> clients_;
};

class StorageOk {
public:
  Client *client() {
    std::lock_guard<std::mutex> hold(mutex_);
    std::thread::id self = std::this_thread::get_id();
    auto known = clients_.find(self);
    if (known != clients_.end())
      return known->second;
    Client *made = new Client(url_);
    clients_[self] = made;
    return made;
  }

private:
  std::string url_;
  std::mutex mutex_;
  std::map<std::thread::id, Client *> clients_;
};

class InstancesBad {
public:
  static Client *instance() {
    auto self = std::this_thread::get_id();
    if (all_.count(self) == 0)             // expect: unguarded-access
      all_.emplace(self, new Client("u")); // expect: unguarded-access
    return all_.at(self);                  // expect: unguarded-access
  }

private:
  static std::unordered_map<std::thread::id, Client *> all_;
};
std::unordered_map<std::thread::id, Client *> InstancesBad::all_;

class InstancesOk {
public:
  static Client *instance() {
    std::lock_guard<std::mutex> hold(mutex_);
    auto self = std::this_thread::get_id();
    if (all_.count(self) == 0)
      all_.emplace(self, new Client("u"));
    return all_.at(self);
  }

private:
  static std::unordered_map<std::thread::id, Client *> all_;
  static std::mutex mutex_;
};
std::unordered_map<std::thread::id, Client *> InstancesOk::all_;
std::mutex InstancesOk::mutex_;

// The owner of threads keeps them by id; nobody else has it.
class WorkersOk {
public:
  void add(std::thread worker) {
    auto id = worker.get_id();
    workers_.emplace(id, std::move(worker));
  }
  std::size_t size() const { return workers_.size(); }

private:
  std::map<std::thread::id, std::thread> workers_;
};

// A map by anything else in a class without a lock: nothing says that it is
// shared.
class NamesOk {
public:
  void add(int id, std::string name) { names_[id] = name; }
  bool has(int id) const { return names_.count(id) != 0; }

private:
  std::map<int, std::string> names_;
};
