// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A worker that never ends waits for jobs in its loop: the wait orders what it
// hands over, not what is put in later without the lock.
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

template <int> struct Work {
  std::map<int, int> Jobs;
  std::mutex Mutex;
  std::condition_variable Ready;

  void run() {
    for (;;) {
      std::unique_lock<std::mutex> Lock(Mutex);
      Ready.wait(Lock, [this] { return !Jobs.empty(); });
      Jobs.erase(Jobs.begin());
    }
  }
};

Work<0> Unlocked;
Work<1> Locked;

int main() {
  std::thread([] { Unlocked.run(); }).detach();
  std::thread([] { Locked.run(); }).detach();
  for (int I = 0; I < 10; ++I) {
    Unlocked.Jobs.emplace(I, I); // expect: unguarded-access
    Unlocked.Ready.notify_one();
  }
  for (int I = 0; I < 10; ++I) {
    {
      std::lock_guard<std::mutex> Lock(Locked.Mutex);
      Locked.Jobs.emplace(I, I);
    }
    Locked.Ready.notify_one();
  }
}
