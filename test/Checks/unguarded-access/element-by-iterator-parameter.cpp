// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// An element that a function changes through an iterator that it is given.
#include <map>
#include <mutex>
#include <thread>

struct Item {
  int Hits = 0;
};
using Items = std::map<int, Item>;

struct Bad {
  Items Map;
  std::mutex Mutex;
  void set(Items::iterator Where) {
    Where->second.Hits = 1; // expect: unguarded-access
  }
  void touch() {
    auto Where = Map.find(1); // expect: unguarded-access
    if (Where != Map.end())
      set(Where);
  }
  void remove() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Map.erase(1);
  }
};

struct Ok {
  Items Map;
  std::mutex Mutex;
  void set(Items::iterator Where) { Where->second.Hits = 1; }
  void touch() {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto Where = Map.find(1);
    if (Where != Map.end())
      set(Where);
  }
  void remove() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Map.erase(1);
  }
};

// Of a map of its own.
void countOne(Items::iterator Where) { ++Where->second.Hits; }
void countOwn() {
  Items Own;
  Own[1];
  countOne(Own.find(1));
}

int main() {
  Bad First;
  std::thread Toucher([&] { First.touch(); }), Remover([&] { First.remove(); });
  Toucher.join();
  Remover.join();
  Ok Second;
  std::thread Toucher2([&] { Second.touch(); }), Remover2([&] { Second.remove(); });
  Toucher2.join();
  Remover2.join();
  std::thread One(countOwn), Two(countOwn);
  One.join();
  Two.join();
}
