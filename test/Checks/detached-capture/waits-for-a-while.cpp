// RUN: %check_expect --real %s
// A wait that gives up after a while leaves threads behind that use the locals.
#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

std::map<int, int> gatherBad(int Count) {
  std::map<int, int> Results;
  std::mutex Mutex;
  std::condition_variable Done;
  for (int I = 0; I < Count; ++I)
    std::thread([&, I] { // expect: detached-capture
      std::lock_guard<std::mutex> Lock(Mutex);
      Results[I] = 1;
      Done.notify_one();
    }).detach();
  std::unique_lock<std::mutex> Lock(Mutex);
  Done.wait_for(Lock, std::chrono::milliseconds(50),
                [&] { return static_cast<int>(Results.size()) == Count; });
  return Results;
}

std::map<int, int> gatherOk(int Count) {
  std::map<int, int> Results;
  std::mutex Mutex;
  std::condition_variable Done;
  for (int I = 0; I < Count; ++I)
    std::thread([&, I] {
      std::lock_guard<std::mutex> Lock(Mutex);
      Results[I] = 1;
      Done.notify_one();
    }).detach();
  std::unique_lock<std::mutex> Lock(Mutex);
  while (static_cast<int>(Results.size()) < Count)
    Done.wait_for(Lock, std::chrono::milliseconds(50));
  return Results;
}

int main() { return static_cast<int>(gatherBad(4).size() + gatherOk(4).size()); }
