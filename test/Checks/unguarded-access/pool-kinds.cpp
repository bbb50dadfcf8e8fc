// RUN: %check_expect --real %s
// Home-made pools: virtual tasks, one worker, batches, rings of function pointers, timed tasks.
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <list>
#include <queue>
#include <thread>
#include <vector>
#include <chrono>
#include <atomic>

// virtual tasks, started with member pointers
namespace virt {
struct Task {
  virtual ~Task() = default;
  virtual void run() = 0;
};
class Pool {
public:
  void start(int n) {
    for (int i = 0; i < n; ++i)
      workers_.push_back(std::thread(&Pool::loop, this));
  }
  void submit(std::unique_ptr<Task> t) {
    std::lock_guard<std::mutex> l(m_);
    q_.push_back(std::move(t));
    cv_.notify_one();
  }
  void stop() {
    {
      std::lock_guard<std::mutex> l(m_);
      done_ = true;
    }
    cv_.notify_all();
    for (auto &w : workers_)
      if (w.joinable())
        w.join();
  }

private:
  void loop() {
    while (true) {
      std::unique_ptr<Task> t;
      {
        std::unique_lock<std::mutex> l(m_);
        while (q_.empty() && !done_)
          cv_.wait(l);
        if (done_)
          return;
        t = std::move(q_.front());
        q_.pop_front();
      }
      t->run();
    }
  }
  std::vector<std::thread> workers_;
  std::deque<std::unique_ptr<Task>> q_;
  std::mutex m_;
  std::condition_variable cv_;
  bool done_ = false;
};
std::map<int, int> table;
std::mutex tableMutex;
std::map<int, int> table2;
struct AddBad : Task {
  int k;
  explicit AddBad(int k) : k(k) {}
  void run() override {
    table[k] = 1; // expect: unguarded-access
  }
};
struct AddOk : Task {
  int k;
  explicit AddOk(int k) : k(k) {}
  void run() override {
    std::lock_guard<std::mutex> l(tableMutex);
    table2[k] = 1;
  }
};
void test() {
  Pool p;
  p.start(4);
  for (int i = 0; i < 10; ++i) {
    p.submit(std::make_unique<AddBad>(i));
    p.submit(std::make_unique<AddOk>(i));
  }
  p.stop();
  table.clear();
  table2.clear();
}
} // namespace virt

// one worker: tasks are confined
namespace one {
class Executor {
public:
  Executor() : t_([this] { loop(); }) {}
  ~Executor() {
    post([this] { done_ = true; });
    t_.join();
  }
  void post(std::function<void()> f) {
    std::lock_guard<std::mutex> l(m_);
    q_.push(std::move(f));
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
        q_.pop();
      }
      f();
    }
  }
  std::mutex m_;
  std::condition_variable cv_;
  std::queue<std::function<void()>> q_;
  bool done_ = false;
  std::thread t_;
};
struct CacheOk {
  void put(int k) {
    ex_.post([this, k] { data_[k] = 1; });
  }
  void drop(int k) {
    ex_.post([this, k] { data_.erase(k); });
  }
  std::map<int, int> data_;
  Executor ex_;
};
struct CacheBad {
  void put(int k) {
    ex_.post([this, k] {
      data_[k] = 1; // expect: unguarded-access
    });
  }
  bool has(int k) {
    return data_.count(k); // expect: unguarded-access
  }
  std::map<int, int> data_;
  Executor ex_;
};
void test() {
  CacheOk c;
  c.put(1);
  c.drop(1);
  CacheBad b;
  b.put(1);
  b.has(1);
}
} // namespace one

