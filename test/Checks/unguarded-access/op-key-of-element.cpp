// RUN: %check_expect --real %s
// operator[] with the key of an element that was found does not insert.
#include <map>
#include <string>
#include <thread>

std::map<std::string, std::string> found, walked, chained;
bool lookAt(const std::string &k) {
  auto it = found.find(k);
  return it != found.end() && found[it->first].empty();
}
void walk() {
  int n = 0;
  for (const auto &each : walked)
    n += walked[each.first].size();
}
void chain(const std::string &k) {
  auto it = chained.find(k); // expect: unguarded-access
  if (it != chained.end())
    chained[it->second]; // expect: unguarded-access
}
void worker() {
  lookAt("a");
  walk();
  chain("a");
}
int main() {
  found["a"] = walked["a"] = chained["a"] = "b";
  std::thread one(worker), two(worker);
  one.join();
  two.join();
}
