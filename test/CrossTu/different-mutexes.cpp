// RUN: %check_expect --mock %s
// Each unit has its own idea of which mutex guards the map.

//--- routes.h
#pragma once
#include <map>
#include <mutex>

struct RoutesBad {
  void add(int Key);
  void remove(int Key);
  void clear();
  std::mutex TableMutex, LogMutex;
  std::map<int, int> Table;
};

struct RoutesOk {
  void add(int Key);
  void clear();
  std::mutex TableMutex, LogMutex;
  std::map<int, int> Table;
};

//--- add.cpp
#include "routes.h"

void RoutesBad::add(int Key) {
  std::lock_guard<std::mutex> Lock(TableMutex);
  Table[Key] = 1;
}
void RoutesBad::remove(int Key) {
  std::lock_guard<std::mutex> Lock(TableMutex);
  Table.erase(Key);
}
void RoutesOk::add(int Key) {
  std::lock_guard<std::mutex> Lock(TableMutex);
  Table[Key] = 1;
}

//--- clear.cpp
#include "routes.h"

void RoutesBad::clear() {
  std::lock_guard<std::mutex> Lock(LogMutex);
  Table.clear(); // expect: inconsistent-guard
}
void RoutesOk::clear() {
  std::scoped_lock Lock(LogMutex, TableMutex);
  Table.clear();
}

//--- main.cpp
#include "routes.h"
#include <thread>

int main() {
  RoutesBad Bad;
  std::thread First([&Bad] { Bad.add(1); });
  std::thread Second([&Bad] { Bad.remove(1); });
  Bad.clear();
  First.join();
  Second.join();

  RoutesOk Ok;
  std::thread Third([&Ok] { Ok.add(1); });
  Ok.clear();
  Third.join();
}
