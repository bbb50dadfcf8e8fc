// RUN: %check_expect --real %s
// A work queue that starts its workers with the first task, keeps tasks as
// objects, and runs what its own worker posts at once.
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <queue>
#include <thread>
#include <vector>

struct Task {
  Task() = default;
  Task(std::function<void()> f, int p) : Function(std::move(f)), Priority(p) {}
  std::function<void()> Function;
  int Priority = 0;
};
bool operator<(const Task &a, const Task &b) { return a.Priority < b.Priority; }

class WorkQueue {
public:
  WorkQueue(size_t maxItems = 0, int threadCount = 1)
      : m_ThreadCount(threadCount), m_MaxItems(maxItems) {}
  ~WorkQueue() { join(true); }
  void enqueue(std::function<void()> &&function, int priority = 1,
               bool allowInterleaved = false) {
    bool onWorker = isWorkerThread();
    if (onWorker && allowInterleaved) {
      function();
      return;
    }
    std::unique_lock<std::mutex> lock(m_Mutex);
    enqueueUnlocked(lock, std::move(function), priority);
  }
  void join(bool stop = false) {
    std::unique_lock<std::mutex> lock(m_Mutex);
    while (m_Processing || !m_Tasks.empty())
      m_Starved.wait(lock);
    if (stop) {
      m_Stopped = true;
      m_Empty.notify_all();
      lock.unlock();
      for (auto &t : m_Threads)
        t.join();
    }
  }
  bool isWorkerThread() const { return t_current == this; }

private:
  void enqueueUnlocked(std::unique_lock<std::mutex> &lock,
                       std::function<void()> &&function, int priority) {
    if (!m_Spawned) {
      for (int i = 0; i < m_ThreadCount; i++)
        m_Threads.emplace_back([this]() { workerThreadProc(); });
      m_Spawned = true;
    }
    while (m_Tasks.size() >= m_MaxItems && m_MaxItems != 0)
      m_Full.wait(lock);
    m_Tasks.emplace(std::move(function), priority);
    m_Empty.notify_one();
  }
  void runTask(const std::function<void()> &func) {
    try {
      func();
    } catch (...) {
    }
  }
  void workerThreadProc() {
    t_current = this;
    std::unique_lock<std::mutex> lock(m_Mutex);
    for (;;) {
      while (m_Tasks.empty() && !m_Stopped)
        m_Empty.wait(lock);
      if (m_Stopped)
        break;
      Task task = m_Tasks.top();
      m_Tasks.pop();
      m_Processing++;
      lock.unlock();
      runTask(task.Function);
      task = Task();
      lock.lock();
      m_Processing--;
      if (m_Tasks.empty())
        m_Starved.notify_all();
    }
  }
  static thread_local WorkQueue *t_current;
  int m_ThreadCount;
  bool m_Spawned{false};
  std::mutex m_Mutex;
  std::condition_variable m_Empty, m_Full, m_Starved;
  std::vector<std::thread> m_Threads;
  size_t m_MaxItems;
  bool m_Stopped{false};
  int m_Processing{0};
  std::priority_queue<Task, std::deque<Task>> m_Tasks;
};
thread_local WorkQueue *WorkQueue::t_current = nullptr;

class ConnectionOk {
public:
  void set(int k) {
    m_Queue.enqueue([this, k] { m_Ids[k] = 1; }, 1);
  }
  void clear() {
    m_Queue.enqueue([this] { internalClear(); }, 2, true);
  }
  void reconnect() {
    m_Queue.enqueue([this] {
      m_Ids.clear();
      set(1);
      clear();
    });
  }

private:
  void internalClear() { m_Ids.clear(); }
  std::map<int, int> m_Ids;
  WorkQueue m_Queue{1000, 1};
};

class ConnectionBad {
public:
  void set(int k) {
    m_Queue.enqueue(
        [this, k] {
          m_Ids[k] = 1; // expect: unguarded-access
        },
        1);
  }
  void clear() {
    m_Queue.enqueue(
        [this] {
          m_Ids.clear(); // expect: unguarded-access
        },
        2, true);
  }

private:
  std::map<int, int> m_Ids;
  WorkQueue m_Queue{1000, 4};
};

std::map<int, int> ok, bad;
void local() {
  WorkQueue one, four(100, 4);
  for (int i = 0; i < 10; ++i) {
    one.enqueue([i] { ok[i] = 1; });
    four.enqueue([i] {
      bad[i] = 1; // expect: unguarded-access
    });
  }
  one.join();
  four.join();
}

int main() {
  ConnectionOk a;
  ConnectionBad b;
  for (int i = 0; i < 3; ++i) {
    a.set(i);
    b.set(i);
  }
  a.reconnect();
  a.clear();
  b.clear();
  local();
}
