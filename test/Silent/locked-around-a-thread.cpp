// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A function that starts threads and waits for them while it holds a lock: what
// they do is done under the lock, to everybody else.
#include <map>
#include <mutex>
#include <thread>

std::mutex Mutex;

std::map<int, int> Held;
int countOk(int Key) {
  std::lock_guard<std::mutex> Hold(Mutex);
  int Count = 0;
  std::thread Helper([&] { Count = Held.count(Key); });
  Helper.join();
  return Count;
}
void putOk(int Key) {
  std::lock_guard<std::mutex> Hold(Mutex);
  Held[Key] = 1;
}

// Joined after the lock is gone.
std::map<int, int> Early;
int countEarlyBad(int Key) {
  int Count = 0;
  std::unique_lock<std::mutex> Hold(Mutex);
  std::thread Helper([&] { Count = Early.count(Key); }); // expect: unguarded-access
  Hold.unlock();
  Helper.join();
  return Count;
}
void putEarly(int Key) {
  std::lock_guard<std::mutex> Hold(Mutex);
  Early[Key] = 1;
}

// Among each other the threads hold nothing.
std::map<int, int> Both;
void bothBad() {
  std::lock_guard<std::mutex> Hold(Mutex);
  std::thread First([] { Both[1] = 1; });  // expect: unguarded-access
  std::thread Second([] { Both[2] = 2; }); // expect: unguarded-access
  First.join();
  Second.join();
}

int main() {
  std::thread Reader([] { countOk(1); });
  std::thread Writer([] { putOk(1); });
  std::thread EarlyReader([] { countEarlyBad(1); });
  std::thread EarlyWriter([] { putEarly(1); });
  std::thread Two(bothBad);
  Reader.join();
  Writer.join();
  EarlyReader.join();
  EarlyWriter.join();
  Two.join();
}
