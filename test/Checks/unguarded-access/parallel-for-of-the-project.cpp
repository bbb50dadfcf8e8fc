// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Functions of the project that run what they are given in several threads, and wait for them.
#include <functional>
#include <future>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

void parallelFor(int Count, const std::function<void(int)> &Run) {
  std::vector<std::thread> Threads;
  for (int I = 0; I < Count; ++I)
    Threads.emplace_back([&Run, I] { Run(I); });
  for (std::thread &Thread : Threads)
    Thread.join();
}

template <class Callable> void parallelAny(int Count, Callable Run) {
  std::vector<std::future<void>> Tasks;
  for (int I = 0; I < Count; ++I)
    Tasks.push_back(std::async(std::launch::async, [&Run, I] { Run(I); }));
  for (std::future<void> &Task : Tasks)
    Task.get();
}

class Runner {
public:
  void run(const std::function<void(int)> &Each) {
    std::vector<std::thread> Threads;
    for (int I = 0; I < 4; ++I)
      Threads.emplace_back(&Runner::work, this, std::cref(Each), I);
    for (std::thread &Thread : Threads)
      Thread.join();
  }
  void work(const std::function<void(int)> &Each, int Number) { Each(Number); }
};

void sharedBad() {
  std::map<int, int> Sums, More;
  parallelFor(4, [&](int I) {
    Sums[I] = I; // expect: unguarded-access
  });
  parallelAny(4, [&](int I) {
    More[I] = I; // expect: unguarded-access
  });
  Sums.clear();
  More.clear();
}

void ofAnObjectBad(Runner &Runs) {
  std::map<int, int> Sums;
  Runs.run([&](int I) {
    Sums[I] = I; // expect: unguarded-access
  });
  Sums.clear();
}

void lockedOk(Runner &Runs) {
  std::map<int, int> Sums;
  std::mutex Mutex;
  auto Add = [&](int I) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Sums[I] = I;
  };
  parallelFor(4, Add);
  parallelAny(4, Add);
  Runs.run(Add);
  Sums.clear();
}

void ownPartsOk() {
  std::vector<std::map<int, int>> Parts(4);
  parallelFor(4, [&](int I) { Parts[I][1] = 1; });
  parallelAny(4, [&](int I) { Parts[I].clear(); });
  Parts[0].clear();
}

std::vector<std::map<int, int>> Shared(4);
void fillOwn(int Number) { Shared[Number][1] = 1; }
void ownPartsOfAllOk() {
  parallelFor(4, fillOwn);
  parallelAny(4, fillOwn);
}

// Called once by one thread.
void runOnce(const std::function<void()> &Run) {
  std::thread Thread([&Run] { Run(); });
  Thread.join();
}
void onceOk() {
  std::map<int, int> Sums;
  runOnce([&] { Sums[1] = 1; });
  Sums.clear();
}

int main() {
  Runner Runs;
  sharedBad();
  ofAnObjectBad(Runs);
  lockedOk(Runs);
  ownPartsOk();
  ownPartsOfAllOk();
  onceOk();
}
