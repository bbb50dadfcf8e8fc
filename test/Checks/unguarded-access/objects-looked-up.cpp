// RUN: %check_expect --real %s
// A map from which objects are looked up by key, told something and removed is
// no queue of jobs: storing one there starts nothing.
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

class Handler {
public:
  virtual ~Handler() = default;
  virtual void handle(int k) { seen_[k] = 1; }

protected:
  std::map<int, int> seen_;
};
class Other : public Handler {
public:
  void handle(int k) override { seen_.erase(k); }
};

class Service {
public:
  void start() {
    thread_ = std::thread([this] { run(); });
  }
  void stop() {
    done_ = true;
    thread_.join();
  }
  void add(int k, std::shared_ptr<Handler> h) {
    std::lock_guard<std::mutex> l(mutex_);
    handlers_[k] = std::move(h);
  }

private:
  void run() {
    for (int k = 0; !done_; ++k) {
      std::shared_ptr<Handler> found;
      {
        std::lock_guard<std::mutex> l(mutex_);
        auto it = handlers_.find(k);
        if (it != handlers_.end()) {
          it->second->handle(k);
          handlers_.erase(it);
        }
      }
    }
  }
  bool done_ = false;
  std::mutex mutex_;
  std::map<int, std::shared_ptr<Handler>> handlers_;
  std::thread thread_;
};

// Jobs by time are jobs.
struct Job {
  virtual ~Job() = default;
  virtual void run() = 0;
};
std::map<int, int> table;
struct Add : Job {
  void run() override {
    table[1] = 1; // expect: unguarded-access
  }
};
class Timer {
public:
  void start() {
    for (auto &t : threads_)
      t = std::thread([this] { loop(); });
  }
  void stop() {
    done_ = true;
    for (auto &t : threads_)
      t.join();
  }
  void at(int time, std::unique_ptr<Job> job) {
    std::lock_guard<std::mutex> l(mutex_);
    jobs_.emplace(time, std::move(job));
  }

private:
  void loop() {
    while (!done_) {
      std::unique_ptr<Job> job;
      {
        std::lock_guard<std::mutex> l(mutex_);
        if (jobs_.empty())
          continue;
        job = std::move(jobs_.begin()->second);
        jobs_.erase(jobs_.begin());
      }
      job->run();
    }
  }
  bool done_ = false;
  std::mutex mutex_;
  std::multimap<int, std::unique_ptr<Job>> jobs_;
  std::thread threads_[2];
};

int main() {
  Service service;
  service.start();
  auto shared = std::make_shared<Other>();
  service.add(1, shared);
  service.add(2, std::make_shared<Handler>());
  service.stop();
  Timer timer;
  timer.start();
  for (int i = 0; i < 3; ++i)
    timer.at(i, std::make_unique<Add>());
  timer.stop();
}
