// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// The ways people join all their threads, a home-made joining guard among them.
#include <algorithm>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

struct Tally {
  void count(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    ++Hits[Key];
  }
  void startInto(std::vector<std::thread> &Threads) {
    for (int I = 0; I < 3; ++I)
      Threads.emplace_back(&Tally::count, this, I);
  }
  std::mutex Mutex;
  std::map<int, int> Hits;
};

void forEachLambdaOk() {
  Tally Counts;
  std::vector<std::thread> Threads;
  Counts.startInto(Threads);
  std::for_each(Threads.begin(), Threads.end(),
                [](std::thread &Thread) { Thread.join(); });
  Counts.Hits.clear();
}

void memFnOk() {
  Tally Counts;
  std::vector<std::thread> Threads;
  Counts.startInto(Threads);
  std::for_each(Threads.begin(), Threads.end(),
                std::mem_fn(&std::thread::join));
  Counts.Hits.clear();
}

void popOneByOneOk() {
  Tally Counts;
  std::vector<std::thread> Threads;
  Counts.startInto(Threads);
  while (!Threads.empty()) {
    Threads.back().join();
    Threads.pop_back();
  }
  Counts.Hits.clear();
}

class ThreadGuard {
public:
  explicit ThreadGuard(std::thread &Thread) : Thread(Thread) {}
  ~ThreadGuard() {
    if (Thread.joinable())
      Thread.join();
  }

private:
  std::thread &Thread;
};

void guardOk() {
  Tally Counts;
  {
    std::thread Worker(&Tally::count, &Counts, 1);
    ThreadGuard Guard(Worker);
  }
  Counts.Hits.clear();
}

struct PlainTally {
  void count(int Key) {
    ++Hits[Key]; // expect: unguarded-access
  }
  std::map<int, int> Hits;
};

void insideTheGuardBad() {
  PlainTally Counts;
  std::thread Worker(&PlainTally::count, &Counts, 1);
  ThreadGuard Guard(Worker);
  Counts.Hits.clear(); // expect: unguarded-access
}

int main() {
  forEachLambdaOk();
  memFnOk();
  popOneByOneOk();
  guardOk();
  insideTheGuardBad();
}
