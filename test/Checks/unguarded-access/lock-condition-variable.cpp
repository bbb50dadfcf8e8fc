// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A wait releases the lock and holds it again when it returns; its predicate
// runs under the lock.
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

class JobsOk {
public:
  void run() {
    std::thread Consumer(&JobsOk::consume, this);
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Jobs[1] = 1;
    }
    Ready.notify_one();
    Consumer.join();
  }

private:
  void consume() {
    std::unique_lock<std::mutex> Lock(Mutex);
    Ready.wait(Lock, [this] { return !Jobs.empty(); });
    Jobs.erase(1);
    while (!Jobs.empty())
      Ready.wait(Lock);
    Jobs.clear();
  }
  std::mutex Mutex;
  std::condition_variable Ready;
  std::map<int, int> Jobs;
};

class JobsBad {
public:
  void run() {
    std::thread Consumer(&JobsBad::consume, this);
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Jobs[1] = 1;
    }
    Ready.notify_one();
    Consumer.join();
  }

private:
  void consume() {
    if (Jobs.empty()) { // expect: unguarded-access
      std::unique_lock<std::mutex> Lock(Mutex);
      Ready.wait(Lock, [this] { return !Jobs.empty(); });
    }
  }
  std::mutex Mutex;
  std::condition_variable Ready;
  std::map<int, int> Jobs;
};

int main() {
  JobsOk().run();
  JobsBad().run();
}
