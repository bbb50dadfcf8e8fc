// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A library: no main, no thread. The methods of a class are spread over two
// units; one of them takes no lock.

//--- store.h
#pragma once
#include <cstddef>
#include <map>
#include <mutex>

class StoreBad {
public:
  void put(int Key, int Value);
  void drop(int Key);
  std::size_t size() const;

private:
  mutable std::mutex Mutex;
  std::map<int, int> Values;
};

class StoreOk {
public:
  void put(int Key, int Value);
  void replace(int Key, int Value);
  std::size_t size() const;

private:
  void insert(int Key, int Value);
  mutable std::mutex Mutex;
  std::map<int, int> Values;
};

//--- write.cpp
#include "store.h"

void StoreBad::put(int Key, int Value) {
  std::lock_guard<std::mutex> Lock(Mutex);
  Values[Key] = Value;
}
void StoreBad::drop(int Key) {
  std::lock_guard<std::mutex> Lock(Mutex);
  Values.erase(Key);
}

void StoreOk::put(int Key, int Value) {
  std::lock_guard<std::mutex> Lock(Mutex);
  insert(Key, Value);
}
// The helper of both units: all its callers hold the mutex.
void StoreOk::insert(int Key, int Value) { Values[Key] = Value; }

//--- read.cpp
#include "store.h"

std::size_t StoreBad::size() const {
  return Values.size(); // expect: inconsistent-guard
}

std::size_t StoreOk::size() const {
  std::lock_guard<std::mutex> Lock(Mutex);
  return Values.size();
}
void StoreOk::replace(int Key, int Value) {
  std::lock_guard<std::mutex> Lock(Mutex);
  Values.erase(Key);
  insert(Key, Value);
}
