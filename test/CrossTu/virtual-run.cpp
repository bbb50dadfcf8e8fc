// RUN: %check_expect --mock %s
// A thread base class in one unit calls its virtual run() on a thread; the
// overrides are in another.

//--- task.h
#pragma once
#include <thread>

class Task {
public:
  virtual ~Task() = default;
  void start();
  void stop();

protected:
  virtual void run() = 0;

private:
  std::thread Thread;
};

//--- task.cpp
#include "task.h"

void Task::start() {
  Thread = std::thread([this] { run(); });
}
void Task::stop() { Thread.join(); }

//--- main.cpp
#include "task.h"
#include <map>
#include <mutex>

class IndexerBad : public Task {
public:
  void add(int Key) {
    Index[Key] = 1; // expect: unguarded-access
  }

protected:
  void run() override {
    Index.erase(0); // expect: unguarded-access
  }

private:
  std::map<int, int> Index;
};

class IndexerOk : public Task {
public:
  void add(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Index[Key] = 1;
  }

protected:
  void run() override {
    std::lock_guard<std::mutex> Lock(Mutex);
    Index.erase(0);
  }

private:
  std::mutex Mutex;
  std::map<int, int> Index;
};

int main() {
  IndexerBad Bad;
  Bad.start();
  Bad.add(1);
  Bad.stop();

  IndexerOk Ok;
  Ok.add(0);
  Ok.start();
  Ok.add(1);
  Ok.stop();
}
