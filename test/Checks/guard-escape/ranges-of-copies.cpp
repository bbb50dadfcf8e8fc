// RUN: %check_expect --real %s
// Two iterators that make a collection of copies leave with none of them; and
// what a call under the lock does with iterators of its own is over when the
// lock ends, however often the loop comes round.
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Seen {
public:
  void add(int value) {
    std::lock_guard lock(mutex_);
    values_.insert(value);
    names_["a"] = value;
  }
  std::vector<int> braces() {
    std::lock_guard lock(mutex_);
    return {values_.begin(), values_.end()};
  }
  std::vector<int> named() {
    std::lock_guard lock(mutex_);
    return std::vector<int>{values_.begin(), values_.end()};
  }
  std::vector<int> parentheses() {
    std::lock_guard lock(mutex_);
    return std::vector<int>(values_.begin(), values_.end());
  }
  std::map<std::string, int> map() {
    std::lock_guard lock(mutex_);
    return {names_.begin(), names_.end()};
  }
  std::pair<std::set<int>::iterator, std::set<int>::iterator> range() {
    std::lock_guard lock(mutex_);
    return {values_.begin(), values_.end()}; // expect: guard-escape
  }

private:
  std::mutex mutex_;
  std::set<int> values_;
  std::map<std::string, int> names_;
};

std::mutex sessionsMutex;
std::map<std::string, int> sessions;

void reap() {
  for (int i = 0; i < 10; ++i) {
    std::lock_guard lock(sessionsMutex);
    std::erase_if(sessions, [](const auto &entry) { return entry.second < 3; });
  }
}
void reapAndRest() {
  std::unique_lock lock(sessionsMutex);
  for (;;) {
    std::erase_if(sessions, [](const auto &entry) { return entry.second < 3; });
    lock.unlock();
    std::this_thread::yield();
    lock.lock();
  }
}
void reapUnlocked() {
  std::unique_lock lock(sessionsMutex);
  auto at = sessions.begin();
  for (int i = 0; i < 10; ++i) {
    lock.unlock();
    std::this_thread::yield();
    ++at; // expect: guard-escape
    lock.lock();
  }
}

int main() {
  std::thread first(reap), second(reapAndRest), third(reapUnlocked);
  for (int i = 0; i < 9; ++i) {
    std::lock_guard lock(sessionsMutex);
    sessions.insert_or_assign("a", i);
  }
  Seen seen;
  std::thread fourth([&] { seen.add(1); });
  seen.braces();
  seen.named();
  seen.parentheses();
  seen.map();
  seen.range();
  first.join();
  second.join();
  third.join();
  fourth.join();
}
