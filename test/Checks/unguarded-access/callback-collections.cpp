// RUN: %check_expect --real %s
// Callbacks that a thread of somebody else runs: timers, buses, observers, signals.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>
#include <list>
#include <queue>

// single callback field run by a timer thread
namespace timer1 {
class Timer {
public:
  ~Timer() { stop(); }
  void start(int ms, std::function<void()> cb) {
    cb_ = std::move(cb);
    running_ = true;
    t_ = std::thread([this, ms] {
      while (running_) {
        std::this_thread::sleep_for(std::chrono::milliseconds(ms));
        cb_();
      }
    });
  }
  void stop() {
    running_ = false;
    if (t_.joinable())
      t_.join();
  }

private:
  std::function<void()> cb_;
  std::thread t_;
  std::atomic<bool> running_{false};
};
class CacheBad {
public:
  CacheBad() {
    timer_.start(10, [this] { expire(); });
  }
  void put(int k) {
    m_[k] = k; // expect: unguarded-access
  }

private:
  void expire() {
    m_.clear(); // expect: unguarded-access
  }
  std::map<int, int> m_;
  Timer timer_;
};
class CacheOk {
public:
  CacheOk() {
    timer_.start(10, [this] { expire(); });
  }
  ~CacheOk() {
    timer_.stop();
    m_.clear();
  }
  void put(int k) {
    std::lock_guard<std::mutex> l(mu_);
    m_[k] = k;
  }

private:
  void expire() {
    std::lock_guard<std::mutex> l(mu_);
    m_.clear();
  }
  std::mutex mu_;
  std::map<int, int> m_;
  Timer timer_;
};
void test() {
  CacheBad b;
  b.put(1);
  CacheOk o;
  o.put(1);
}
} // namespace timer1

// callback given to the constructor
namespace timer2 {
class Ticker {
public:
  explicit Ticker(std::function<void()> cb) : cb_(std::move(cb)), t_(&Ticker::run, this) {}
  ~Ticker() {
    stop_ = true;
    t_.join();
  }

private:
  void run() {
    while (!stop_)
      cb_();
  }
  std::function<void()> cb_;
  std::atomic<bool> stop_{false};
  std::thread t_;
};
void bad() {
  std::map<int, int> m;
  Ticker t([&] {
    m[1] = 1; // expect: unguarded-access
  });
  m[2] = 2; // expect: unguarded-access
}
void ok() {
  std::map<int, int> m;
  m[0] = 0;
  {
    Ticker t([&] { m[1] = 1; });
  }
  m[2] = 2;
}
} // namespace timer2

// event bus, published from a worker
namespace bus {
struct Event {
  int id;
};
class EventBus {
public:
  using Handler = std::function<void(const Event &)>;
  void subscribe(const std::string &topic, Handler h) {
    std::lock_guard<std::mutex> l(m_);
    handlers_[topic].push_back(std::move(h));
  }
  void publish(const std::string &topic, const Event &e) {
    std::vector<Handler> copy;
    {
      std::lock_guard<std::mutex> l(m_);
      copy = handlers_[topic];
    }
    for (auto &h : copy)
      h(e);
  }

private:
  std::mutex m_;
  std::map<std::string, std::vector<Handler>> handlers_;
};
class SourceThread {
public:
  explicit SourceThread(EventBus &b) : bus_(b) {}
  void start() {
    t_ = std::thread([this] {
      for (int i = 0; i < 10; i++)
        bus_.publish("x", Event{i});
    });
  }
  void join() { t_.join(); }

private:
  EventBus &bus_;
  std::thread t_;
};
class ListenerBad {
public:
  explicit ListenerBad(EventBus &b) {
    b.subscribe("x", [this](const Event &e) { on(e); });
  }
  int size() {
    return seen_.size(); // expect: unguarded-access
  }

private:
  void on(const Event &e) {
    seen_[e.id]++; // expect: unguarded-access
  }
  std::map<int, int> seen_;
};
class ListenerOk {
public:
  explicit ListenerOk(EventBus &b) {
    b.subscribe("x", std::bind(&ListenerOk::on, this, std::placeholders::_1));
  }
  int size() {
    std::lock_guard<std::mutex> l(m_);
    return seen_.size();
  }

private:
  void on(const Event &e) {
    std::lock_guard<std::mutex> l(m_);
    seen_[e.id]++;
  }
  std::mutex m_;
  std::map<int, int> seen_;
};
void test() {
  EventBus b;
  ListenerBad l1(b);
  ListenerOk l2(b);
  SourceThread s(b);
  s.start();
  l1.size();
  l2.size();
  s.join();
  l1.size();
}
} // namespace bus

