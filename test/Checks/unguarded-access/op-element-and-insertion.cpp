// RUN: %check_expect --real %s
// An insertion that leaves elements alone does not disturb who reads one, but
// who walks over them.
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

struct Info {
  int size() const { return 1; }
};
std::map<std::string, std::shared_ptr<Info>> infos;
std::map<std::string, std::string> names;
std::mutex mu;

void add(const std::string &k) {
  std::lock_guard<std::mutex> l(mu);
  auto added = infos.emplace(k, std::make_shared<Info>());
  if (!added.second)
    added.first->second->size();
  names[k] = k;
}
int save() {
  int n = 0;
  for (auto &each : infos) // expect: unguarded-access
    n += each.second->size();
  for (auto &each : names)   // expect: unguarded-access
    n += each.second.size(); // expect: unguarded-access
  return n;
}
int main() {
  std::thread a([] { add("a"); }), b([] { add("b"); });
  save();
  a.join();
  b.join();
}
