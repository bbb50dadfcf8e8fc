// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A thread that is started in a loop runs in parallel with itself: one access
// is enough for a race, and is reported once.
#include <map>
#include <mutex>
#include <thread>
#include <vector>

void emplaceBackBad() {
  std::map<int, int> Hits;
  std::vector<std::thread> Workers;
  for (int I = 0; I < 4; ++I)
    Workers.emplace_back([&Hits, I] {
      Hits[I] = I; // expect: unguarded-access
    });
  for (std::thread &Worker : Workers)
    Worker.join();
}

void count(std::map<int, int> &Hits) {
  ++Hits[0]; // expect: unguarded-access
}

void pushBackBad() {
  std::map<int, int> Hits;
  std::vector<std::thread> Workers;
  for (int I = 0; I < 4; ++I)
    Workers.push_back(std::thread(count, std::ref(Hits)));
  for (std::thread &Worker : Workers)
    Worker.join();
}

void arrayBad() {
  std::map<int, int> Hits;
  std::thread Workers[4];
  for (int I = 0; I < 4; ++I)
    Workers[I] = std::thread([&Hits] {
      Hits.erase(0); // expect: unguarded-access
    });
  for (int I = 0; I < 4; ++I)
    Workers[I].join();
}

void lockedOk() {
  std::map<int, int> Hits;
  std::mutex Mutex;
  std::vector<std::thread> Workers;
  for (int I = 0; I < 4; ++I)
    Workers.emplace_back([&, I] {
      std::lock_guard<std::mutex> Lock(Mutex);
      Hits[I] = I;
    });
  for (std::thread &Worker : Workers)
    Worker.join();
}

void readersOk() {
  std::map<int, int> Hits = {{0, 1}};
  std::vector<std::thread> Workers;
  for (int I = 0; I < 4; ++I)
    Workers.emplace_back([&Hits, I] { return Hits.count(I); });
  for (std::thread &Worker : Workers)
    Worker.join();
}

int main() {
  emplaceBackBad();
  pushBackBad();
  arrayBad();
  lockedOk();
  readersOk();
}
