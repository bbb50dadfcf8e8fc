// RUN: %check_expect --real %s
// Guards that a pointer owns, and mutexes that a guard gives back: held until
// the pointer lets go.
#include <map>
#include <memory>
#include <mutex>
#include <thread>

std::mutex Mutex;
using Guard = std::lock_guard<std::mutex>;

std::map<int, int> Kept, Reset, Nulled, Returned, Dropped, Released;

void keepOk(int Key) {
  auto Hold = std::make_unique<Guard>(Mutex);
  Kept[Key] = 1;
}

void resetBad(int Key) {
  auto Hold = std::make_unique<Guard>(Mutex);
  Hold.reset();
  Reset[Key] = 1; // expect: unguarded-access
}

void nullBad(int Key) {
  auto Hold = std::make_unique<Guard>(Mutex);
  Hold = nullptr;
  Nulled[Key] = 1; // expect: unguarded-access
}

std::unique_ptr<Guard> acquire() { return std::make_unique<Guard>(Mutex); }

void returnedOk(int Key) {
  auto Hold = acquire();
  Returned[Key] = 1;
}

void droppedBad(int Key) {
  acquire();
  Dropped[Key] = 1; // expect: unguarded-access
}

std::map<int, int> GivenBack;
void releasedBad(int Key) {
  std::unique_lock<std::mutex> Hold(Mutex);
  auto *Left = Hold.release();
  Left->unlock();
  Released[Key] = 1; // expect: unguarded-access
}

void releasedOk(int Key) {
  std::unique_lock<std::mutex> Hold(Mutex);
  auto *Left = Hold.release();
  GivenBack[Key] = 1;
  Left->unlock();
}

void work(int Key) {
  keepOk(Key);
  resetBad(Key);
  nullBad(Key);
  returnedOk(Key);
  droppedBad(Key);
  releasedBad(Key);
  releasedOk(Key);
}

int main() {
  std::thread First(work, 1), Second(work, 2);
  First.join();
  Second.join();
}
