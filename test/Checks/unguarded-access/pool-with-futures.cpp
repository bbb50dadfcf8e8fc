// RUN: %check_expect --real %s
// A pool whose enqueue() wraps the task and returns its future: waiting for the future, or ending
// the pool, ends the task.
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

class ThreadPool {
public:
  explicit ThreadPool(size_t N) : stop_(false) {
    for (size_t i = 0; i < N; ++i)
      workers_.emplace_back([this] {
        for (;;) {
          std::function<void()> task;
          {
            std::unique_lock<std::mutex> lock(mutex_);
            cv_.wait(lock, [this] { return stop_ || !tasks_.empty(); });
            if (stop_ && tasks_.empty())
              return;
            task = std::move(tasks_.front());
            tasks_.pop();
          }
          task();
        }
      });
  }
  template <class F, class... Args>
  auto enqueue(F &&f, Args &&...args)
      -> std::future<typename std::invoke_result<F, Args...>::type> {
    using R = typename std::invoke_result<F, Args...>::type;
    auto task = std::make_shared<std::packaged_task<R()>>(
        std::bind(std::forward<F>(f), std::forward<Args>(args)...));
    std::future<R> res = task->get_future();
    {
      std::unique_lock<std::mutex> lock(mutex_);
      tasks_.emplace([task]() { (*task)(); });
    }
    cv_.notify_one();
    return res;
  }
  ~ThreadPool() {
    {
      std::unique_lock<std::mutex> lock(mutex_);
      stop_ = true;
    }
    cv_.notify_all();
    for (std::thread &w : workers_)
      w.join();
  }

private:
  std::vector<std::thread> workers_;
  std::queue<std::function<void()>> tasks_;
  std::mutex mutex_;
  std::condition_variable cv_;
  bool stop_;
};

void wordsBad() {
  std::unordered_map<std::string, int> counts;
  ThreadPool pool(4);
  for (int i = 0; i < 8; ++i)
    pool.enqueue([&counts, i] {
      counts[std::to_string(i)]++; // expect: unguarded-access
    });
}

void wordsOk() {
  std::unordered_map<std::string, int> counts;
  std::mutex m;
  ThreadPool pool(4);
  for (int i = 0; i < 8; ++i)
    pool.enqueue([&counts, &m, i] {
      std::lock_guard<std::mutex> lock(m);
      counts[std::to_string(i)]++;
    });
}

void argsBad() {
  std::map<int, int> table;
  ThreadPool pool(4);
  std::vector<std::future<void>> fs;
  for (int i = 0; i < 8; ++i)
    fs.push_back(pool.enqueue([&](int k) {
      table[k] = 1; // expect: unguarded-access
    }, i));
  for (auto &f : fs)
    f.get();
  table.clear();
}

struct Stats {
  void add(int k) {
    hits[k]++; // expect: unguarded-access
  }
  std::map<int, int> hits;
};

void memberBad() {
  Stats s;
  ThreadPool pool(2);
  auto a = pool.enqueue(&Stats::add, &s, 1);
  auto b = pool.enqueue(&Stats::add, &s, 2);
  a.get();
  b.get();
}

void waitOk() {
  std::map<int, int> t;
  ThreadPool pool(2);
  auto a = pool.enqueue([&] { t[1] = 1; });
  a.get();
  t[2] = 2;
}

void scopeOk() {
  std::map<int, int> t;
  {
    ThreadPool pool(2);
    pool.enqueue([&] { t[1] = 1; });
  }
  t[2] = 2;
}

void submitterBad() {
  std::map<int, int> t;
  ThreadPool pool(2);
  pool.enqueue([&] {
    t[1] = 1; // expect: unguarded-access
  });
  t[2] = 2; // expect: unguarded-access
}

void resultsOk() {
  std::map<int, int> t;
  ThreadPool pool(2);
  std::vector<std::future<int>> fs;
  for (int i = 0; i < 4; ++i)
    fs.emplace_back(pool.enqueue([](int k) { return k * k; }, i));
  int k = 0;
  for (auto &f : fs)
    t[k++] = f.get();
}

int main() {
  wordsBad();
  wordsOk();
  argsBad();
  memberBad();
  waitOk();
  scopeOk();
  submitterBad();
  resultsOk();
}
