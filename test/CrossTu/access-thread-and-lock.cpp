// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// The access in a.cpp, the thread in b.cpp, the lock in c.cpp.

//--- table.h
#pragma once
#include <map>
#include <mutex>

class TableBad {
public:
  void put(int Key);
  void drop(int Key);

private:
  std::mutex Mutex;
  std::map<int, int> Values;
};

class TableOk {
public:
  void put(int Key);
  void drop(int Key);

private:
  void lockTable();
  void unlockTable();
  std::mutex Mutex;
  std::map<int, int> Values;
};

void runBad();
void runOk();

//--- a.cpp
#include "table.h"

void TableBad::put(int Key) {
  Values[Key] = 1; // expect: unguarded-access
}

void TableOk::put(int Key) {
  lockTable();
  Values[Key] = 1;
  unlockTable();
}

//--- b.cpp
#include "table.h"
#include <thread>

void runBad() {
  TableBad Table;
  std::thread Worker([&Table] { Table.put(1); });
  Table.drop(1);
  Worker.join();
}

void runOk() {
  TableOk Table;
  std::thread Worker([&Table] { Table.put(1); });
  Table.drop(1);
  Worker.join();
}

//--- c.cpp
#include "table.h"

void TableBad::drop(int Key) {
  std::lock_guard<std::mutex> Lock(Mutex);
  Values.erase(Key);
}

void TableOk::drop(int Key) {
  std::lock_guard<std::mutex> Lock(Mutex);
  Values.erase(Key);
}
void TableOk::lockTable() { Mutex.lock(); }
void TableOk::unlockTable() { Mutex.unlock(); }

//--- main.cpp
#include "table.h"

int main() {
  runBad();
  runOk();
}
