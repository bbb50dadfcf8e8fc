// RUN: %check_expect --mock %s
// A static mutex in a header is one mutex per unit: both sides lock, and not
// the same. An inline one is shared.

//--- table.h
#pragma once
#include <map>
#include <mutex>

static std::mutex MutexBad;
inline std::mutex MutexOk;
extern std::map<int, int> TableBad;
extern std::map<int, int> TableOk;
void put();
void drop();

//--- put.cpp
#include "table.h"

std::map<int, int> TableBad;
std::map<int, int> TableOk;

void put() {
  {
    std::lock_guard<std::mutex> Lock(MutexBad);
    TableBad[1] = 1; // expect: inconsistent-guard
  }
  std::lock_guard<std::mutex> Lock(MutexOk);
  TableOk[1] = 1;
}

//--- drop.cpp
#include "table.h"

void drop() {
  {
    std::lock_guard<std::mutex> Lock(MutexBad);
    TableBad.erase(1); // expect: inconsistent-guard
  }
  std::lock_guard<std::mutex> Lock(MutexOk);
  TableOk.erase(1);
}

//--- main.cpp
#include "table.h"
#include <thread>

int main() {
  std::thread Worker(put);
  drop();
  Worker.join();
}
