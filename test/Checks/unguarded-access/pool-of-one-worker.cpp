// RUN: %check_expect --real %s
// How many workers a pool has is often an argument: a pool of one runs its
// tasks one after the other.
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <queue>
#include <thread>
#include <vector>

class Pool {
public:
  explicit Pool(int n = 1) : count_(n) {
    for (int i = 0; i < count_; ++i)
      workers_.emplace_back([this] { loop(); });
  }
  ~Pool() {
    {
      std::lock_guard<std::mutex> l(m_);
      done_ = true;
    }
    cv_.notify_all();
    for (auto &w : workers_)
      w.join();
  }
  void post(std::function<void()> f) {
    std::lock_guard<std::mutex> l(m_);
    q_.push_back(std::move(f));
    cv_.notify_one();
  }

private:
  void loop() {
    for (;;) {
      std::function<void()> f;
      {
        std::unique_lock<std::mutex> l(m_);
        while (q_.empty() && !done_)
          cv_.wait(l);
        if (q_.empty())
          return;
        f = std::move(q_.front());
        q_.pop_front();
      }
      f();
    }
  }
  int count_;
  bool done_ = false;
  std::mutex m_;
  std::condition_variable cv_;
  std::deque<std::function<void()>> q_;
  std::vector<std::thread> workers_;
};

// An argument of the constructor, in the initialiser of a member.
class WriterOk {
public:
  void put(int k) {
    pool_.post([this, k] { seen_[k] = 1; });
  }
  void drop(int k) {
    pool_.post([this, k] { seen_.erase(k); });
  }

private:
  std::map<int, int> seen_;
  Pool pool_{1};
};

class WriterBad {
public:
  void put(int k) {
    pool_.post([this, k] {
      seen_[k] = 1; // expect: unguarded-access
    });
  }
  void drop(int k) {
    pool_.post([this, k] {
      seen_.erase(k); // expect: unguarded-access
    });
  }

private:
  std::map<int, int> seen_;
  Pool pool_{4};
};

// One worker, but others come to the map without it.
class WriterReadBad {
public:
  void put(int k) {
    pool_.post([this, k] {
      seen_[k] = 1; // expect: unguarded-access
    });
  }
  bool has(int k) const {
    return seen_.count(k) != 0; // expect: unguarded-access
  }

private:
  std::map<int, int> seen_;
  Pool pool_{1};
};

// The default argument, in the list of initialisers and by pointer.
class DefaultOk {
public:
  DefaultOk() : pool_(new Pool) {}
  void put(int k) {
    pool_->post([this, k] { seen_[k] = 1; });
  }

private:
  std::map<int, int> seen_;
  std::unique_ptr<Pool> pool_;
};

class ManyBad {
public:
  explicit ManyBad(int n) : pool_(std::make_unique<Pool>(n)) {}
  void put(int k) {
    pool_->post([this, k] {
      seen_[k] = 1; // expect: unguarded-access
    });
  }

private:
  std::map<int, int> seen_;
  std::unique_ptr<Pool> pool_;
};

std::map<int, int> table, shared;
void localPools() {
  Pool one(1), two(2);
  for (int i = 0; i < 10; ++i) {
    one.post([i] { table[i] = i; });
    two.post([i] {
      shared[i] = i; // expect: unguarded-access
    });
  }
}

// Two pools of one worker are two threads.
std::map<int, int> both;
void twoPools() {
  Pool one(1), other(1);
  one.post([] {
    both[1] = 1; // expect: unguarded-access
  });
  other.post([] {
    both[2] = 2; // expect: unguarded-access
  });
}

// The count is set later.
class Started {
public:
  void setThreads(size_t n) { n_ = n; }
  void start() {
    for (size_t i = 0; i != n_; ++i)
      workers_.push_back(std::thread(&Started::loop, this));
  }
  void stop() {
    done_ = true;
    for (auto &w : workers_)
      w.join();
  }
  void post(std::function<void()> f) {
    std::lock_guard<std::mutex> l(m_);
    q_.push(std::move(f));
  }

private:
  void loop() {
    while (!done_) {
      std::function<void()> f;
      {
        std::lock_guard<std::mutex> l(m_);
        if (q_.empty())
          continue;
        f = q_.front();
        q_.pop();
      }
      f();
    }
  }
  size_t n_ = 1;
  bool done_ = false;
  std::mutex m_;
  std::queue<std::function<void()>> q_;
  std::vector<std::thread> workers_;
};
std::map<int, int> first, second;
void setLater() {
  Started alone, several;
  several.setThreads(3);
  alone.start();
  several.start();
  for (int i = 0; i < 3; ++i) {
    alone.post([i] { first[i] = 1; });
    several.post([i] {
      second[i] = 1; // expect: unguarded-access
    });
  }
  alone.stop();
  several.stop();
}

// The count is an argument of the start.
class StartedWith {
public:
  void start(int n) {
    for (int i = 1; i <= n; i++)
      workers_.push_back(std::thread(&StartedWith::loop, this));
  }
  void stop() {
    done_ = true;
    for (auto &w : workers_)
      w.join();
  }
  void post(std::function<void()> f) {
    std::lock_guard<std::mutex> l(m_);
    q_.push(std::move(f));
  }

private:
  void loop() {
    while (!done_) {
      std::function<void()> f;
      {
        std::lock_guard<std::mutex> l(m_);
        if (q_.empty())
          continue;
        f = q_.front();
        q_.pop();
      }
      f();
    }
  }
  bool done_ = false;
  std::mutex m_;
  std::queue<std::function<void()>> q_;
  std::vector<std::thread> workers_;
};
std::map<int, int> third, fourth;
class Base : public StartedWith {
public:
  Base() { start(1); }
};
void startedWith() {
  Base alone;
  StartedWith several;
  several.start(2);
  for (int i = 0; i < 3; ++i) {
    alone.post([i] { third[i] = 1; });
    several.post([i] {
      fourth[i] = 1; // expect: unguarded-access
    });
  }
  alone.stop();
  several.stop();
}

// Plain threads.
std::map<int, int> counted, uncounted;
void threads() {
  const int n = 1;
  std::vector<std::thread> workers;
  for (int i = 0; i < n; ++i)
    workers.emplace_back([] { counted[1] = 1; });
  for (auto &w : workers)
    w.join();
}
void moreThreads() {
  const int n = 2;
  std::vector<std::thread> workers;
  for (int i = 0; i < n; ++i)
    workers.emplace_back([] {
      uncounted[1] = 1; // expect: unguarded-access
    });
  for (auto &w : workers)
    w.join();
}

int main() {
  WriterOk a;
  a.put(1);
  a.drop(1);
  WriterBad b;
  b.put(1);
  b.drop(1);
  WriterReadBad r;
  r.put(1);
  r.has(1);
  DefaultOk c;
  c.put(1);
  c.put(2);
  ManyBad d(3);
  d.put(1);
  d.put(2);
  localPools();
  twoPools();
  setLater();
  startedWith();
  threads();
  moreThreads();
}
