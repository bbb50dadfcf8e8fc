// RUN: %check_expect --real %s
// One worker runs all tasks, also those whose result somebody waits for.
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

class Executor {
public:
  Executor() : Worker([this] { run(); }) {}
  ~Executor() {
    {
      std::lock_guard<std::mutex> Hold(Mutex);
      IsStopped = true;
    }
    Changed.notify_all();
    Worker.join();
  }
  void post(std::function<void()> Task) {
    {
      std::lock_guard<std::mutex> Hold(Mutex);
      Tasks.push_back(std::move(Task));
    }
    Changed.notify_one();
  }
  template <class F> auto ask(F Question) {
    using Answer = decltype(Question());
    auto Task = std::make_shared<std::packaged_task<Answer()>>(
        std::move(Question));
    auto Result = Task->get_future();
    post([Task] { (*Task)(); });
    return Result.get();
  }

private:
  void run() {
    for (;;) {
      std::function<void()> Task;
      {
        std::unique_lock<std::mutex> Hold(Mutex);
        Changed.wait(Hold, [&] { return IsStopped || !Tasks.empty(); });
        if (Tasks.empty())
          return;
        Task = std::move(Tasks.front());
        Tasks.pop_front();
      }
      Task();
    }
  }
  std::mutex Mutex;
  std::condition_variable Changed;
  std::deque<std::function<void()>> Tasks;
  bool IsStopped = false;
  std::thread Worker;
};

class Store {
public:
  void put(int Key, int Value) {
    Own.post([this, Key, Value] {
      Items[Key] = Value;
      Late[Key] = Value; // expect: unguarded-access
    });
  }
  int get(int Key) {
    return Own.ask([this, Key] { return (int)Items.count(Key); });
  }
  int peek(int Key) {
    return Late.count(Key); // expect: unguarded-access
  }

private:
  std::map<int, int> Items, Late;
  Executor Own;
};

int main() {
  Store One;
  std::thread A([&] {
    for (int I = 0; I < 9; ++I)
      One.put(I, I);
  });
  std::thread B([&] {
    One.get(1);
    One.peek(1);
  });
  A.join();
  B.join();
}
