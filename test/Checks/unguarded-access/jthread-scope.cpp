// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A std::jthread joins when it goes out of scope.
#include <map>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

void insideTheScopeBad() {
  std::map<int, int> Table;
  std::jthread Worker([&Table] {
    Table[1] = 1; // expect: unguarded-access
  });
  Table.clear(); // expect: unguarded-access
}

void afterTheScopeOk() {
  std::map<int, int> Table;
  {
    std::jthread Worker([&Table] { Table[1] = 1; });
  }
  Table.clear();
}

void joinedOk() {
  std::map<int, int> Table;
  std::jthread Worker([&Table](std::stop_token) { Table[1] = 1; });
  Worker.request_stop();
  Worker.join();
  Table.clear();
}

// Asking a thread to stop does not wait for it.
void onlyAskedToStopBad() {
  std::map<int, int> Table;
  std::jthread Worker([&Table](std::stop_token) {
    Table[1] = 1; // expect: unguarded-access
  });
  Worker.request_stop();
  Table.clear(); // expect: unguarded-access
}

void vectorBad() {
  std::map<int, int> Table;
  std::vector<std::jthread> Workers;
  for (int I = 0; I < 4; ++I)
    Workers.emplace_back([&Table, I] {
      Table[I] = I; // expect: unguarded-access
    });
}

void vectorOk() {
  std::map<int, int> Table;
  std::mutex Mutex;
  {
    std::vector<std::jthread> Workers;
    for (int I = 0; I < 4; ++I)
      Workers.emplace_back([&, I] {
        std::lock_guard<std::mutex> Lock(Mutex);
        Table[I] = I;
      });
  }
  Table.clear();
}

int main() {
  insideTheScopeBad();
  afterTheScopeOk();
  joinedOk();
  onlyAskedToStopBad();
  vectorBad();
  vectorOk();
}
