// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A virtual method that the object's declared class inherits: overrides in
// classes beside it are never called, those below it are.
#include <map>
#include <memory>
#include <thread>
#include <vector>

std::map<int, int> OfOthers, OfSubclasses;

struct Entity {
  virtual ~Entity() = default;
  virtual void enable() {}
};

struct Participant : Entity {
  void enable() override { OfOthers[1] = 1; }
};

struct Topic : Entity {
  int Number = 0;
};

struct FilteredTopic : Topic {
  void enable() override {
    OfSubclasses[1] = 1; // expect: unguarded-access
  }
};

class Factory {
public:
  void add(std::shared_ptr<Topic> New) { Topics.push_back(New); }
  Topic *first() { return Topics.front().get(); }
  std::vector<std::shared_ptr<Topic>> Topics;
};

Factory TheFactory;

void run() {
  TheFactory.first()->enable();
  for (auto &Each : TheFactory.Topics)
    Each->enable();
}

int main() {
  TheFactory.add(std::make_shared<FilteredTopic>());
  Participant().enable();
  std::thread First(run), Second(run);
  First.join();
  Second.join();
}
