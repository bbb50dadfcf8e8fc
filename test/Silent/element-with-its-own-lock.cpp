// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// The map no longer changes; its elements are atomic, or have a mutex of their
// own.
#include <atomic>
#include <map>
#include <mutex>
#include <thread>

namespace AtomicOk {
std::map<int, std::atomic<int>> Hits;
void count(int Key) {
  auto Found = Hits.find(Key);
  if (Found != Hits.end())
    ++Found->second;
  Hits.at(1).fetch_add(1);
}
void run() {
  Hits[1] = 0;
  std::thread First(count, 1), Second(count, 2);
  First.join();
  Second.join();
}
} // namespace AtomicOk

struct Room {
  std::mutex Mutex;
  int Guests = 0;
};

namespace OwnMutexOk {
std::map<int, Room> Rooms;
void enter(int Number) {
  Room &Target = Rooms.at(Number);
  std::lock_guard<std::mutex> Lock(Target.Mutex);
  ++Target.Guests;
}
void run() {
  Rooms[1].Guests = 0;
  std::thread First(enter, 1), Second(enter, 1);
  First.join();
  Second.join();
}
} // namespace OwnMutexOk

namespace PlainBad {
std::map<int, int> Hits;
void count(int Key) {
  ++Hits.at(Key); // expect: unguarded-access
}
void run() {
  Hits[1] = 0;
  std::thread First(count, 1), Second(count, 1);
  First.join();
  Second.join();
}
} // namespace PlainBad

// operator[] changes the map, whatever the elements are.
namespace SubscriptBad {
std::map<int, std::atomic<int>> Hits;
void count(int Key) {
  ++Hits[Key]; // expect: unguarded-access
}
void run() {
  Hits[1] = 0;
  std::thread First(count, 1), Second(count, 2);
  First.join();
  Second.join();
}
} // namespace SubscriptBad

int main() {
  AtomicOk::run();
  OwnMutexOk::run();
  PlainBad::run();
  SubscriptBad::run();
}
