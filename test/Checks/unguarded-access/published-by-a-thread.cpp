// RUN: %check_expect --real %s
// The thread is given an object, publishes it, and goes on changing it.
#include <atomic>
#include <map>
#include <memory>
#include <thread>

struct State {
  std::map<int, int> Words;
};

class Index {
public:
  Index()
      : Live(std::make_shared<const State>()),
        Worker(&Index::work, this, std::make_shared<State>()) {}
  ~Index() {
    IsStopped = true;
    Worker.join();
  }
  bool has(int Key) const {
    auto Now = Live.load();
    return Now->Words.count(Key); // expect: unguarded-access
  }

private:
  void work(std::shared_ptr<State> Own) {
    for (int I = 0; !IsStopped; ++I) {
      Own->Words[I] = I; // expect: unguarded-access
      Live.store(Own);
    }
  }
  std::atomic<std::shared_ptr<const State>> Live;
  std::atomic<bool> IsStopped{false};
  std::thread Worker;
};

// A copy is published.
class Snapshots {
public:
  Snapshots()
      : Live(std::make_shared<const State>()),
        Worker(&Snapshots::work, this, std::make_shared<State>()) {}
  ~Snapshots() {
    IsStopped = true;
    Worker.join();
  }
  bool has(int Key) const {
    auto Now = Live.load();
    return Now->Words.count(Key);
  }

private:
  void work(std::shared_ptr<State> Own) {
    for (int I = 0; !IsStopped; ++I) {
      Own->Words[I] = I;
      Live.store(std::make_shared<const State>(*Own));
    }
  }
  std::atomic<std::shared_ptr<const State>> Live;
  std::atomic<bool> IsStopped{false};
  std::thread Worker;
};

int main() {
  Index One;
  One.has(3);
  Snapshots Two;
  Two.has(3);
}
