// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// File-static maps of one name are different maps; so are those in anonymous
// namespaces. An inline variable is one.

//--- work.h
#pragma once
#include <map>

inline std::map<int, int> SharedBad;
void first();
void second();

//--- first.cpp
#include "work.h"

static std::map<int, int> Table;
namespace {
std::map<int, int> Cache;
}

void first() {
  Table[1] = 1;
  Cache[1] = 1;
  SharedBad[1] = 1; // expect: unguarded-access
}

//--- second.cpp
#include "work.h"

static std::map<int, int> Table;
namespace {
std::map<int, int> Cache;
}

void second() {
  Table[1] = 1;
  Cache[1] = 1;
  SharedBad.erase(1); // expect: unguarded-access
}

//--- main.cpp
#include "work.h"
#include <thread>

int main() {
  std::thread First(first), Second(second);
  First.join();
  Second.join();
}
