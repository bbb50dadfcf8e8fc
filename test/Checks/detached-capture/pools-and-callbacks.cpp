// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A home-made pool runs what it is given later; a bus keeps its callbacks.
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

class Pool {
public:
  Pool() {
    for (int I = 0; I < 4; ++I)
      Workers.emplace_back([this] { work(); });
  }
  ~Pool() {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      IsStopped = true;
    }
    Ready.notify_all();
    for (auto &Each : Workers)
      Each.join();
  }
  void post(std::function<void()> Task) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Tasks.push_back(std::move(Task));
    Ready.notify_one();
  }
  void waitIdle() {
    std::unique_lock<std::mutex> Lock(Mutex);
    while (!Tasks.empty())
      Ready.wait(Lock);
  }

private:
  void work() {
    for (;;) {
      std::function<void()> Task;
      {
        std::unique_lock<std::mutex> Lock(Mutex);
        while (Tasks.empty() && !IsStopped)
          Ready.wait(Lock);
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
  bool IsStopped = false;
  std::deque<std::function<void()>> Tasks;
  std::vector<std::thread> Workers;
};

Pool &sharedPool() {
  static Pool Shared;
  return Shared;
}

void postedBad() {
  std::map<int, int> Values;
  sharedPool().post([&] { Values[1] = 1; }); // expect: detached-capture
}
void postedToParameterBad(Pool &Workers) {
  std::map<int, int> Values;
  std::mutex Mutex;
  Workers.post([&] { // expect: detached-capture
    std::lock_guard<std::mutex> Lock(Mutex);
    Values.clear();
  });
}
void poolFirstBad() {
  Pool Workers;
  std::map<int, int> Values;
  std::mutex Mutex;
  Workers.post([&] { // expect: detached-capture
    std::lock_guard<std::mutex> Lock(Mutex);
    Values.clear();
  });
}

void poolLastOk() {
  std::map<int, int> Values;
  std::mutex Mutex;
  Pool Workers;
  Workers.post([&] {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values.clear();
  });
}
void idleOk(Pool &Workers) {
  std::map<int, int> Values;
  std::mutex Mutex;
  Workers.post([&] {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values.clear();
  });
  Workers.waitIdle();
}
void promisedOk(Pool &Workers) {
  std::map<int, int> Values;
  std::promise<void> Done;
  std::future<void> Result = Done.get_future();
  std::mutex Mutex;
  Workers.post([&] {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values.clear();
    Done.set_value();
  });
  Result.get();
}
void ownedOk(Pool &Workers) {
  auto Values = std::make_shared<std::map<int, int>>();
  auto Mutex = std::make_shared<std::mutex>();
  Workers.post([Values, Mutex] {
    std::lock_guard<std::mutex> Lock(*Mutex);
    Values->clear();
  });
}

class Bus {
public:
  void subscribe(std::function<void(int)> Handler) {
    Handlers.push_back(std::move(Handler));
  }
  void publish(int Value) {
    for (auto &Each : Handlers)
      Each(Value);
  }
  void unsubscribeAll() { Handlers.clear(); }
  std::function<void()> OnClose;

private:
  std::vector<std::function<void(int)>> Handlers;
};

void subscribedBad(Bus &Events) {
  std::map<int, int> Seen;
  Events.subscribe([&](int Value) { ++Seen[Value]; }); // expect: detached-capture
}
void fieldBad(Bus &Events) {
  std::map<int, int> Seen;
  Events.OnClose = [&Seen] { Seen.clear(); }; // expect: detached-capture
}
std::function<void()> AtExit;
void globalBad() {
  std::map<int, int> Seen;
  AtExit = [&Seen] { Seen.clear(); }; // expect: detached-capture
}

void unsubscribedOk(Bus &Events) {
  std::map<int, int> Seen;
  Events.subscribe([&](int Value) { ++Seen[Value]; });
  Events.publish(1);
  Events.unsubscribeAll();
}
void localBusOk() {
  std::map<int, int> Seen;
  Bus Events;
  Events.subscribe([&](int Value) { ++Seen[Value]; });
  Events.publish(1);
}
void resetOk(Bus &Events) {
  std::map<int, int> Seen;
  Events.OnClose = [&Seen] { Seen.clear(); };
  Events.publish(1);
  Events.OnClose = nullptr;
}
void sharedOk(Bus &Events) {
  auto Seen = std::make_shared<std::map<int, int>>();
  Events.subscribe([Seen](int Value) { ++(*Seen)[Value]; });
}
void numberOk(Bus &Events) {
  std::map<int, int> Seen;
  int Size = static_cast<int>(Seen.size());
  Events.subscribe([Size](int) { (void)Size; });
}

int main() {
  Bus Events;
  Pool Workers;
  postedBad();
  postedToParameterBad(Workers);
  poolFirstBad();
  poolLastOk();
  idleOk(Workers);
  promisedOk(Workers);
  ownedOk(Workers);
  subscribedBad(Events);
  unsubscribedOk(Events);
}
