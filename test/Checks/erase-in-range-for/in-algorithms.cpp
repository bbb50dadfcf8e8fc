// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// The body of the loop is a lambda that an algorithm calls for each element.
#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>

struct Bad {
  std::unordered_map<int, int> Hits;
  void dropEmpty() {
    std::for_each(Hits.begin(), Hits.end(), [this](const auto &Each) {
      if (Each.second == 0)
        Hits.erase(Each.first); // expect: erase-in-range-for
    });
  }
  void addNext() {
    std::for_each(Hits.begin(), Hits.end(), [this](const auto &Each) {
      Hits[Each.first + 1] = Each.second; // expect: erase-in-range-for
    });
  }
  void remove(int Key) { Hits.erase(Key); }
  void dropByCall() {
    using Entry = std::pair<const int, int>;
    std::for_each(Hits.begin(), Hits.end(), [this](const Entry &Each) {
      if (Each.second == 0)
        remove(Each.first); // expect: erase-in-range-for
    });
  }
  void inPredicate() {
    std::erase_if(Hits, [this](const auto &Each) {
      if (Each.second == 3)
        Hits.erase(4); // expect: erase-in-range-for
      return Each.second == 0;
    });
  }
};

struct Ok {
  std::unordered_map<int, int> Hits, Others;
  std::map<int, int> Nodes;
  void dropEmpty() {
    std::erase_if(Hits, [](const auto &Each) { return Each.second == 0; });
  }
  void ownKey() {
    std::for_each(Hits.begin(), Hits.end(),
                  [this](const auto &Each) { Hits[Each.first] = 1; });
  }
  void intoNodes() {
    std::for_each(Nodes.begin(), Nodes.end(),
                  [this](const auto &Each) { Nodes.emplace(Each.first + 1, 1); });
  }
  void another() {
    std::for_each(Hits.begin(), Hits.end(),
                  [this](const auto &Each) { Others[Each.first] = 1; });
    std::for_each(Hits.begin(), Hits.end(),
                  [this](const auto &Each) { Others.erase(Each.first); });
  }
  void found() {
    auto It = std::find_if(Hits.begin(), Hits.end(),
                           [](const auto &Each) { return Each.second == 0; });
    if (It != Hits.end())
      Hits.erase(It);
  }
};
