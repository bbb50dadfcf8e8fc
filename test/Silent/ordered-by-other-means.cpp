// RUN: %check_expect --mock %s
// A latch, a barrier or a condition variable orders the accesses: nothing is
// reported above low confidence. A latch that nobody waits for orders nothing.
#include <barrier>
#include <condition_variable>
#include <latch>
#include <map>
#include <mutex>
#include <thread>

void latchOk() {
  std::map<int, int> Table;
  std::latch Filled(1);
  std::thread Worker([&] {
    Table[1] = 1;
    Filled.count_down();
  });
  Filled.wait();
  Table.erase(1);
  Worker.join();
}

void barrierOk() {
  std::map<int, int> Table;
  std::barrier<> Filled(2);
  std::thread Worker([&] {
    Table[1] = 1;
    Filled.arrive_and_wait();
  });
  Filled.arrive_and_wait();
  Table.erase(1);
  Worker.join();
}

void conditionVariableOk() {
  std::map<int, int> Table;
  std::mutex Mutex;
  std::condition_variable Ready;
  bool IsFilled = false;
  std::thread Worker([&] {
    Table[1] = 1;
    std::lock_guard<std::mutex> Lock(Mutex);
    IsFilled = true;
    Ready.notify_one();
  });
  {
    std::unique_lock<std::mutex> Lock(Mutex);
    Ready.wait(Lock, [&] { return IsFilled; });
  }
  Table.erase(1);
  Worker.join();
}

void latchNobodyWaitsForBad() {
  std::map<int, int> Table;
  std::latch Filled(1);
  std::thread Worker([&] {
    Table[1] = 1; // expect: unguarded-access
    Filled.count_down();
  });
  Table.erase(1); // expect: unguarded-access
  Worker.join();
}

int main() {
  latchOk();
  barrierOk();
  conditionVariableOk();
  latchNobodyWaitsForBad();
}
