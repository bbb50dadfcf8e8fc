// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// What operator[] has read in one section is written back in the next.
#include <map>
#include <mutex>
#include <thread>

std::mutex Mutex;
std::map<int, long> Balance, Best, Other;

void depositBad(int Id) {
  long Old;
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    Old = Balance[Id];
  }
  std::lock_guard<std::mutex> Lock(Mutex);
  Balance[Id] = Old + 1; // expect: check-then-act
}
void bestBad(int Id, long Value) {
  long Old;
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    Old = Best[Id];
  }
  if (Value > Old) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Best[Id] = Value; // expect: check-then-act
  }
}
void depositOk(int Id) {
  std::lock_guard<std::mutex> Lock(Mutex);
  long Old = Balance[Id];
  Balance[Id] = Old + 1;
}
void bestOk(int Id, long Value) {
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (Best[Id] >= Value)
      return;
  }
  std::lock_guard<std::mutex> Lock(Mutex);
  if (Best[Id] < Value)
    Best[Id] = Value;
}
// What is written has nothing to do with what was read.
long swapOk(int Id, long Value) {
  long Old;
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    Old = Other[Id];
  }
  std::lock_guard<std::mutex> Lock(Mutex);
  Other[Id] = Value;
  return Old;
}
void work(int Id) {
  depositBad(Id);
  bestBad(Id, 3);
  depositOk(Id);
  bestOk(Id, 3);
  swapOk(Id, 3);
}
int main() {
  std::thread A(work, 1), B(work, 1);
  A.join();
  B.join();
}
