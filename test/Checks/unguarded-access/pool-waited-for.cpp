// RUN: %check_expect %s
// RUN: %check_expect --real %s
// RUN: %check_expect --confidence low --real %s
// A pool that lives for one round of a loop is waited for by a signal, which is
// taken to order its tasks: what is left, the end of what the tasks use among
// it, is low.
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class Pool {
public:
  explicit Pool(int Count) : Count(Count) {}
  ~Pool() { join(true); }
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
  void join(bool Stop = false) {
    std::unique_lock<std::mutex> Lock(Mutex);
    while (Busy != 0 || !Tasks.empty())
      Idle.wait(Lock);
    if (Stop) {
      IsStopped = true;
      Filled.notify_all();
      Lock.unlock();
      for (std::thread &Thread : Threads)
        Thread.join();
    }
  }

private:
  int Count;
  bool IsStarted = false, IsStopped = false;
  int Busy = 0;
  std::mutex Mutex;
  std::condition_variable Filled, Idle;
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
      ++Busy;
      Lock.unlock();
      Task();
      Lock.lock();
      --Busy;
      if (Tasks.empty())
        Idle.notify_all();
    }
  }
};

using Rows = std::map<std::string, std::vector<std::string>>;

// Each task has the element at which the loop stands when it is posted.
void elementsOk(const std::vector<std::string> &Types) {
  for (const std::string &Type : Types) {
    Pool Workers(4);
    Rows Raw;
    Raw[Type].push_back("a");
    std::map<std::string, std::map<std::string, std::string>> Content;
    for (auto &Source : Raw) {
      auto &Target = Content[Source.first];
      Workers.post([&] { // expect-low: detached-capture
        for (auto &Text : Source.second)
          Target.emplace(Text, Text);
        Source.second.clear();
      });
    }
    Workers.join();
  }
}

void afterWaitLow(const std::vector<std::string> &Types) {
  for (const std::string &Type : Types) {
    Pool Workers(4);
    std::map<std::string, std::string> Raw;
    Workers.post([&] { Raw[Type] = "b"; }); // expect-low: unguarded-access, detached-capture
    Workers.join();
    for (int I = 0; I < 3; ++I)
      Raw["x"] = "y"; // expect-low: unguarded-access
    Raw.clear();      // expect-low: unguarded-access
  }
}

void beforeWaitBad(const std::vector<std::string> &Types) {
  for (const std::string &Type : Types) {
    Pool Workers(4);
    std::map<std::string, std::string> Raw;
    Workers.post([&] { Raw[Type] = "b"; }); // expect: unguarded-access // expect-low: detached-capture
    for (int I = 0; I < 3; ++I)
      Raw["x"] = "y"; // expect: unguarded-access
    Workers.join();
  }
}

// The wait for one pool says nothing of another.
void otherPoolBad(const std::vector<std::string> &Types) {
  for (const std::string &Type : Types) {
    Pool Workers(4);
    std::map<std::string, std::string> Raw;
    {
      Pool Others(2);
      Workers.post([&] { Raw[Type] = "b"; }); // expect: unguarded-access // expect-low: detached-capture
    }
    Raw["x"] = "y"; // expect: unguarded-access
    Workers.join();
  }
}

void wholeMapBad(const std::vector<std::string> &Types) {
  for (const std::string &Type : Types) {
    Pool Workers(4);
    Rows Raw;
    Raw[Type].push_back("a");
    for (auto &Source : Raw)
      Workers.post([&] { // expect-low: detached-capture
        Raw["all"].push_back(Source.first); // expect: unguarded-access
      });
    Workers.join();
  }
}

int main(int Count, char **Words) {
  std::vector<std::string> Types(Words, Words + Count);
  elementsOk(Types);
  afterWaitLow(Types);
  beforeWaitBad(Types);
  otherPoolBad(Types);
  wholeMapBad(Types);
}
