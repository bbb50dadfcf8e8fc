// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A thread of the library calls what is connected to it. What only a test
// connects says nothing about the library; what the library connects does.
//--- src/checker.h
#include <functional>
#include <map>
#include <string>
#include <thread>
#include <vector>

class Kinds {
public:
  static void fill();
  static std::map<std::string, int> all();

private:
  static std::map<std::string, int> byName;
};

class Levels {
public:
  static void fill();
  static std::map<std::string, int> all();

private:
  static std::map<std::string, int> byName;
};

class Checker {
public:
  static void start();
  static std::function<void()> onCheck, onLevel;
};
//--- src/checker.cpp
#include "checker.h"

std::function<void()> Checker::onCheck, Checker::onLevel;
std::map<std::string, int> Kinds::byName;
std::map<std::string, int> Levels::byName;
void Kinds::fill() { byName["down"] = 1; }
std::map<std::string, int> Kinds::all() { return byName; }
void Levels::fill() {
  byName["low"] = 1; // expect: unguarded-access
}
std::map<std::string, int> Levels::all() {
  return byName; // expect: unguarded-access
}
void Checker::start() {
  onLevel = [] { Levels::all(); };
  std::thread([] {
    onCheck();
    onLevel();
  }).detach();
}
//--- tests/checker.cpp
#include "../src/checker.h"

void testChecks() {
  Checker::onCheck = [] { Kinds::all(); };
  Checker::start();
}