// batch swap
namespace swap {
class Batch {
public:
  void start() {
    for (int i = 0; i < 3; i++)
      ts_.emplace_back(&Batch::work, this);
  }
  void add(std::function<void()> f) {
    std::lock_guard<std::mutex> l(m_);
    pending_.push_back(std::move(f));
  }
  void stop() {
    done_ = true;
    for (auto &t : ts_)
      t.join();
  }

private:
  void work() {
    while (!done_) {
      std::vector<std::function<void()>> now;
      {
        std::lock_guard<std::mutex> l(m_);
        now.swap(pending_);
      }
      for (auto &f : now)
        f();
    }
  }
  std::atomic<bool> done_{false};
  std::mutex m_;
  std::vector<std::function<void()>> pending_;
  std::vector<std::thread> ts_;
};
void test() {
  std::map<int, int> t;
  Batch b;
  b.start();
  b.add([&] {
    t[1] = 2; // expect: unguarded-access
  });
  b.add([&] {
    t.erase(1); // expect: unguarded-access
  });
  b.stop();
  t.clear();
}
} // namespace swap

// struct job with function pointer and argument, ring
namespace ring {
struct Job {
  void (*fn)(void *);
  void *arg;
};
Job jobs[64];
int head, tail;
std::mutex m;
std::map<int, int> shared1;
void worker() {
  for (;;) {
    Job j;
    {
      std::lock_guard<std::mutex> l(m);
      if (head == tail)
        continue;
      j = jobs[head++ % 64];
    }
    j.fn(j.arg);
  }
}
void submit(void (*fn)(void *), void *arg) {
  std::lock_guard<std::mutex> l(m);
  jobs[tail % 64].fn = fn;
  jobs[tail % 64].arg = arg;
  tail++;
}
void jobA(void *p) {
  shared1[*static_cast<int *>(p)] = 1; // expect: unguarded-access
}
void test() {
  static int x;
  std::thread a(worker), b(worker);
  submit(jobA, &x);
  submit(jobA, &x);
  a.join();
  b.join();
}
} // namespace ring

// priority queue of timed tasks
namespace sched {
struct Timed {
  std::chrono::steady_clock::time_point when;
  std::function<void()> fn;
  bool operator<(const Timed &o) const { return when > o.when; }
};
class Scheduler {
public:
  Scheduler() { thread_ = std::thread(&Scheduler::run, this); }
  ~Scheduler() {
    {
      std::lock_guard<std::mutex> l(m_);
      stop_ = true;
    }
    cv_.notify_one();
    thread_.join();
  }
  void at(std::chrono::steady_clock::time_point when, std::function<void()> fn) {
    std::lock_guard<std::mutex> l(m_);
    q_.push(Timed{when, std::move(fn)});
    cv_.notify_one();
  }

private:
  void run() {
    std::unique_lock<std::mutex> l(m_);
    while (!stop_) {
      if (q_.empty()) {
        cv_.wait(l);
        continue;
      }
      Timed t = q_.top();
      q_.pop();
      l.unlock();
      t.fn();
      l.lock();
    }
  }
  std::mutex m_;
  std::condition_variable cv_;
  std::priority_queue<Timed> q_;
  bool stop_ = false;
  std::thread thread_;
};
class Registry {
public:
  void arm() {
    s_.at(std::chrono::steady_clock::now(), [this] {
      items_.clear(); // expect: unguarded-access
    });
  }
  void add(int i) {
    items_[i] = 1; // expect: unguarded-access
  }

private:
  std::map<int, int> items_;
  Scheduler s_;
};
class RegistryOk {
public:
  void arm() {
    s_.at(std::chrono::steady_clock::now(), [this] {
      std::lock_guard<std::mutex> l(m_);
      items_.clear();
    });
  }
  void add(int i) {
    std::lock_guard<std::mutex> l(m_);
    items_[i] = 1;
  }

private:
  std::mutex m_;
  std::map<int, int> items_;
  Scheduler s_;
};
void test() {
  Registry r;
  r.arm();
  r.add(1);
  RegistryOk o;
  o.arm();
  o.add(1);
}
} // namespace sched

int main() {
  virt::test();
  one::test();
  swap::test();
  ring::test();
  sched::test();
}
