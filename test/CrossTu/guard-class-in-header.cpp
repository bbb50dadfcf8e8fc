// RUN: %check_expect --mock %s
// The project's guard class and its mutex class are defined out of line, in
// units of their own.

//--- sync.h
#pragma once
#include <mutex>

class CriticalSection {
public:
  void enter();
  void leave();

private:
  std::mutex Mutex;
};

class AutoLock {
public:
  explicit AutoLock(CriticalSection &Section);
  ~AutoLock();

private:
  CriticalSection &Section;
};

//--- section.cpp
#include "sync.h"

void CriticalSection::enter() { Mutex.lock(); }
void CriticalSection::leave() { Mutex.unlock(); }

//--- guard.cpp
#include "sync.h"

AutoLock::AutoLock(CriticalSection &Section) : Section(Section) {
  Section.enter();
}
AutoLock::~AutoLock() { Section.leave(); }

//--- main.cpp
#include "sync.h"
#include <map>
#include <thread>

class TableOk {
public:
  void work() {
    AutoLock Lock(Section);
    Values[1] = 1;
  }

private:
  CriticalSection Section;
  std::map<int, int> Values;
};

class TableBad {
public:
  void work() {
    AutoLock{Section};
    Values[1] = 1; // expect: unguarded-access
  }

private:
  CriticalSection Section;
  std::map<int, int> Values;
};

int main() {
  TableOk Good;
  std::thread First([&Good] { Good.work(); });
  Good.work();
  First.join();

  TableBad Bad;
  std::thread Second([&Bad] { Bad.work(); });
  Bad.work();
  Second.join();
}
