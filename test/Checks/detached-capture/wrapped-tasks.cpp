// RUN: %check_expect --real %s
// A pool wraps what it is given in tasks of its own: the finding stands where the
// callable is given to it, once for each.
#include <condition_variable>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <queue>
#include <thread>
#include <vector>

class Pool {
public:
  explicit Pool(unsigned Count) {
    for (unsigned I = 0; I < Count; ++I)
      Workers.emplace_back([this] { work(); });
  }
  ~Pool() {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      IsDone = true;
    }
    Changed.notify_all();
    for (std::thread &Each : Workers)
      Each.join();
  }
  template <typename F> std::future<void> submit(F Run) {
    auto Task = std::make_shared<std::packaged_task<void()>>(std::move(Run));
    std::future<void> Result = Task->get_future();
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Tasks.push([Task] { (*Task)(); });
    }
    Changed.notify_one();
    return Result;
  }

private:
  void work() {
    for (;;) {
      std::function<void()> Next;
      {
        std::unique_lock<std::mutex> Lock(Mutex);
        Changed.wait(Lock, [this] { return IsDone || !Tasks.empty(); });
        if (Tasks.empty())
          return;
        Next = std::move(Tasks.front());
        Tasks.pop();
      }
      Next();
    }
  }
  std::vector<std::thread> Workers;
  std::queue<std::function<void()>> Tasks;
  std::mutex Mutex;
  std::condition_variable Changed;
  bool IsDone = false;
};

Pool &pool() {
  static Pool Only(4);
  return Only;
}

void count(std::map<char, int> &Into) { ++Into['a']; }

void lambdaBad() {
  std::map<char, int> Counts;
  pool().submit([&Counts] { ++Counts['a']; }); // expect: detached-capture
}
void anotherBad() {
  std::map<char, int> Counts;
  pool().submit([&Counts] { Counts.clear(); }); // expect: detached-capture
}
void waitedOk() {
  std::map<char, int> Counts;
  auto Result = pool().submit([&Counts] { ++Counts['a']; });
  Result.get();
}
void ownedOk() {
  auto Counts = std::make_shared<std::map<char, int>>();
  pool().submit([Counts] { ++(*Counts)['a']; });
}

// What a method starts on its own object stands in the method.
class Loader {
public:
  void start() {
    std::thread([this] { Loaded[1] = 1; }).detach(); // expect: detached-capture
  }

private:
  std::map<int, int> Loaded;
};
void objectBad() {
  Loader Local;
  Local.start();
}

int main() {
  lambdaBad();
  anotherBad();
  waitedOk();
  ownedOk();
  objectBad();
}
