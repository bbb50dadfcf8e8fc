// RUN: %check_expect --mock %s
// A function of the program that runs its parameter on a thread is a thread
// start like any other.
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

void runOnThread(void (*Entry)()) {
  std::thread Worker(Entry);
  Worker.detach();
}

namespace FunctionPointerBad {
std::map<int, int> Table;
void work() {
  Table[1] = 1; // expect: unguarded-access
}
void run() {
  runOnThread(work);
  Table.clear(); // expect: unguarded-access
}
} // namespace FunctionPointerBad

namespace FunctionPointerOk {
std::map<int, int> Table;
std::mutex Mutex;
void work() {
  std::lock_guard<std::mutex> Lock(Mutex);
  Table[1] = 1;
}
void run() {
  runOnThread(work);
  std::lock_guard<std::mutex> Lock(Mutex);
  Table.clear();
}
} // namespace FunctionPointerOk

class Runner {
public:
  void start(std::function<void()> Task) {
    Threads.emplace_back(std::move(Task));
  }
  void wait() {
    for (std::thread &Thread : Threads)
      Thread.join();
    Threads.clear();
  }

private:
  std::vector<std::thread> Threads;
};

void runnerBad() {
  Runner Tasks;
  std::map<int, int> Table;
  Tasks.start([&Table] {
    Table[1] = 1; // expect: unguarded-access
  });
  Table.clear(); // expect: unguarded-access
  Tasks.wait();
}

void runnerOk() {
  Runner Tasks;
  std::map<int, int> Table;
  Tasks.start([&Table] { Table[1] = 1; });
  Tasks.wait();
  Table.clear();
}

int main() {
  FunctionPointerBad::run();
  FunctionPointerOk::run();
  runnerBad();
  runnerOk();
}
