// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A pool of the function's own: when it has joined its worker, no task is left
// to run. And the worker is the thread of its tasks.
#include <atomic>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

class Pool {
public:
  Pool() : Worker([this] { loop(); }) {}
  ~Pool() {
    IsDone = true;
    Worker.join();
  }
  void post(std::function<void()> Task) {
    std::lock_guard<std::mutex> Hold(Mutex);
    Tasks.push_back(std::move(Task));
  }
  std::map<int, int> Timers, Seen;

private:
  void loop() {
    while (!IsDone) {
      Timers.erase(1);
      Seen.erase(1); // expect: unguarded-access
      std::function<void()> Task;
      {
        std::lock_guard<std::mutex> Hold(Mutex);
        if (Tasks.empty())
          continue;
        Task = std::move(Tasks.front());
        Tasks.pop_front();
      }
      Task();
    }
  }
  std::mutex Mutex;
  std::deque<std::function<void()>> Tasks;
  std::atomic<bool> IsDone{false};
  std::thread Worker;
};

std::map<int, int> Words, Early;
void index() {
  Pool Own;
  Own.post([] {
    Words[1]++;
    Early[1]++; // expect: unguarded-access
  });
  Own.post([&Own] { Own.Timers[2] = 1; });
  Own.Seen.count(1); // expect: unguarded-access
  Early.size();      // expect: unguarded-access
}

// Ended by its owner, before what its tasks use.
void owned() {
  std::map<int, int> Own;
  auto Workers = std::make_unique<Pool>();
  Workers->post([&Own] { Own[1]++; });
  Workers.reset();
  Own.size();
}

int main() {
  owned();
  index();
  Words.size();
}
