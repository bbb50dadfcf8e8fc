// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// What is done before a signal happens before what follows the wait for it: a
// latch, a semaphore, a flag that a condition variable waits for.
#include <chrono>
#include <condition_variable>
#include <latch>
#include <map>
#include <mutex>
#include <semaphore>
#include <thread>
#include <vector>

using Table = std::map<int, int>;

// A flag of the class, read again and again after the wait.
class Boot {
public:
  void load() {
    Words[1] = 1;
    {
      std::lock_guard<std::mutex> Hold(Mutex);
      IsReady = true;
    }
    Changed.notify_all();
  }
  void use() {
    {
      std::unique_lock<std::mutex> Hold(Mutex);
      Changed.wait(Hold, [this] { return IsReady; });
    }
    for (int I = 0; I < 3; ++I)
      Words.count(I);
  }

private:
  std::mutex Mutex;
  std::condition_variable Changed;
  bool IsReady = false;
  Table Words;
};

// An event with methods of its own, and a loop around the wait.
class Event {
public:
  void wait() {
    std::unique_lock<std::mutex> Hold(Mutex);
    while (!IsSet)
      Changed.wait(Hold);
  }
  void set() {
    std::lock_guard<std::mutex> Hold(Mutex);
    IsSet = true;
    Changed.notify_all();
  }

private:
  std::mutex Mutex;
  std::condition_variable Changed;
  bool IsSet = false;
};
Table Names;
void names() {
  Event Filled;
  std::thread Reader([&] {
    Filled.wait();
    for (int I = 0; I < 3; ++I)
      Names.count(I);
  });
  Names[1] = 1;
  Filled.set();
  Reader.join();
}

// Locals of the function that starts the thread.
void locals() {
  std::mutex Mutex;
  std::condition_variable Changed;
  bool IsReady = false;
  Table Own;
  std::thread Reader([&] {
    std::unique_lock<std::mutex> Hold(Mutex);
    Changed.wait(Hold, [&] { return IsReady; });
    Hold.unlock();
    for (int I = 0; I < 3; ++I)
      Own.count(I);
  });
  Own[1] = 1;
  {
    std::lock_guard<std::mutex> Hold(Mutex);
    IsReady = true;
  }
  Changed.notify_one();
  Reader.join();
}

// Each worker counts down; who waits for all of them reads.
class Crawler {
public:
  Crawler() : Parts(4), Done(4) {}
  void run() {
    std::vector<std::thread> Workers;
    for (int I = 0; I < 4; ++I)
      Workers.emplace_back([this, I] { work(I); });
    Done.wait();
    for (auto &Part : Parts)
      for (auto &Pair : Part)
        Pair.second++;
    for (auto &Worker : Workers)
      Worker.join();
  }

private:
  void work(int I) {
    Parts[I][1]++;
    Done.count_down();
  }
  std::vector<Table> Parts;
  std::latch Done;
};

// A semaphore without permits signals.
void hands() {
  static Table Own;
  static std::binary_semaphore Filled(0);
  std::thread Reader([] {
    Filled.acquire();
    Own.count(1);
  });
  Own[1] = 1;
  Filled.release();
  Reader.join();
}

// What is waited for is a state, or a count: who gives the signal is not told
// from the rest, and the wait is believed, also by a loop behind it.
class Loader {
public:
  void load() {
    Words[1] = 1;
    {
      std::lock_guard<std::mutex> Hold(Mutex);
      Now = State::Ready;
    }
    Changed.notify_all();
  }
  void use() {
    {
      std::unique_lock<std::mutex> Hold(Mutex);
      while (Now != State::Ready)
        Changed.wait(Hold);
    }
    for (int I = 0; I < 3; ++I)
      Words.count(I);
  }

private:
  enum class State { Idle, Ready };
  std::mutex Mutex;
  std::condition_variable Changed;
  State Now = State::Idle;
  Table Words;
};
class Warmup {
public:
  Warmup() : Parts(3) {
    for (int I = 0; I < 3; ++I)
      Workers.emplace_back([this, I] { warm(I); });
  }
  ~Warmup() {
    for (auto &Worker : Workers)
      Worker.join();
  }
  void collect() {
    std::unique_lock<std::mutex> Hold(Mutex);
    Changed.wait(Hold, [this] { return Finished == 3; });
    Hold.unlock();
    for (auto &Part : Parts)
      for (auto &Pair : Part)
        Pair.second++;
  }

private:
  void warm(int I) {
    Parts[I][1] = 2;
    std::lock_guard<std::mutex> Hold(Mutex);
    ++Finished;
    Changed.notify_one();
  }
  std::vector<Table> Parts;
  std::mutex Mutex;
  std::condition_variable Changed;
  int Finished = 0;
  std::vector<std::thread> Workers;
};

// The signal comes first, and the map is filled after it.
class Hasty {
public:
  void load() {
    {
      std::lock_guard<std::mutex> Hold(Mutex);
      IsReady = true;
    }
    Changed.notify_all();
    Words[1] = 1; // expect: unguarded-access
  }
  void use() {
    {
      std::unique_lock<std::mutex> Hold(Mutex);
      Changed.wait(Hold, [this] { return IsReady; });
    }
    Words.count(1); // expect: unguarded-access
  }

private:
  std::mutex Mutex;
  std::condition_variable Changed;
  bool IsReady = false;
  Table Words;
};
void hastyLatch() {
  static Table Own;
  static std::latch Filled(1);
  std::thread Reader([] {
    Filled.wait();
    Own.count(1); // expect: unguarded-access
  });
  Filled.count_down();
  Own[1] = 1; // expect: unguarded-access
  Reader.join();
}

// The flag may be up already without the wait: it is asked for or not.
class Either {
public:
  void load() {
    Words[1] = 1; // expect: unguarded-access
    std::lock_guard<std::mutex> Hold(Mutex);
    IsReady = true;
    Changed.notify_all();
  }
  void use() {
    {
      std::unique_lock<std::mutex> Hold(Mutex);
      Changed.wait_for(Hold, std::chrono::seconds(1), [this] { return IsReady; });
    }
    for (int I = 0; I < 3; ++I)
      Words.count(I); // expect: unguarded-access
  }

private:
  std::mutex Mutex;
  std::condition_variable Changed;
  bool IsReady = false;
  Table Words;
};

template <class T> void both(T &Object) {
  std::thread Reader([&] { Object.use(); });
  Object.load();
  Reader.join();
}
int main() {
  Boot One;
  both(One);
  names();
  locals();
  Crawler().run();
  Loader Zero;
  both(Zero);
  Warmup().collect();
  hands();
  Hasty Two;
  both(Two);
  hastyLatch();
  Either Three;
  both(Three);
}
