// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// What is made under the lock and put into the map is no view of the map; what
// is found there and handed out as a reference is one, whatever it was found by.
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <unordered_map>

struct Session {
  int id = 0;
};

class PoolOk {
public:
  void open(int id) {
    std::lock_guard<std::mutex> hold(mutex_);
    sessions_[id] = new Session;
    sessions_.emplace(id, new Session);
  }
  Session *make(int id) {
    std::lock_guard<std::mutex> hold(mutex_);
    Session *made;
    made = new Session;
    owned_.emplace(std::make_pair(id, std::unique_ptr<Session>(made)));
    return made;
  }
  Session *remake(int id) {
    std::lock_guard<std::mutex> hold(mutex_);
    auto *made = new Session;
    sessions_[id] = made;
    return made;
  }
  void list(std::set<Session *> &all) {
    std::lock_guard<std::mutex> hold(mutex_);
    for (auto it = sessions_.begin(); it != sessions_.end(); ++it)
      all.insert(it->second);
    for (std::set<Session *>::iterator it = open_.begin(); it != open_.end();
         ++it)
      all.insert(*it);
  }
  void forget(Session *session) {
    std::lock_guard<std::mutex> hold(mutex_);
    open_.erase(session);
  }
  void close(int id) {
    std::lock_guard<std::mutex> hold(mutex_);
    sessions_.erase(id);
    owned_.erase(id);
  }

private:
  std::mutex mutex_;
  std::unordered_map<int, Session *> sessions_;
  std::unordered_map<int, std::unique_ptr<Session>> owned_;
  std::set<Session *> open_;
};

class CacheBad {
public:
  void put(const std::string &key, int value) {
    std::lock_guard<std::mutex> hold(mutex_);
    values_[key] = value;
  }
  void drop(const std::string &key) {
    std::lock_guard<std::mutex> hold(mutex_);
    values_.erase(key);
  }
  const int &get(const std::string &key) const {
    std::lock_guard<std::mutex> hold(mutex_);
    auto found = lookUp(key);
    return found->second; // expect: guard-escape
  }

private:
  std::map<std::string, int>::const_iterator
  lookUp(const std::string &key) const {
    return values_.find(key);
  }
  mutable std::mutex mutex_;
  std::map<std::string, int> values_;
};

class CacheOk {
public:
  void put(const std::string &key, int value) {
    std::lock_guard<std::mutex> hold(mutex_);
    values_[key] = value;
  }
  void drop(const std::string &key) {
    std::lock_guard<std::mutex> hold(mutex_);
    values_.erase(key);
  }
  int get(const std::string &key) const {
    std::lock_guard<std::mutex> hold(mutex_);
    auto found = lookUp(key);
    return found->second;
  }

private:
  std::map<std::string, int>::const_iterator
  lookUp(const std::string &key) const {
    return values_.find(key);
  }
  mutable std::mutex mutex_;
  std::map<std::string, int> values_;
};
