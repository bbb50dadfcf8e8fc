// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A work-stealing pool: a queue for each worker, in a lane; the task comes back
// through a parameter.
#include <atomic>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

class Stealing {
  struct Lane {
    std::mutex Mutex;
    std::deque<std::function<void()>> Jobs;
  };
  std::vector<std::unique_ptr<Lane>> Lanes;
  std::vector<std::thread> Workers;
  std::atomic<bool> Done{false};
  std::atomic<unsigned> Next{0};

  bool popFrom(Lane &From, std::function<void()> &Job) {
    std::lock_guard<std::mutex> Lock(From.Mutex);
    if (From.Jobs.empty())
      return false;
    Job = std::move(From.Jobs.front());
    From.Jobs.pop_front();
    return true;
  }
  void work(unsigned Self) {
    std::function<void()> Job;
    while (!Done) {
      if (popFrom(*Lanes[Self], Job)) {
        Job();
        continue;
      }
      for (unsigned I = 1; I < Lanes.size(); ++I)
        if (popFrom(*Lanes[(Self + I) % Lanes.size()], Job)) {
          Job();
          break;
        }
    }
  }

public:
  explicit Stealing(unsigned Count) {
    for (unsigned I = 0; I < Count; ++I)
      Lanes.push_back(std::make_unique<Lane>());
    for (unsigned I = 0; I < Count; ++I)
      Workers.emplace_back(&Stealing::work, this, I);
  }
  ~Stealing() {
    Done = true;
    for (std::thread &Worker : Workers)
      Worker.join();
  }
  void spawn(std::function<void()> Job) {
    Lane &To = *Lanes[Next++ % Lanes.size()];
    std::lock_guard<std::mutex> Lock(To.Mutex);
    To.Jobs.push_back(std::move(Job));
  }
};

void unlockedBad() {
  std::map<int, int> Counts;
  Stealing Pool(4);
  for (int I = 0; I < 10; ++I)
    Pool.spawn([&Counts, I] { ++Counts[I % 3]; }); // expect: unguarded-access
}

void lockedOk() {
  std::map<int, int> Counts;
  std::mutex Mutex;
  Stealing Pool(4);
  for (int I = 0; I < 10; ++I)
    Pool.spawn([&, I] {
      std::lock_guard<std::mutex> Lock(Mutex);
      ++Counts[I % 3];
    });
}
