// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// One object in all units: statics of inline functions and of templates, inline
// variables, a singleton that is defined in one unit.
//--- registry.h
#pragma once
#include <map>
#include <mutex>
#include <string>

inline std::map<std::string, int> &registry() {
  static std::map<std::string, int> Map;
  return Map;
}
inline std::mutex &registryMutex() {
  static std::mutex Mutex;
  return Mutex;
}
inline std::map<int, int> &table() {
  static std::map<int, int> Map;
  return Map;
}
template <class T> struct Factory {
  static std::map<std::string, T> &makers() {
    static std::map<std::string, T> Map;
    return Map;
  }
  static void add(const std::string &Name, T Maker) {
    makers()[Name] = Maker; // expect: unguarded-access
  }
};
inline std::map<int, int> Shared;

struct Stats {
  static std::map<int, int> Counts;
  static std::mutex Mutex;
  static Stats &get();
  std::map<int, int> Own;
};
void produce();
void consume();
//--- produce.cpp
#include "registry.h"

std::map<int, int> Stats::Counts;
std::mutex Stats::Mutex;
Stats &Stats::get() {
  static Stats Instance;
  return Instance;
}

void produce() {
  {
    std::lock_guard<std::mutex> Lock(registryMutex());
    registry()["a"] = 1;
  }
  table()[1] = 2; // expect: unguarded-access
  Factory<int>::add("a", 1);
  Shared[1] = 1; // expect: unguarded-access
  {
    std::lock_guard<std::mutex> Lock(Stats::Mutex);
    Stats::Counts[1] = 1;
  }
  Stats::get().Own[1] = 1; // expect: unguarded-access
}
//--- consume.cpp
#include "registry.h"

void consume() {
  {
    std::lock_guard<std::mutex> Lock(registryMutex());
    registry().erase("a");
  }
  registry().count("a");             // expect: unguarded-access
  table().count(1);                  // expect: unguarded-access
  Factory<int>::makers().count("a"); // expect: unguarded-access
  Factory<long>::makers().count("a");
  Shared.clear();           // expect: unguarded-access
  Stats::Counts.size();     // expect: unguarded-access
  Stats::get().Own.clear(); // expect: unguarded-access
}
//--- main.cpp
#include "registry.h"
#include <thread>

int main() {
  std::thread Producer(produce);
  consume();
  Producer.join();
}
