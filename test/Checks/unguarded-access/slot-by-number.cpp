// RUN: %check_expect --mock %s
// Arrays of maps: each thread has its own slot, but a slot with a fixed number is somebody's own, too.
#include <array>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

void fixedSlotBad() {
  std::map<int, int> Slots[4];
  std::vector<std::thread> Threads;
  for (int I = 0; I < 4; ++I)
    Threads.emplace_back([&Slots, I] {
      Slots[I][1] = 2; // expect: unguarded-access
      Slots[0].size(); // expect: unguarded-access
    });
  for (std::thread &Thread : Threads)
    Thread.join();
}

std::array<std::map<int, int>, 8> Totals;
void total(int Number) {
  Totals[Number][1] = 1; // expect: unguarded-access
  Totals[7].erase(2);    // expect: unguarded-access
}
void fixedSlotOfArrayBad() {
  std::vector<std::thread> Threads;
  for (int I = 0; I < 8; ++I)
    Threads.emplace_back(total, I);
  for (std::thread &Thread : Threads)
    Thread.join();
}

void ownSlotOk() {
  std::map<int, int> Slots[4];
  std::vector<std::thread> Threads;
  for (int I = 0; I < 4; ++I)
    Threads.emplace_back([&Slots, I] {
      Slots[I][1] = 2;
      Slots[I].size();
    });
  for (std::thread &Thread : Threads)
    Thread.join();
  Slots[0].size();
}

void lockedSlotOk() {
  std::map<int, int> Slots[4];
  std::mutex Mutex;
  std::vector<std::thread> Threads;
  for (int I = 0; I < 4; ++I)
    Threads.emplace_back([&Slots, &Mutex, I] {
      std::lock_guard<std::mutex> Lock(Mutex);
      Slots[I][1] = 2;
      Slots[0].size();
    });
  for (std::thread &Thread : Threads)
    Thread.join();
}

int main() {
  fixedSlotBad();
  fixedSlotOfArrayBad();
  ownSlotOk();
  lockedSlotOk();
}
