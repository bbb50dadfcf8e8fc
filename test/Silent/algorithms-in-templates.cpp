// RUN: %check_expect --real %s
// In a template that is never instantiated, an algorithm calls its lambda at
// once, under the lock.
#include <algorithm>
#include <iterator>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

template <typename Connection> class Server {
public:
  void add(int Id, const std::string &Topic) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Topics[Id].insert(Topic);
  }
  void drop(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Topics.erase(Id);
  }
  std::vector<std::string> listOk(const std::vector<std::string> &Wanted) {
    std::vector<std::string> Found;
    std::lock_guard<std::mutex> Lock(Mutex);
    for (const auto &Each : Topics)
      std::copy_if(Wanted.begin(), Wanted.end(), std::back_inserter(Found),
                   [&](const std::string &Topic) {
                     return Each.second.find(Topic) != Each.second.end();
                   });
    return Found;
  }
  bool hasBad(const std::vector<int> &Wanted) {
    return std::all_of(Wanted.begin(), Wanted.end(), [this](int Id) {
      return Topics.count(Id) != 0; // expect: inconsistent-guard
    });
  }

private:
  std::mutex Mutex;
  std::map<int, std::set<std::string>> Topics;
  std::map<int, Connection> Connections;
};
