// REQUIRES: boost
// RUN: %check_expect --real %s
// FLAGS: -std=c++17 -pthread
// A library with Boost.Thread in several units and no thread in sight: typedefs of locks, upgrades, a synchronised value.
//--- table.h
#pragma once
#include <boost/thread/lock_types.hpp>
#include <boost/thread/mutex.hpp>
#include <boost/thread/shared_mutex.hpp>
#include <boost/thread/synchronized_value.hpp>
#include <map>
#include <string>

typedef boost::shared_mutex Mutex;
typedef boost::shared_lock<Mutex> ReadLock;
typedef boost::unique_lock<Mutex> WriteLock;

class Table {
public:
  int get(int Key);
  int touchBad(int Key);
  int makeOk(int Key);
  int makeBad(int Key);
  void put(int Key, int Value);
  unsigned long sizeBad() const;
  void unlockBad(int Key);
  void helperOk(int Key);

private:
  void erase(WriteLock &Held, int Key);
  mutable Mutex Lock;
  std::map<int, int> Values;
};

class Shared {
public:
  void put(int Key);
  unsigned long size();
  std::string *FN_leak(int Key);

private:
  boost::synchronized_value<std::map<int, std::string>> Values;
};
//--- reading.cpp
#include "table.h"
int Table::get(int Key) {
  ReadLock Held(Lock);
  auto It = Values.find(Key);
  return It == Values.end() ? 0 : It->second;
}
int Table::touchBad(int Key) {
  ReadLock Held(Lock);
  return Values[Key]; // expect: write-under-shared-lock
}
unsigned long Table::sizeBad() const {
  return Values.size(); // expect: inconsistent-guard
}
unsigned long Shared::size() { return Values->size(); }
//--- writing.cpp
#include "table.h"
int Table::makeOk(int Key) {
  boost::upgrade_lock<Mutex> Held(Lock);
  auto It = Values.find(Key);
  if (It != Values.end())
    return It->second;
  boost::upgrade_to_unique_lock<Mutex> Writer(Held);
  return Values[Key] = 1;
}
int Table::makeBad(int Key) {
  boost::upgrade_lock<Mutex> Held(Lock);
  return Values[Key] = 1; // expect: write-under-shared-lock
}
void Table::put(int Key, int Value) {
  WriteLock Held(Lock);
  Values[Key] = Value;
}
void Table::unlockBad(int Key) {
  WriteLock Held(Lock);
  Values[Key] = 1;
  Held.unlock();
  Values.erase(Key); // expect: inconsistent-guard
}
void Table::erase(WriteLock &, int Key) { Values.erase(Key); }
void Table::helperOk(int Key) {
  WriteLock Held(Lock);
  erase(Held, Key);
}
void Shared::put(int Key) {
  auto Held = Values.synchronize();
  (*Held)[Key] = "a";
  Held->erase(Key + 1);
}
// FN_leak: without a thread in sight, an object that is its own lock has no discipline that could be broken.
std::string *Shared::FN_leak(int Key) {
  auto Held = Values.synchronize();
  return &(*Held)[Key];
}
