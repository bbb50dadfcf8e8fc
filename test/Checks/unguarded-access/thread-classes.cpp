// RUN: %check_expect --real %s
// Classes that are threads: base classes, runnables, trampolines, wrappers, active objects.
#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <pthread.h>
#include <string>
#include <thread>
#include <vector>

namespace crtp {
template <class D> class ThreadBase {
public:
  void start() {
    t_ = std::thread([this] { static_cast<D *>(this)->run(); });
  }
  void join() { t_.join(); }

private:
  std::thread t_;
};
class Bad : public ThreadBase<Bad> {
public:
  void run() {
    m[1] = 1; // expect: unguarded-access
  }
  std::map<int, int> m;
};
class Ok : public ThreadBase<Ok> {
public:
  void run() {
    std::lock_guard<std::mutex> l(mu);
    m[1] = 1;
  }
  void add() {
    std::lock_guard<std::mutex> l(mu);
    m[2] = 1;
  }
  std::mutex mu;
  std::map<int, int> m;
};
void test() {
  Bad b;
  b.m[0] = 0;
  b.start();
  b.m[2] = 2; // expect: unguarded-access
  b.join();
  b.m[3] = 3;
  Ok o;
  o.start();
  o.add();
  o.join();
}
} // namespace crtp

namespace tramp {
class Thread {
public:
  virtual ~Thread() {}
  void start() { pthread_create(&tid_, nullptr, &Thread::entry, this); }
  void wait() { pthread_join(tid_, nullptr); }

protected:
  virtual void run() = 0;

private:
  static void *entry(void *p) {
    static_cast<Thread *>(p)->run();
    return nullptr;
  }
  pthread_t tid_;
};
std::map<int, std::string> names;
class Loader : public Thread {
  void run() override {
    names[1] = "a"; // expect: unguarded-access
  }
};
class Saver : public Thread {
  void run() override {
    for (auto &n : names) // expect: unguarded-access
      (void)n;
  }
};
void test() {
  Loader l;
  Saver s;
  l.start();
  s.start();
  l.wait();
  s.wait();
  names.clear();
}
} // namespace tramp

namespace runnable {
struct Runnable {
  virtual ~Runnable() = default;
  virtual void run() = 0;
};
class Thread {
public:
  explicit Thread(Runnable *r) : r_(r) {}
  ~Thread() { join(); }
  void start() {
    t_ = std::make_unique<std::thread>(&Thread::threadMain, this);
  }
  void join() {
    if (t_ && t_->joinable())
      t_->join();
  }

private:
  void threadMain() { r_->run(); }
  Runnable *r_;
  std::unique_ptr<std::thread> t_;
};
class Index : public Runnable {
public:
  void run() override {
    idx_["a"]++; // expect: unguarded-access
  }
  std::map<std::string, int> idx_;
};
void bad() {
  Index i;
  Thread a(&i), b(&i);
  a.start();
  b.start();
  a.join();
  b.join();
  i.idx_.clear();
}
} // namespace runnable

namespace sub {
class Worker : public std::thread {
public:
  template <class F> explicit Worker(F f) : std::thread(std::move(f)) {}
};
void test() {
  std::map<int, int> m;
  Worker w([&] {
    m[1] = 1; // expect: unguarded-access
  });
  m[2] = 2; // expect: unguarded-access
  w.join();
  m[3] = 3;
}
} // namespace sub

namespace wrapper {
class JoiningThread {
public:
  template <class F, class... A>
  explicit JoiningThread(F &&f, A &&...a)
      : t_(std::forward<F>(f), std::forward<A>(a)...) {}
  JoiningThread(JoiningThread &&) = default;
  ~JoiningThread() {
    if (t_.joinable())
      t_.join();
  }
  void join() { t_.join(); }

private:
  std::thread t_;
};
struct T {
  void work(int k) {
    m[k] = 1; // expect: unguarded-access
  }
  std::map<int, int> m;
};
void bad() {
  T t;
  JoiningThread a(&T::work, &t, 1);
  JoiningThread b(&T::work, &t, 2);
}
void scopeOk() {
  std::map<int, int> m;
  {
    JoiningThread a([&] { m[1] = 1; });
  }
  m[2] = 2;
  {
    JoiningThread a([&] { m[1] = 1; });
    a.join();
    m[3] = 3;
  }
}
void vecOk() {
  std::map<int, int> m;
  std::mutex mu;
  {
    std::vector<JoiningThread> v;
    for (int i = 0; i < 3; i++)
      v.emplace_back([&] {
        std::lock_guard<std::mutex> l(mu);
        m[1] = 1;
      });
  }
  m.clear();
}
} // namespace wrapper

namespace active {
class Account {
public:
  Account() : worker_(&Account::loop, this) {}
  ~Account() {
    stop_ = true;
    worker_.join();
    state_.clear();
  }
  void set(int k) {
    std::lock_guard<std::mutex> l(m_);
    pending_.push_back(k);
  }
  int peek(int k) {
    auto it = state_.find(k); // expect: unguarded-access
    return it == state_.end() ? 0 : 1;
  }

private:
  void loop() {
    while (!stop_) {
      std::vector<int> v;
      {
        std::lock_guard<std::mutex> l(m_);
        v.swap(pending_);
      }
      for (int k : v)
        state_[k] = 1; // expect: unguarded-access
    }
  }
  std::atomic<bool> stop_{false};
  std::mutex m_;
  std::vector<int> pending_;
  std::map<int, int> state_;
  std::thread worker_;
};
void test() {
  Account a;
  a.set(1);
  a.peek(1);
}
} // namespace active

int main() {
  crtp::test();
  tramp::test();
  runnable::bad();
  sub::test();
  wrapper::bad();
  wrapper::scopeOk();
  wrapper::vecOk();
  active::test();
}
