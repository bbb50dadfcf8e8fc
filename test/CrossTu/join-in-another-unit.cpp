// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// The thread is started in one unit and joined in another: what main does
// before the start and after the join is alone.

//--- engine.h
#pragma once
#include <map>
#include <thread>

class EngineOk {
public:
  void start();
  void stop();
  std::map<int, int> Results;

private:
  std::thread Worker;
};

class EngineBad {
public:
  void start();
  void pause();
  void stop();
  std::map<int, int> Results;

private:
  std::thread Worker;
};

//--- start.cpp
#include "engine.h"

void EngineOk::start() {
  Worker = std::thread([this] { Results[1] = 1; });
}

void EngineBad::start() {
  Worker = std::thread([this] {
    Results[1] = 1; // expect: unguarded-access
  });
}

//--- stop.cpp
#include "engine.h"

void EngineOk::stop() { Worker.join(); }
void EngineBad::pause() { std::this_thread::yield(); }
void EngineBad::stop() { Worker.join(); }

//--- main.cpp
#include "engine.h"

int main() {
  EngineOk Good;
  Good.Results[0] = 0;
  Good.start();
  Good.stop();
  Good.Results.clear();

  EngineBad Bad;
  Bad.Results[0] = 0;
  Bad.start();
  Bad.pause();
  Bad.Results.clear(); // expect: unguarded-access
  Bad.stop();
  Bad.Results.clear();
}
