// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// One unit hands a callable to another, which runs it on a thread.

//--- runner.h
#pragma once
#include <functional>
#include <thread>
#include <vector>

class Runner {
public:
  void start(std::function<void()> Task);
  void wait();

private:
  std::vector<std::thread> Threads;
};

//--- runner.cpp
#include "runner.h"
#include <utility>

void Runner::start(std::function<void()> Task) {
  Threads.emplace_back(std::move(Task));
}

void Runner::wait() {
  for (std::thread &Thread : Threads)
    Thread.join();
  Threads.clear();
}

//--- main.cpp
#include "runner.h"
#include <map>
#include <mutex>

void unlockedBad() {
  std::map<int, int> Table;
  Runner Tasks;
  Tasks.start([&Table] {
    Table[1] = 1; // expect: unguarded-access
  });
  Table.erase(2); // expect: unguarded-access
  Tasks.wait();
  Table.clear();
}

void lockedOk() {
  std::map<int, int> Table;
  std::mutex Mutex;
  Runner Tasks;
  Tasks.start([&] {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[1] = 1;
  });
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table.erase(2);
  }
  Tasks.wait();
  Table.clear();
}

int main() {
  unlockedBad();
  lockedOk();
}
