// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Handles that live longer than the map, and those that wait.
#include <future>
#include <map>
#include <thread>
#include <vector>

using Table = std::map<int, int>;

std::future<void> returnedBad() {
  Table Values;
  return std::async(std::launch::async, [&] { Values.clear(); }); // expect: detached-capture
}
class KeeperBad {
public:
  void start() {
    Table Values;
    Workers.emplace_back([&] { Values.clear(); }); // expect: detached-capture
  }
  void startOne() {
    Table Values;
    One = std::thread([&Values] { Values[1] = 1; }); // expect: detached-capture
  }
  ~KeeperBad() {
    One.join();
    for (auto &Each : Workers)
      Each.join();
  }

private:
  std::thread One;
  std::vector<std::thread> Workers;
};

void discardedAsyncOk() {
  Table Values;
  std::async(std::launch::async, [&] { Values.clear(); });
}
void heldAsyncOk() {
  Table Values;
  auto Done = std::async(std::launch::async, [&] { Values.clear(); });
}
void waitedOk() {
  Table Values;
  std::future<void> Done =
      std::async(std::launch::async, [&] { Values.clear(); });
  Done.wait();
}
void jthreadOk() {
  Table Values;
  std::jthread Worker([&] { Values.clear(); });
}
void joinAllOk() {
  Table Values;
  std::vector<std::thread> Workers;
  Workers.emplace_back([&] { Values.size(); });
  for (auto &Each : Workers)
    Each.join();
}
