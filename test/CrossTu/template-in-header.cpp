// RUN: %check_expect --mock %s
// A class template in a header, used by two units: each instantiation is a
// class of its own.

//--- cache.h
#pragma once
#include <map>
#include <mutex>

template <class Key> class CacheBad {
public:
  void put(const Key &Name) {
    Values[Name] = 1; // expect: unguarded-access
  }

private:
  std::map<Key, int> Values;
};

template <class Key> class CacheOk {
public:
  void put(const Key &Name) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Name] = 1;
  }

private:
  std::mutex Mutex;
  std::map<Key, int> Values;
};

void fill(CacheBad<int> &Bad, CacheOk<int> &Ok);

//--- fill.cpp
#include "cache.h"

void fill(CacheBad<int> &Bad, CacheOk<int> &Ok) {
  Bad.put(1);
  Ok.put(1);
}

//--- main.cpp
#include "cache.h"
#include <thread>

int main() {
  CacheBad<int> Bad;
  CacheOk<int> Ok;
  std::thread Filler([&] { fill(Bad, Ok); });
  Bad.put(2);
  Ok.put(2);
  Filler.join();
}
