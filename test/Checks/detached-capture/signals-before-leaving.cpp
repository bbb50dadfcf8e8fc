// RUN: %check_expect --mock %s
// RUN: %check_expect --confidence low --real %s
// A wait for a signal before the scope ends is likely to be for this thread.
#include <atomic>
#include <condition_variable>
#include <latch>
#include <map>
#include <mutex>
#include <thread>

void conditionOk() {
  std::map<int, int> Values;
  std::mutex Mutex;
  std::condition_variable Ready;
  bool IsDone = false;
  std::thread([&] { // expect-low: detached-capture
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[1] = 1;
    IsDone = true;
    Ready.notify_all();
  }).detach();
  std::unique_lock<std::mutex> Lock(Mutex);
  while (!IsDone)
    Ready.wait(Lock);
}

void latchOk() {
  std::map<int, int> Values;
  std::latch Done(1);
  std::thread([&] { // expect-low: detached-capture
    Values[1] = 1;
    Done.count_down();
  }).detach();
  Done.wait();
}

void spinOk() {
  std::map<int, int> Values;
  std::atomic<bool> IsDone{false};
  std::thread([&] { // expect-low: detached-capture
    Values[1] = 1;
    IsDone = true;
  }).detach();
  while (!IsDone)
    std::this_thread::yield();
}
