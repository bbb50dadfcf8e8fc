// RUN: %check_expect %s
// RUN: %check_expect --real %s
// A task of a queue with one worker posts to that queue and goes on: what it
// posts runs after it.
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

class Queue {
public:
  explicit Queue(int Count = 1) : Count(Count) {}
  ~Queue() { stop(); }
  void post(std::function<void()> Task) {
    std::unique_lock<std::mutex> Lock(Mutex);
    if (!IsStarted) {
      for (int I = 0; I < Count; ++I)
        Threads.emplace_back([this] { work(); });
      IsStarted = true;
    }
    Tasks.push_back(std::move(Task));
    Filled.notify_one();
  }
  void stop() {
    {
      std::unique_lock<std::mutex> Lock(Mutex);
      IsStopped = true;
    }
    Filled.notify_all();
    for (std::thread &Thread : Threads)
      Thread.join();
  }

private:
  int Count;
  bool IsStarted = false, IsStopped = false;
  std::mutex Mutex;
  std::condition_variable Filled;
  std::deque<std::function<void()>> Tasks;
  std::vector<std::thread> Threads;

  void work() {
    std::unique_lock<std::mutex> Lock(Mutex);
    for (;;) {
      while (Tasks.empty() && !IsStopped)
        Filled.wait(Lock);
      if (IsStopped)
        return;
      std::function<void()> Task = std::move(Tasks.front());
      Tasks.pop_front();
      Lock.unlock();
      Task();
      Lock.lock();
    }
  }
};

class ConnectionOk {
  Queue Jobs{1};
  std::map<int, int> Ids;

  void refresh(int Key) { Ids[Key] = 2; }
  void fill() {
    for (int I = 0; I < 9; ++I)
      Ids[I] = I;
  }
  void reconnect() {
    Ids.clear();
    for (int I = 0; I < 9; ++I)
      Jobs.post([this, I] { refresh(I); });
    Ids[0] = 1;
    fill();
  }

public:
  void start() { Jobs.post([this] { reconnect(); }); }
  void tick() {
    Jobs.post([this] { reconnect(); });
    Jobs.post([this] { refresh(4); });
  }
};

class CalledFromElsewhereBad {
  Queue Jobs{1};
  std::map<int, int> Ids;
  void refresh(int Key) { Ids[Key] = 2; } // expect: unguarded-access

public:
  void start() { Jobs.post([this] { reconnect(); }); }
  void reconnect() {
    Jobs.post([this] { refresh(3); });
    Ids[0] = 1; // expect: unguarded-access
  }
};

class SeveralWorkersBad {
  Queue Jobs{4};
  std::map<int, int> Ids;
  void refresh(int Key) { Ids[Key] = 2; } // expect: unguarded-access
  void reconnect() {
    Jobs.post([this] { refresh(3); });
    Ids[0] = 1; // expect: unguarded-access
  }

public:
  void start() { Jobs.post([this] { reconnect(); }); }
};

class OtherQueueBad {
  Queue Jobs{1}, Events{1};
  std::map<int, int> Ids;
  void refresh(int Key) { Ids[Key] = 2; } // expect: unguarded-access
  void reconnect() {
    Events.post([this] { refresh(3); });
    Ids[0] = 1; // expect: unguarded-access
  }

public:
  void start() { Jobs.post([this] { reconnect(); }); }
};

// What a listener is told in any thread, the task does, too.
class ListenerBad {
  Queue Jobs{1};
  std::map<int, int> Active;

  void activate(int Key) { Active[Key] = 1; } // expect: unguarded-access

public:
  void update(int Key) {
    Jobs.post([this, Key] { activate(Key); });
    if (Active.count(Key) == 0) // expect: unguarded-access
      return;
    Jobs.post([this, Key] { update(Key); });
  }
};

int main() {
  ConnectionOk First;
  First.start();
  First.tick();
  CalledFromElsewhereBad Second;
  Second.start();
  Second.reconnect();
  SeveralWorkersBad Third;
  Third.start();
  OtherQueueBad Fourth;
  Fourth.start();
  ListenerBad Fifth;
  Fifth.update(1);
}
