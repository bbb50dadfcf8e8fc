// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A packaged task is moved into a thread. Its future tells when it is done; to
// drop the future is no wait.
#include <future>
#include <map>
#include <thread>
#include <utility>

void dropped() {
  std::map<int, int> Counts;
  std::packaged_task<void()> Task([&Counts] { Counts[1] = 1; });
  auto Done = Task.get_future();
  std::thread(std::move(Task)).detach(); // expect: detached-capture
}

void waitedForOk() {
  std::map<int, int> Counts;
  std::packaged_task<void()> Task([&Counts] { Counts[1] = 1; });
  auto Done = Task.get_future();
  std::thread(std::move(Task)).detach();
  Done.get();
}

void joinedOk() {
  std::map<int, int> Counts;
  std::packaged_task<void()> Task([&Counts] { Counts[1] = 1; });
  auto Done = Task.get_future();
  std::thread Worker(std::move(Task));
  Worker.join();
}
