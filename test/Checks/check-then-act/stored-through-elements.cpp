// RUN: %check_expect --real %s
// What is stored through an element, or in a pointer to a map, may come from an
// earlier section.
#include <map>
#include <memory>
#include <mutex>
#include <thread>

std::mutex Mutex;
std::map<int, long> Balances{{1, 0}};

void depositBad(int Id) {
  Mutex.lock();
  long Old = Balances.find(Id)->second;
  Mutex.unlock();
  Mutex.lock();
  Balances.find(Id)->second = Old + 1; // expect: check-then-act
  Mutex.unlock();
}
void depositAtBad(int Id) {
  Mutex.lock();
  long Old = Balances.at(Id);
  Mutex.unlock();
  Mutex.lock();
  Balances.at(Id) = Old + 1; // expect: check-then-act
  Mutex.unlock();
}
void depositOk(int Id) {
  std::lock_guard<std::mutex> Lock(Mutex);
  long Old = Balances.find(Id)->second;
  Balances.find(Id)->second = Old + 1;
}
void resetOk(int Id) {
  Mutex.lock();
  long Old = Balances.find(Id)->second;
  Mutex.unlock();
  if (Old < 0)
    return;
  Mutex.lock();
  if (auto Found = Balances.find(Id); Found != Balances.end())
    Found->second = 0;
  Mutex.unlock();
}

using Table = std::map<int, int>;
std::shared_ptr<const Table> Current = std::make_shared<const Table>();
std::shared_ptr<const Table> snapshot() {
  std::lock_guard<std::mutex> Lock(Mutex);
  return Current;
}
void updateBad(int Key) {
  auto Old = snapshot();
  auto Next = std::make_shared<Table>(*Old);
  (*Next)[Key] = 1;
  std::lock_guard<std::mutex> Lock(Mutex);
  Current = Next; // expect: check-then-act
}
bool updateOk(int Key) {
  auto Old = snapshot();
  auto Next = std::make_shared<Table>(*Old);
  (*Next)[Key] = 1;
  std::lock_guard<std::mutex> Lock(Mutex);
  if (Current != Old)
    return false;
  Current = Next;
  return true;
}

int main() {
  auto Run = [] {
    depositBad(1), depositAtBad(1), depositOk(1), resetOk(1);
    updateBad(1), updateOk(1);
  };
  std::thread A(Run), B(Run);
  A.join();
  B.join();
}
