// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Atomic flags used as locks, without a class around them.
#include <atomic>
#include <map>
#include <thread>

std::map<int, int> ByFlag, ByExchange, ByCompare, ByWinner, ByHelpers;
std::map<int, int> GivenBackEarly, Unchecked, WrongWay, OnlyFirst, OtherFlag;
std::atomic_flag Flag, EarlyFlag, FlagA, FlagB;
std::atomic<bool> Busy{false}, Compared{false}, Winning{false}, Held{false};
std::atomic<bool> Ignored{false}, Inverted{false}, Started{false};

void spinning() {
  while (Flag.test_and_set(std::memory_order_acquire)) {
  }
  ByFlag[1] = 1;
  Flag.clear(std::memory_order_release);

  while (Busy.exchange(true))
    std::this_thread::yield();
  ByExchange[1] = 1;
  Busy.store(false);

  bool Expected = false;
  while (!Compared.compare_exchange_weak(Expected, true))
    Expected = false;
  ByCompare[1] = 1;
  Compared = false;
}

void oneAtATime() {
  if (Winning.exchange(true))
    return;
  ByWinner[1] = 1;
  Winning.store(false);
}

void take() {
  while (Held.exchange(true, std::memory_order_acquire)) {
  }
}
void giveBack() { Held.store(false, std::memory_order_release); }

void throughHelpers() {
  take();
  ByHelpers[1] = 1;
  giveBack();
}

void wrong() {
  while (EarlyFlag.test_and_set()) {
  }
  EarlyFlag.clear();
  GivenBackEarly[1] = 1; // expect: unguarded-access

  Ignored.exchange(true);
  Unchecked[1] = 1; // expect: unguarded-access
  Ignored = false;

  if (!Inverted.exchange(true))
    return;
  WrongWay[1] = 1; // expect: unguarded-access
  Inverted = false;
}

void withFlagA() {
  while (FlagA.test_and_set()) {
  }
  OtherFlag[1] = 1; // expect: inconsistent-guard
  FlagA.clear();
}

void withFlagB() {
  while (FlagB.test_and_set()) {
  }
  OtherFlag[2] = 2; // expect: inconsistent-guard
  FlagB.clear();
}

/// The flag says who comes first; whoever comes later does not wait.
void first() {
  if (!Started.exchange(true))
    OnlyFirst[1] = 1; // expect: unguarded-access
  OnlyFirst.size(); // expect: unguarded-access
}

void run() {
  spinning();
  oneAtATime();
  throughHelpers();
  wrong();
  withFlagA();
  withFlagB();
  first();
}

int main() {
  std::thread First(run), Second(run);
  First.join();
  Second.join();
}
