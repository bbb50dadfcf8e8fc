// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Who waits for what is in a map takes it out under the lock: that others go on
// putting elements in is not over with the wait.
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

namespace TakesBad {
std::mutex Mutex;
std::condition_variable Changed;
std::map<int, int> Box;
void post(int Key) {
  {
    std::lock_guard<std::mutex> Hold(Mutex);
    Box[Key] = 1;
  }
  Changed.notify_all();
}
void run() {
  std::thread Poster([] {
    for (int I = 0; I < 99; ++I)
      post(I);
  });
  std::unique_lock<std::mutex> Hold(Mutex);
  Changed.wait(Hold, [] { return Box.find(1) != Box.end(); });
  Hold.unlock();
  Box.erase(1); // expect: unguarded-access
  Poster.join();
}
} // namespace TakesBad

namespace TakesOk {
std::mutex Mutex;
std::condition_variable Changed;
std::map<int, int> Box;
void post(int Key) {
  {
    std::lock_guard<std::mutex> Hold(Mutex);
    Box[Key] = 1;
  }
  Changed.notify_all();
}
void run() {
  std::thread Poster([] {
    for (int I = 0; I < 99; ++I)
      post(I);
  });
  std::unique_lock<std::mutex> Hold(Mutex);
  Changed.wait(Hold, [] { return Box.find(1) != Box.end(); });
  Box.erase(1);
  Hold.unlock();
  Poster.join();
}
} // namespace TakesOk

// The last one that comes has put in the last element.
namespace CountsOk {
std::mutex Mutex;
std::condition_variable Changed;
std::map<int, int> Results;
void post(int Key) {
  {
    std::lock_guard<std::mutex> Hold(Mutex);
    Results[Key] = 1;
  }
  Changed.notify_all();
}
int run() {
  std::thread First(post, 1), Second(post, 2);
  std::unique_lock<std::mutex> Hold(Mutex);
  Changed.wait(Hold, [] { return Results.size() == 2; });
  Hold.unlock();
  int Sum = 0;
  for (auto &Entry : Results)
    Sum += Entry.second;
  First.join();
  Second.join();
  return Sum;
}
} // namespace CountsOk

int main() {
  TakesBad::run();
  TakesOk::run();
  return CountsOk::run();
}
