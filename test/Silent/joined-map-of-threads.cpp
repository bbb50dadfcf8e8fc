// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Threads in a map by key, and the loop that joins them all.
#include <map>
#include <thread>
#include <utility>

class Broker {
public:
  void start() {
    for (int I = 0; I < 4; ++I)
      Workers[I] = std::thread([this] { route(); });
  }
  int stop() {
    for (auto &Each : Workers)
      Each.second.join();
    return Routes.size();
  }
  int peek() {
    return Seen.size(); // expect: unguarded-access
  }

private:
  void route() {
    Routes.size();
    Seen[1]++; // expect: unguarded-access
  }
  std::map<int, std::thread> Workers;
  std::map<int, int> Routes, Seen;
};

class Slots {
public:
  Slots() {
    for (int I = 0; I < 2; ++I)
      Workers.emplace(I, std::thread([this] { Count.count(1); }));
  }
  void stop() {
    for (auto &[Key, Worker] : Workers)
      if (Worker.joinable())
        Worker.join();
    Count[1] = 2;
  }

private:
  std::map<int, std::thread> Workers;
  std::map<int, int> Count;
};

int main() {
  Broker One;
  One.start();
  One.peek();
  One.stop();
  Slots Two;
  Two.stop();
}
