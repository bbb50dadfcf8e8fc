// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A copy of a map reads every element of it.
#include <map>
#include <mutex>
#include <optional>
#include <thread>

std::mutex Mutex;
std::map<int, int> Jobs;
void finish(int Id) {
  std::lock_guard<std::mutex> Lock(Mutex);
  Jobs.at(Id) = 1;
}
int count() {
  auto All = Jobs; // expect: unguarded-access
  return static_cast<int>(All.size());
}
int countLocked() {
  std::lock_guard<std::mutex> Lock(Mutex);
  auto All = Jobs;
  return static_cast<int>(All.size());
}
// How many there are does not change.
int size() { return static_cast<int>(Jobs.size()); }

// A thread that is made in place.
class Pump {
public:
  int run() {
    Thread.emplace(&Pump::work, this);
    const int Size = static_cast<int>(Values.size()); // expect: unguarded-access
    Thread->join();
    return Size + static_cast<int>(Values.size());
  }

private:
  void work() { Values[1] = 2; } // expect: unguarded-access
  std::map<int, int> Values;
  std::optional<std::thread> Thread;
};

int main() {
  Jobs.emplace(1, 0);
  std::thread Worker(finish, 1);
  count();
  countLocked();
  size();
  Worker.join();
  Pump Own;
  Own.run();
}
