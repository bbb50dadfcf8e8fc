// RUN: %check_expect --mock %s
// A helper without a lock in one unit; its callers in two others hold it, or
// one of them does not.

//--- store.h
#pragma once
#include <map>
#include <mutex>

struct Store {
  std::mutex Mutex;
  std::map<int, int> Values;
};

void setOk(Store &Target, int Key);
void setBad(Store &Target, int Key);
void produce(Store &Target);
void consume(Store &Target);
void produceBad(Store &Target);
void consumeBad(Store &Target);

//--- helper.cpp
#include "store.h"

void setOk(Store &Target, int Key) { Target.Values[Key] = 1; }

void setBad(Store &Target, int Key) {
  Target.Values[Key] = 1; // expect: unguarded-access
}

//--- produce.cpp
#include "store.h"

void produce(Store &Target) {
  std::lock_guard<std::mutex> Lock(Target.Mutex);
  setOk(Target, 1);
}
void produceBad(Store &Target) {
  std::lock_guard<std::mutex> Lock(Target.Mutex);
  setBad(Target, 1);
}

//--- consume.cpp
#include "store.h"

void consume(Store &Target) {
  std::lock_guard<std::mutex> Lock(Target.Mutex);
  setOk(Target, 2);
}
void consumeBad(Store &Target) { setBad(Target, 2); }

//--- main.cpp
#include "store.h"
#include <thread>

int main() {
  Store Good;
  std::thread First([&Good] { produce(Good); });
  consume(Good);
  First.join();

  Store Bad;
  std::thread Second([&Bad] { produceBad(Bad); });
  consumeBad(Bad);
  Second.join();
}
