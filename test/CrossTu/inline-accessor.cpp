// RUN: %check_expect --mock %s
// The static of an inline function in a header is one object for all units.

//--- names.h
#pragma once
#include <map>
#include <mutex>

inline std::map<int, int> &namesBad() {
  static std::map<int, int> Names;
  return Names;
}

inline std::map<int, int> &namesOk() {
  static std::map<int, int> Names;
  return Names;
}

inline std::mutex &namesMutex() {
  static std::mutex Mutex;
  return Mutex;
}

void add();

//--- add.cpp
#include "names.h"

void add() {
  namesBad()[1] = 1; // expect: unguarded-access
  std::lock_guard<std::mutex> Lock(namesMutex());
  namesOk()[1] = 1;
}

//--- main.cpp
#include "names.h"
#include <thread>

int main() {
  std::thread Adder(add);
  namesBad().clear(); // expect: unguarded-access
  {
    std::lock_guard<std::mutex> Lock(namesMutex());
    namesOk().clear();
  }
  Adder.join();
}
