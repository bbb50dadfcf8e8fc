// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Workers count in an atomic when they are done, and the reader spins until all
// have been counted.
#include <atomic>
#include <map>
#include <thread>
#include <vector>

class WarmUpOk {
public:
  explicit WarmUpOk(std::size_t Count) : Slots(Count) {
    for (std::size_t I = 0; I < Count; ++I)
      Workers.emplace_back(&WarmUpOk::warm, this, I);
  }
  ~WarmUpOk() {
    for (auto &Worker : Workers)
      Worker.join();
  }
  int collect() {
    while (Finished.load() != Slots.size())
      std::this_thread::yield();
    int Sum = 0;
    for (auto &Slot : Slots)
      for (auto &Entry : Slot)
        Sum += Entry.second;
    return Sum;
  }

private:
  void warm(std::size_t I) {
    Slots[I][1] = 2;
    Finished.fetch_add(1);
  }
  std::vector<std::map<int, int>> Slots;
  std::atomic<std::size_t> Finished{0};
  std::vector<std::thread> Workers;
};

class WarmUpBad {
public:
  explicit WarmUpBad(std::size_t Count) : Slots(Count) {
    for (std::size_t I = 0; I < Count; ++I)
      Workers.emplace_back(&WarmUpBad::warm, this, I);
  }
  ~WarmUpBad() {
    for (auto &Worker : Workers)
      Worker.join();
  }
  int collect() {
    int Sum = 0;
    for (auto &Slot : Slots)
      for (auto &Entry : Slot) // expect: unguarded-access
        Sum += Entry.second;
    return Sum;
  }

private:
  void warm(std::size_t I) {
    Slots[I][1] = 2; // expect: unguarded-access
    Finished.fetch_add(1);
  }
  std::vector<std::map<int, int>> Slots;
  std::atomic<std::size_t> Finished{0};
  std::vector<std::thread> Workers;
};

int first() {
  WarmUpOk Object(3);
  return Object.collect();
}
int second() {
  WarmUpBad Object(3);
  return Object.collect();
}
int main() {
  std::thread Other(first);
  second();
  Other.join();
}
