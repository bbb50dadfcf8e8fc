// What mock-std.cpp compiles as C++11 and C++17.
#include <functional>
#include <future>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>
std::map<std::string, int> M;
std::mutex Mu;
void f(int a) {
  std::lock_guard<std::mutex> L(Mu);
  for (std::map<std::string, int>::iterator I = M.begin(); I != M.end(); ++I) {
    if (I->second != 3)
      M.erase(I++);
  }
  auto r = M.insert(std::pair<const std::string, int>("a", 1));
  if (r.second)
    M["x"] = 1;
  if (M.find("x") != M.end()) {
  }
}
int main() {
  std::vector<std::thread> V;
  for (int i = 0; i < 3; ++i)
    V.push_back(std::thread(f, i));
  for (std::thread &T : V)
    T.join();
  std::unordered_map<int, std::set<int>> U;
  U[1].insert(2);
  auto F = std::async(f, 1);
  F.get();
  std::function<void()> G = std::bind(f, 3);
  if (G != nullptr)
    G();
  std::unordered_map<std::string, int>::const_iterator It =
      U.empty() ? std::unordered_map<std::string, int>::const_iterator()
                : std::unordered_map<std::string, int>::const_iterator();
  (void)It;
  return M == M;
}
