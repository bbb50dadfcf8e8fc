// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// The keys of the map are maps. What is done with a key does not touch the map:
// keys never change.
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

using Labels = std::map<std::string, std::string>;

class FamilyOk {
public:
  void add(const Labels &Name, int Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Metrics.emplace(Name, Value);
  }
  std::size_t collect() const {
    std::lock_guard<std::mutex> Lock(Mutex);
    std::size_t Sum = 0;
    for (const auto &Each : Metrics)
      Sum += widthOf(Each.first);
    for (const auto &[Name, Value] : Metrics)
      Sum += Name.size() + Value;
    return Sum;
  }
  static std::size_t widthOf(const Labels &Name) {
    std::size_t Width = 0;
    for (const auto &Label : Name)
      Width += Label.second.size();
    return Width + Name.size();
  }

private:
  mutable std::mutex Mutex;
  std::map<Labels, int> Metrics;
};

// The mapped values are maps of their own that the lock must cover.
class GroupsBad {
public:
  void add(const std::string &Group, int Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Members[Group][Value] = 1;
  }
  std::size_t count() {
    std::size_t Sum = 0;
    for (auto &Each : Members) // expect: unguarded-access
      Sum += Each.second.size(); // expect: unguarded-access
    return Sum;
  }

private:
  std::mutex Mutex;
  std::map<std::string, std::map<int, int>> Members;
};

int main() {
  FamilyOk Family;
  GroupsBad Groups;
  std::thread Worker([&] {
    Family.add({{"a", "b"}}, 1);
    Groups.add("a", 1);
  });
  Family.collect();
  Groups.count();
  Worker.join();
}
