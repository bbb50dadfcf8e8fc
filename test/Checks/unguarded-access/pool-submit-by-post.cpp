// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A pool whose submit wraps the task and hands it to its own post: the future
// that comes back is that of the task, whoever has put it into the queue.
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

class Pool {
public:
  explicit Pool(int Count) {
    for (int I = 0; I < Count; ++I)
      Workers.emplace_back([this] { run(); });
  }
  ~Pool() {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Quit = true;
    }
    Ready.notify_all();
    for (auto &Each : Workers)
      Each.join();
  }
  void post(std::function<void()> Task) {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Queue.push_back(std::move(Task));
    }
    Ready.notify_one();
  }
  template <class F> std::future<void> submit(F Work) {
    auto Task = std::make_shared<std::packaged_task<void()>>(std::move(Work));
    auto Result = Task->get_future();
    post([Task] { (*Task)(); });
    return Result;
  }

private:
  void run() {
    for (;;) {
      std::function<void()> Task;
      {
        std::unique_lock<std::mutex> Lock(Mutex);
        while (!Quit && Queue.empty())
          Ready.wait(Lock);
        if (Queue.empty())
          return;
        Task = std::move(Queue.front());
        Queue.pop_front();
      }
      Task();
    }
  }
  std::deque<std::function<void()>> Queue;
  std::mutex Mutex;
  std::condition_variable Ready;
  bool Quit = false;
  std::vector<std::thread> Workers;
};

std::size_t oneOk(Pool &Tasks) {
  std::map<int, int> Sizes;
  auto Done = Tasks.submit([&Sizes] { Sizes[1] = 1; });
  Done.get();
  return Sizes.size();
}

std::size_t manyOk(Pool &Tasks) {
  std::map<int, int> Sizes;
  std::mutex Lock;
  std::vector<std::future<void>> All;
  for (int I = 0; I < 8; ++I)
    All.push_back(Tasks.submit([&Sizes, &Lock, I] {
      std::lock_guard<std::mutex> Hold(Lock);
      Sizes[I] = I;
    }));
  for (auto &Each : All)
    Each.get();
  return Sizes.size();
}

std::size_t earlyBad(Pool &Tasks) {
  std::map<int, int> Sizes;
  auto Done = Tasks.submit([&Sizes] {
    Sizes[1] = 1; // expect: unguarded-access
  });
  std::size_t Before = Sizes.size(); // expect: unguarded-access
  Done.get();
  return Before;
}

int main() {
  Pool Tasks(2);
  return static_cast<int>(oneOk(Tasks) + manyOk(Tasks) + earlyBad(Tasks));
}
