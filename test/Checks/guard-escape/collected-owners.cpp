// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A snapshot of shared pointers, made under the lock and given away: each copy
// keeps its object alive. Of raw pointers to elements it is an escape.
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

struct Session {
  int id = 0;
};
using Owner = std::shared_ptr<Session>;

class Sessions {
public:
  std::vector<Owner> all() {
    std::vector<Owner> found;
    std::lock_guard<std::mutex> lock(mutex_);
    for (const auto &entry : byName_)
      found.push_back(entry.second);
    return found;
  }
  std::vector<Owner> named(const std::string &name) {
    std::vector<Owner> found;
    std::lock_guard<std::mutex> lock(mutex_);
    auto at = byName_.find(name);
    if (at != byName_.end())
      found.push_back(at->second);
    return found;
  }
  std::vector<Owner> ofGroup(int group) {
    std::vector<Owner> found;
    std::unique_lock<std::mutex> lock(mutex_);
    auto at = byGroup_.find(group);
    if (at == byGroup_.end())
      return found;
    for (auto &[name, session] : at->second)
      found.emplace_back(session);
    return found;
  }
  std::vector<Owner> first() {
    std::vector<Owner> found(1);
    std::lock_guard<std::mutex> lock(mutex_);
    found[0] = byName_.begin()->second;
    return found;
  }
  void choose(const std::string &name) {
    std::lock_guard<std::mutex> lock(mutex_);
    chosen_ = byName_[name];
  }
  std::vector<Session *> raw() {
    std::vector<Session *> found;
    std::lock_guard<std::mutex> lock(mutex_);
    for (auto &entry : byValue_)
      found.push_back(&entry.second);
    return found; // expect: guard-escape
  }
  void drop(const std::string &name) {
    std::lock_guard<std::mutex> lock(mutex_);
    byName_.erase(name);
    byGroup_.erase(1);
    byValue_.erase(name);
  }

private:
  std::mutex mutex_;
  std::map<std::string, Owner> byName_;
  std::map<int, std::map<std::string, Owner>> byGroup_;
  std::map<std::string, Session> byValue_;
  Owner chosen_;
};

void serve(Sessions &sessions) {
  sessions.all();
  sessions.named("a");
  sessions.ofGroup(1);
  sessions.first();
  sessions.choose("a");
  sessions.raw();
  sessions.drop("a");
}
