// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A functor of plain values, `Worker{1}`, has no name where it is made, and its
// call operator is defined elsewhere.
//--- registry.h
#pragma once
#include <map>
#include <mutex>

class Registry {
public:
  static Registry &get() {
    static Registry Only;
    return Only;
  }
  void addBad(int Key) {
    Items[Key] = 1; // expect: unguarded-access
  }
  void addOk(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Locked[Key] = 1;
  }

private:
  std::map<int, int> Items, Locked;
  std::mutex Mutex;
};
//--- worker.h
#pragma once
struct WorkerBad {
  int Id;
  void operator()() const;
};
struct WorkerOk {
  int Id;
  void operator()() const;
};
//--- worker.cpp
#include "worker.h"
#include "registry.h"
void WorkerBad::operator()() const { Registry::get().addBad(Id); }
void WorkerOk::operator()() const { Registry::get().addOk(Id); }
//--- main.cpp
#include "worker.h"
#include <thread>
#include <vector>
int main() {
  std::vector<std::thread> Threads;
  for (int I = 0; I < 4; ++I) {
    Threads.emplace_back(WorkerBad{I});
    Threads.emplace_back(WorkerOk{I});
  }
  for (auto &Each : Threads)
    Each.join();
}
