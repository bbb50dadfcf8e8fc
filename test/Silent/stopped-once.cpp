// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Who finds that the thread has been stopped leaves at once: an earlier call
// has joined it.
#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

template <class Stop> class Daemon {
public:
  Daemon() {
    Worker = std::thread([this] {
      while (IsRunning)
        Counts[1]++;
    });
  }
  ~Daemon() { stop(); }
  void stop() { Stop::stop(*this); }
  int count() {
    stop();
    return Counts.size();
  }

  std::atomic<bool> IsRunning{true};
  std::atomic<bool> IsStopped{false};
  std::mutex Mutex;
  std::map<int, int> Counts;
  std::thread Worker;
};
template <class Stop> void use() {
  Daemon<Stop> Own;
  Own.count();
}

struct Tests {
  template <class T> static void stop(T &Own) {
    if (!Own.IsRunning)
      return;
    Own.IsRunning = false;
    Own.Worker.join();
  }
};
struct TestsInside {
  template <class T> static void stop(T &Own) {
    if (Own.IsRunning) {
      Own.IsRunning = false;
      Own.Worker.join();
    }
  }
};
struct Exchanges {
  template <class T> static void stop(T &Own) {
    if (Own.IsStopped.exchange(true))
      return;
    Own.IsRunning = false;
    Own.Worker.join();
  }
};
struct ExchangesBack {
  template <class T> static void stop(T &Own) {
    if (!Own.IsRunning.exchange(false))
      return;
    Own.Worker.join();
  }
};
struct Compares {
  template <class T> static void stop(T &Own) {
    bool Old = true;
    if (Own.IsRunning.compare_exchange_strong(Old, false))
      Own.Worker.join();
  }
};
struct Locks {
  template <class T> static void stop(T &Own) {
    {
      std::lock_guard<std::mutex> Hold(Own.Mutex);
      if (Own.IsStopped)
        return;
      Own.IsStopped = true;
    }
    Own.IsRunning = false;
    Own.Worker.join();
  }
};

// A std::jthread waits for the old thread when it is assigned to.
class Sampler {
public:
  void start() {
    Worker = std::jthread([this] { Counts[1]++; });
  }
  int stop() {
    Worker = std::jthread{};
    return Counts.size();
  }

private:
  std::map<int, int> Counts;
  std::jthread Worker;
};

// Another flag says nothing of the thread.
class Careless {
public:
  Careless() {
    Worker = std::thread([this] {
      while (IsRunning)
        Counts[1]++; // expect: unguarded-access
    });
  }
  ~Careless() { Worker.join(); }
  int count() {
    if (!IsQuiet) {
      IsRunning = false;
      Worker.join();
    }
    return Counts.size(); // expect: unguarded-access
  }

private:
  std::atomic<bool> IsRunning{true};
  bool IsQuiet = false;
  std::map<int, int> Counts;
  std::thread Worker;
};

int main(int Count, char **) {
  use<Tests>();
  use<TestsInside>();
  use<Exchanges>();
  use<ExchangesBack>();
  use<Compares>();
  use<Locks>();
  Sampler One;
  One.start();
  One.stop();
  Careless Own;
  Own.count();
}
