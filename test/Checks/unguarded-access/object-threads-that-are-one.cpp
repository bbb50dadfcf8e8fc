// RUN: %check_expect --real %s
// One thread or one worker, met under several names.
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

// Two exported functions start the one thread of one object.
class Runner {
public:
  void start() {
    thread_ = std::make_unique<std::thread>([this] { run(); });
  }
  void stop() {
    done_ = true;
    thread_->join();
  }
  void put(int k) {
    shared_[k] = 1; // expect: unguarded-access
  }

private:
  void run() {
    while (!done_) {
      own_[1] = 1;
      own_.erase(2);
      shared_.erase(1); // expect: unguarded-access
    }
  }
  bool done_ = false;
  std::map<int, int> own_, shared_;
  std::unique_ptr<std::thread> thread_;
};
Runner runner;
void startDaemon() { runner.start(); }
void startLibrary() { runner.start(); }

// Started for each call, and left alone: those overlap.
class Spawner {
public:
  void poke(int k) {
    std::thread([this, k] {
      seen_[k] = 1; // expect: unguarded-access
    }).detach();
  }

private:
  std::map<int, int> seen_;
};
Spawner spawner;
void pokeOne() { spawner.poke(1); }
void pokeTwo() { spawner.poke(2); }

// The worker of an object that is a variable, posted to by name and by `this`.
class Executor {
public:
  Executor() : t_([this] { loop(); }) {}
  ~Executor() {
    post([this] { done_ = true; });
    t_.join();
  }
  void post(std::function<void()> f) {
    std::lock_guard<std::mutex> l(m_);
    q_.push_back(std::move(f));
    cv_.notify_one();
  }

private:
  void loop() {
    while (!done_) {
      std::function<void()> f;
      {
        std::unique_lock<std::mutex> l(m_);
        cv_.wait(l, [&] { return !q_.empty(); });
        f = std::move(q_.front());
        q_.pop_front();
      }
      f();
    }
  }
  std::mutex m_;
  std::condition_variable cv_;
  std::deque<std::function<void()>> q_;
  bool done_ = false;
  std::thread t_;
};
class Transports {
public:
  void connected(int k) {
    executor_.post([this, k] { peers_[k] = 1; });
  }
  void disconnected(int k) {
    executor_.post([this, k] { peers_.erase(k); });
  }

private:
  std::map<int, int> peers_;
  Executor executor_;
};
Transports transports;
void established(int k) { transports.connected(k); }
