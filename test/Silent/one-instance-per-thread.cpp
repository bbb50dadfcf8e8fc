// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Each thread has its own object: made in the loop, or the element of a vector
// that the loop variable names.
#include <cstddef>
#include <map>
#include <memory>
#include <thread>
#include <vector>

struct Worker {
  void work() { Results[1] = 1; }
  std::map<int, int> Results;
};

struct SharedWorker {
  void work() {
    Results[1] = 1; // expect: unguarded-access
  }
  std::map<int, int> Results;
};

void elementOfVectorOk() {
  std::vector<Worker> Workers(3);
  std::vector<std::thread> Threads;
  for (std::size_t I = 0; I < Workers.size(); ++I)
    Threads.emplace_back([&Workers, I] { Workers[I].work(); });
  for (std::thread &Thread : Threads)
    Thread.join();
}

void elementByRangeForOk() {
  std::vector<Worker> Workers(3);
  std::vector<std::thread> Threads;
  for (Worker &Each : Workers)
    Threads.emplace_back(&Worker::work, &Each);
  for (std::thread &Thread : Threads)
    Thread.join();
}

void madeInTheLoopOk() {
  std::vector<std::unique_ptr<Worker>> Workers;
  std::vector<std::thread> Threads;
  for (int I = 0; I < 3; ++I) {
    Workers.push_back(std::make_unique<Worker>());
    Threads.emplace_back(&Worker::work, Workers.back().get());
  }
  for (std::thread &Thread : Threads)
    Thread.join();
}

void madeInTheThreadOk() {
  std::vector<std::thread> Threads;
  for (int I = 0; I < 3; ++I)
    Threads.emplace_back([] {
      Worker Own;
      Own.work();
    });
  for (std::thread &Thread : Threads)
    Thread.join();
}

void theSameElementBad() {
  std::vector<SharedWorker> Workers(3);
  std::vector<std::thread> Threads;
  for (std::size_t I = 0; I < Workers.size(); ++I)
    Threads.emplace_back([&Workers] { Workers[0].work(); });
  for (std::thread &Thread : Threads)
    Thread.join();
}

int main() {
  elementOfVectorOk();
  elementByRangeForOk();
  madeInTheLoopOk();
  madeInTheThreadOk();
  theSameElementBad();
}
