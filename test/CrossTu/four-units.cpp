// RUN: %check_expect --mock %s
// The way from the thread entry to the access leads through four units.

//--- chain.h
#pragma once
void startLoop();
void stopLoop();
void onTick(int Tick);
void record(int Tick, int Value);
void reset();

//--- loop.cpp
#include "chain.h"
#include <thread>

static std::thread Loop;

static void run() {
  for (int Tick = 0; Tick < 3; ++Tick)
    onTick(Tick);
}
void startLoop() { Loop = std::thread(run); }
void stopLoop() { Loop.join(); }

//--- tick.cpp
#include "chain.h"

void onTick(int Tick) { record(Tick, Tick * Tick); }

//--- store.cpp
#include "chain.h"
#include <map>
#include <mutex>

static std::map<int, int> ValuesBad, ValuesOk;
static std::mutex ValuesMutex;

void record(int Tick, int Value) {
  ValuesBad[Tick] = Value; // expect: unguarded-access
  std::lock_guard<std::mutex> Lock(ValuesMutex);
  ValuesOk[Tick] = Value;
}

void reset() {
  {
    std::lock_guard<std::mutex> Lock(ValuesMutex);
    ValuesOk.clear();
  }
  ValuesBad.clear(); // expect: unguarded-access
}

//--- main.cpp
#include "chain.h"

int main() {
  startLoop();
  reset();
  stopLoop();
}
