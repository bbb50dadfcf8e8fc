// RUN: %check_expect --mock %s
// The reader lock is taken in one unit, the write under it stands in another.

//--- cache.h
#pragma once
#include <map>
#include <shared_mutex>

class CacheBad {
public:
  int get(int Key);

private:
  int lookup(int Key);
  std::shared_mutex Mutex;
  std::map<int, int> Values;
};

class CacheOk {
public:
  int get(int Key);
  void set(int Key, int Value);

private:
  int lookup(int Key) const;
  std::shared_mutex Mutex;
  std::map<int, int> Values;
};

//--- lookup.cpp
#include "cache.h"

int CacheBad::lookup(int Key) {
  return Values[Key]; // expect: write-under-shared-lock
}

int CacheOk::lookup(int Key) const {
  auto Found = Values.find(Key);
  return Found == Values.end() ? 0 : Found->second;
}

//--- get.cpp
#include "cache.h"
#include <mutex>

int CacheBad::get(int Key) {
  std::shared_lock<std::shared_mutex> Lock(Mutex);
  return lookup(Key);
}

int CacheOk::get(int Key) {
  std::shared_lock<std::shared_mutex> Lock(Mutex);
  return lookup(Key);
}

void CacheOk::set(int Key, int Value) {
  std::unique_lock<std::shared_mutex> Lock(Mutex);
  Values[Key] = Value;
}

//--- main.cpp
#include "cache.h"
#include <thread>

int main() {
  CacheBad Bad;
  std::thread First([&Bad] { Bad.get(1); });
  Bad.get(2);
  First.join();

  CacheOk Ok;
  std::thread Second([&Ok] { Ok.get(1); });
  Ok.set(1, 1);
  Second.join();
}
