// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// std::async: get(), wait() and the destructor of the future wait for the task.
#include <future>
#include <map>
#include <mutex>

namespace BeforeGetBad {
std::map<int, int> Table;
int work() {
  Table[1] = 1; // expect: unguarded-access
  return 1;
}
void run() {
  std::future<int> Result = std::async(std::launch::async, work);
  Table[2] = 2; // expect: unguarded-access
  Table[3] = Result.get();
}
} // namespace BeforeGetBad

namespace AfterGetOk {
std::map<int, int> Table;
int work() {
  Table[1] = 1;
  return 1;
}
void run() {
  auto Result = std::async(std::launch::async, work);
  int Value = Result.get();
  Table[2] = Value;
}
} // namespace AfterGetOk

void lambdaBad() {
  std::map<int, int> Table;
  auto Done = std::async(std::launch::async, [&] {
    Table[1] = 1; // expect: unguarded-access
  });
  Table.clear(); // expect: unguarded-access
  Done.wait();
}

void lambdaOk() {
  std::map<int, int> Table;
  std::mutex Mutex;
  auto Done = std::async(std::launch::async, [&] {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[1] = 1;
  });
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table.erase(2);
  }
  Done.wait();
  Table.clear();
}

struct Loader {
  int loadOk(int Key) {
    Table[Key] = 1;
    return Key;
  }
  std::map<int, int> Table;
};

void memberFunctionOk() {
  Loader Object;
  auto Done = std::async(std::launch::async, &Loader::loadOk, &Object, 1);
  Done.get();
  Object.Table.clear();
}

void futureLeavesScopeOk() {
  std::map<int, int> Table;
  {
    auto Done = std::async(std::launch::async, [&] { Table[1] = 1; });
  }
  Table.clear();
}

int main() {
  BeforeGetBad::run();
  AfterGetOk::run();
  lambdaBad();
  lambdaOk();
  memberFunctionOk();
  futureLeavesScopeOk();
}
