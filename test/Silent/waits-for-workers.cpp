// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A helper that does nothing but wait until the workers are done orders what
// comes after it, as a wait in place would; a queue that waits for room does
// not.
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

struct Gate {
  std::mutex Mutex;
  std::condition_variable Done;
  int Running = 0;
  void leave() {
    std::lock_guard<std::mutex> Lock(Mutex);
    --Running;
    Done.notify_all();
  }
  void waitIdle() {
    std::unique_lock<std::mutex> Lock(Mutex);
    while (Running > 0)
      Done.wait(Lock);
  }
};

int collectOk() {
  Gate Open;
  Open.Running = 1;
  std::map<int, int> Result;
  std::thread Worker([&] {
    Result[1] = 2;
    Open.leave();
  });
  Open.waitIdle();
  int Sum = Result.size();
  Worker.join();
  return Sum;
}

struct Queue {
  std::mutex Mutex;
  std::condition_variable HasRoom;
  std::vector<int> Items;
  void put(int Item) {
    std::unique_lock<std::mutex> Lock(Mutex);
    while (Items.size() > 8)
      HasRoom.wait(Lock);
    Items.push_back(Item);
  }
};
