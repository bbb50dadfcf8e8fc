// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A class with inline methods in a header: two units see the same access, it is
// reported once.

//--- counters.h
#pragma once
#include <map>
#include <mutex>
#include <string>

class CountersBad {
public:
  void count(const std::string &Name) {
    ++Values[Name]; // expect: unguarded-access
  }
  int get(const std::string &Name) const {
    return Values.at(Name); // expect: unguarded-access
  }

private:
  std::map<std::string, int> Values;
};

class CountersOk {
public:
  void count(const std::string &Name) {
    std::lock_guard<std::mutex> Lock(Mutex);
    ++Values[Name];
  }
  int get(const std::string &Name) const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Values.count(Name) ? Values.at(Name) : 0;
  }

private:
  mutable std::mutex Mutex;
  std::map<std::string, int> Values;
};

void work(CountersBad &Bad, CountersOk &Ok);

//--- worker.cpp
#include "counters.h"

void work(CountersBad &Bad, CountersOk &Ok) {
  Bad.count("work");
  Ok.count("work");
}

//--- main.cpp
#include "counters.h"
#include <thread>

int main() {
  CountersBad Bad;
  CountersOk Ok;
  Bad.count("start");
  std::thread Worker([&] { work(Bad, Ok); });
  Bad.count("main");
  Ok.count("main");
  int Sum = Bad.get("main") + Ok.get("main");
  Worker.join();
  return Sum == 0;
}