// observers
namespace obs {
struct Observer {
  virtual ~Observer() = default;
  virtual void onData(int) = 0;
};
class Subject {
public:
  void attach(Observer *o) { list_.push_back(o); }
  void start() {
    t_ = std::thread(&Subject::loop, this);
  }
  void stop() {
    run_ = false;
    t_.join();
  }

private:
  void loop() {
    while (run_)
      for (auto *o : list_)
        o->onData(1);
  }
  std::vector<Observer *> list_;
  std::atomic<bool> run_{true};
  std::thread t_;
};
class Table : public Observer {
public:
  void onData(int v) override {
    m_[v] = v; // expect: unguarded-access
  }
  bool has(int v) const {
    return m_.count(v) > 0; // expect: unguarded-access
  }

private:
  std::map<int, int> m_;
};
class TableOk : public Observer {
public:
  void onData(int v) override {
    std::lock_guard<std::mutex> l(mu_);
    m_[v] = v;
  }
  bool has(int v) const {
    std::lock_guard<std::mutex> l(mu_);
    return m_.count(v) > 0;
  }

private:
  mutable std::mutex mu_;
  std::map<int, int> m_;
};
void test() {
  Subject s;
  Table t;
  TableOk o;
  s.attach(&t);
  s.attach(&o);
  t.has(0);
  s.start();
  t.has(1);
  o.has(1);
  s.stop();
  t.has(2);
}
} // namespace obs

// tasks posted to a loop that main runs: confined to main
namespace mainloop {
class Loop {
public:
  void post(std::function<void()> f) {
    std::lock_guard<std::mutex> l(m_);
    q_.push_back(std::move(f));
  }
  void run() {
    for (int i = 0; i < 100; i++) {
      std::function<void()> f;
      {
        std::lock_guard<std::mutex> l(m_);
        if (q_.empty())
          continue;
        f = std::move(q_.front());
        q_.pop_front();
      }
      f();
    }
  }

private:
  std::mutex m_;
  std::list<std::function<void()>> q_;
};
void test() {
  Loop loop;
  std::map<int, int> t;
  std::thread w([&] { loop.post([&t] { t[1] = 1; }); });
  t[2] = 2;
  loop.run();
  w.join();
}
} // namespace mainloop

// signal template
namespace sig {
template <class... A> class Signal {
public:
  void connect(std::function<void(A...)> s) { slots_.push_back(s); }
  void emit(A... a) {
    for (auto &s : slots_)
      s(a...);
  }

private:
  std::vector<std::function<void(A...)>> slots_;
};
struct Device {
  Signal<int> changed;
  void start() {
    t = std::thread([this] { changed.emit(3); });
  }
  void stop() { t.join(); }
  std::thread t;
};
struct View {
  std::map<int, int> rows;
  explicit View(Device &d) {
    d.changed.connect([this](int r) {
      rows[r] = 1; // expect: unguarded-access
    });
  }
  void draw() {
    for (auto &r : rows) // expect: unguarded-access
      (void)r;
  }
};
void test() {
  Device d;
  View v(d);
  d.start();
  v.draw();
  d.stop();
  v.draw();
}
} // namespace sig

int main() {
  timer1::test();
  timer2::bad();
  timer2::ok();
  bus::test();
  obs::test();
  mainloop::test();
  sig::test();
}
