// RUN: %check_expect --real %s
// A method puts a task with `this` into a queue of the program; the object is a
// local of whoever calls it.
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

class Queue {
public:
  Queue() : Worker([this] { run(); }) {}
  ~Queue() {
    {
      std::lock_guard<std::mutex> Hold(Mutex);
      IsEnded = true;
    }
    Worker.join();
  }
  void post(std::function<void()> Task) {
    std::lock_guard<std::mutex> Hold(Mutex);
    Tasks.push_back(std::move(Task));
  }
  void drain() {
    std::unique_lock<std::mutex> Hold(Mutex);
    while (!Tasks.empty())
      Changed.wait(Hold);
  }

private:
  void run() {
    for (;;) {
      std::function<void()> Task;
      {
        std::lock_guard<std::mutex> Hold(Mutex);
        if (Tasks.empty()) {
          if (IsEnded)
            return;
          continue;
        }
        Task = std::move(Tasks.front());
        Tasks.pop_front();
      }
      Task();
    }
  }
  std::mutex Mutex;
  std::condition_variable Changed;
  std::deque<std::function<void()>> Tasks;
  bool IsEnded = false;
  std::thread Worker;
};
Queue Shared;

class Timer {
public:
  void arm() {
    Shared.post([this] { // expect: detached-capture
      std::lock_guard<std::mutex> Hold(Mutex);
      Pending.erase(1);
    });
  }

private:
  std::mutex Mutex;
  std::map<int, int> Pending;
};
void localBad() {
  Timer Own;
  Own.arm();
}

// Its destructor waits until the queue is empty.
class Waits {
public:
  ~Waits() { Shared.drain(); }
  void arm() {
    Shared.post([this] {
      std::lock_guard<std::mutex> Hold(Mutex);
      Pending.erase(1);
    });
  }

private:
  std::mutex Mutex;
  std::map<int, int> Pending;
};
void waitsOk() {
  Waits Own;
  Own.arm();
}

// The task keeps the object.
class Keeps : public std::enable_shared_from_this<Keeps> {
public:
  void arm() {
    Shared.post([Self = shared_from_this()] {
      std::lock_guard<std::mutex> Hold(Self->Mutex);
      Self->Pending.erase(1);
    });
  }

private:
  std::mutex Mutex;
  std::map<int, int> Pending;
};
void keepsOk() {
  auto Own = std::make_shared<Keeps>();
  Own->arm();
}

int main() {
  localBad();
  waitsOk();
  keepsOk();
}
