// RUN: %check_expect --real %s
// A pool that the function makes and ends, with a pointer or an optional, or
// leaves to the end of its scope: does it end before what its tasks use?
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

class Pool {
public:
  explicit Pool(int Count) {
    for (int I = 0; I < Count; ++I)
      Workers.emplace_back([this] { work(); });
  }
  ~Pool() {
    {
      std::lock_guard<std::mutex> Hold(Mutex);
      IsDone = true;
    }
    Ready.notify_all();
    for (auto &Worker : Workers)
      Worker.join();
  }
  void submit(std::function<void()> Task) {
    {
      std::lock_guard<std::mutex> Hold(Mutex);
      Tasks.push_back(std::move(Task));
    }
    Ready.notify_one();
  }

private:
  void work() {
    for (;;) {
      std::function<void()> Task;
      {
        std::unique_lock<std::mutex> Hold(Mutex);
        Ready.wait(Hold, [this] { return IsDone || !Tasks.empty(); });
        if (Tasks.empty())
          return;
        Task = std::move(Tasks.front());
        Tasks.pop_front();
      }
      Task();
    }
  }
  std::mutex Mutex;
  std::condition_variable Ready;
  std::deque<std::function<void()>> Tasks;
  bool IsDone = false;
  std::vector<std::thread> Workers;
};

int resetOk() {
  std::mutex Mutex;
  std::map<int, int> Counts;
  auto Own = std::make_unique<Pool>(4);
  for (int I = 0; I < 9; ++I)
    Own->submit([&Mutex, &Counts, I] {
      std::lock_guard<std::mutex> Hold(Mutex);
      ++Counts[I % 3];
    });
  Own.reset();
  return Counts.at(1);
}

int resetFirstOk() {
  std::mutex Mutex;
  auto Own = std::make_unique<Pool>(4);
  std::map<int, int> Counts;
  Own->submit([&Mutex, &Counts] {
    std::lock_guard<std::mutex> Hold(Mutex);
    ++Counts[1];
  });
  Own.reset();
  return Counts.at(1);
}

void neverResetBad() {
  std::mutex Mutex;
  auto Own = std::make_unique<Pool>(4);
  std::map<int, int> Counts;
  Own->submit([&Mutex, &Counts] { // expect: detached-capture
    std::lock_guard<std::mutex> Hold(Mutex);
    ++Counts[1];
  });
}

void scopeOk() {
  std::mutex Mutex;
  std::map<int, int> Counts;
  auto Own = std::make_unique<Pool>(4);
  Own->submit([&Mutex, &Counts] {
    std::lock_guard<std::mutex> Hold(Mutex);
    ++Counts[1];
  });
}

int optionalOk() {
  std::mutex Mutex;
  std::map<int, int> Counts;
  std::optional<Pool> Own(std::in_place, 4);
  Own->submit([&Mutex, &Counts] {
    std::lock_guard<std::mutex> Hold(Mutex);
    ++Counts[1];
  });
  Own.reset();
  return Counts.at(1);
}

int optionalBad() {
  std::mutex Mutex;
  std::map<int, int> Counts;
  std::optional<Pool> Own(std::in_place, 4);
  Own->submit([&Mutex, &Counts] {
    std::lock_guard<std::mutex> Hold(Mutex);
    ++Counts[1];
  });
  return Counts.at(1); // expect: unguarded-access
}

int main() {
  neverResetBad();
  scopeOk();
  return resetOk() + resetFirstOk() + optionalOk() + optionalBad();
}
