// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A class that locks in each of its methods says that some objects of it are
// shared. Where the threads are visible, an object that a function is given is
// shared only if they share it.
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

class Dictionary {
public:
  bool has(const std::string &key) {
    std::lock_guard<std::mutex> lock(mutex_);
    return values_.count(key) > 0;
  }
  void set(const std::string &key, int value) {
    std::lock_guard<std::mutex> lock(mutex_);
    values_[key] = value;
  }

private:
  std::mutex mutex_;
  std::map<std::string, int> values_;
};

void resolveOwn(const std::string &key, const std::shared_ptr<Dictionary> &in) {
  if (!in->has(key))
    in->set(key, 1);
}
void countOwn(const std::string &key, Dictionary &in) {
  if (!in.has(key))
    in.set(key, 1);
}
void resolveAll(const std::string &key, const std::shared_ptr<Dictionary> &in) {
  if (!in->has(key))
    in->set(key, 1); // expect: check-then-act
}
void countAll(const std::string &key, Dictionary &in) {
  if (!in.has(key))
    in.set(key, 1); // expect: check-then-act
}

Dictionary counts;

void serve(const std::shared_ptr<Dictionary> &all) {
  auto own = std::make_shared<Dictionary>();
  resolveOwn("a", own);
  Dictionary local;
  countOwn("a", local);
  resolveAll("a", all);
  countAll("a", counts);
}

int main() {
  auto all = std::make_shared<Dictionary>();
  std::thread first([&] { serve(all); });
  std::thread second([&] { serve(all); });
  first.join();
  second.join();
}
