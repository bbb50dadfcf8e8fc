// REQUIRES: tbb
// RUN: %check_expect --real %s
// FLAGS: -std=c++17 -pthread
// A program with TBB in several units: the index and its lock in a header, bodies and stages in units of their own.
//--- index.h
#pragma once
#include <map>
#include <string>
#include <tbb/blocked_range.h>
#include <tbb/spin_mutex.h>
#include <tbb/spin_rw_mutex.h>
#include <unordered_map>
#include <vector>

using Readers = tbb::spin_rw_mutex::scoped_lock;

class Index {
public:
  int idOf(const std::string &Word);
  int idOfBad(const std::string &Word);
  void tryOk(const std::string &Word);
  void tryBad(const std::string &Word);
  void acquireOk(const std::string &Word);
  void downBad(const std::string &Word);

private:
  tbb::spin_rw_mutex Lock;
  std::unordered_map<std::string, int> Ids;
};

// One body for all, by the old interface.
struct Count {
  std::map<int, int> &Seen;
  void operator()(const tbb::blocked_range<int> &Range) const;
};
struct CountLocked {
  std::map<int, int> &Seen;
  tbb::spin_mutex &Mutex;
  void operator()(const tbb::blocked_range<int> &Range) const;
};
void fillOk(std::vector<std::map<int, int>> &Parts);
//--- index.cpp
#include "index.h"
int Index::idOf(const std::string &Word) {
  {
    Readers Held(Lock, false);
    auto It = Ids.find(Word);
    if (It != Ids.end())
      return It->second;
  }
  Readers Held(Lock, true);
  return Ids.emplace(Word, static_cast<int>(Ids.size())).first->second;
}
int Index::idOfBad(const std::string &Word) {
  Readers Held(Lock, false);
  return Ids[Word]; // expect: write-under-shared-lock
}
void Index::tryOk(const std::string &Word) {
  Readers Held;
  if (Held.try_acquire(Lock, true))
    Ids.erase(Word);
}
void Index::tryBad(const std::string &Word) {
  Readers Held;
  Held.try_acquire(Lock, true);
  Ids.erase(Word); // expect: unguarded-access
}
void Index::acquireOk(const std::string &Word) {
  Readers Held;
  Held.acquire(Lock);
  Ids.erase(Word);
  Held.release();
}
void Index::downBad(const std::string &Word) {
  Readers Held(Lock);
  Ids.erase(Word);
  Held.downgrade_to_reader();
  Ids[Word] = 1; // expect: write-under-shared-lock
}
//--- bodies.cpp
#include "index.h"
void Count::operator()(const tbb::blocked_range<int> &Range) const {
  for (int I = Range.begin(); I != Range.end(); ++I)
    Seen[I] = 1; // expect: unguarded-access
}
void CountLocked::operator()(const tbb::blocked_range<int> &Range) const {
  for (int I = Range.begin(); I != Range.end(); ++I) {
    tbb::spin_mutex::scoped_lock Held(Mutex);
    Seen[I] = 1;
  }
}
//--- parts.cpp
#include "index.h"
#include <tbb/parallel_for_each.h>
void fillOk(std::vector<std::map<int, int>> &Parts) {
  tbb::parallel_for_each(Parts, [](std::map<int, int> &Part) { Part[1] = 1; });
  tbb::parallel_for_each(Parts.begin(), Parts.end(), [](std::map<int, int> &Part) { Part[2] = 1; });
}
//--- pipeline.cpp
#include "index.h"
#include <tbb/parallel_pipeline.h>
using tbb::filter_mode;
void pipelineBad(const std::vector<int> &Input) {
  std::map<int, int> Seen;
  size_t Next = 0;
  tbb::parallel_pipeline(4, tbb::make_filter<void, int>(filter_mode::serial_in_order,
                                                        [&](tbb::flow_control &Flow) {
                                                          if (Next == Input.size())
                                                            Flow.stop();
                                                          return Next < Input.size() ? Input[Next++] : 0;
                                                        }) &
                                tbb::make_filter<int, void>(filter_mode::parallel, [&](int Key) {
                                  Seen[Key] = 1; // expect: unguarded-access
                                }));
}
void pipelineOk(const std::vector<int> &Input) {
  std::map<int, int> Seen;
  size_t Next = 0;
  tbb::parallel_pipeline(4, tbb::make_filter<void, int>(filter_mode::serial_in_order,
                                                        [&](tbb::flow_control &Flow) {
                                                          if (Next == Input.size())
                                                            Flow.stop();
                                                          return Next < Input.size() ? Input[Next++] : 0;
                                                        }) &
                                tbb::make_filter<int, void>(filter_mode::serial_out_of_order, [&](int Key) {
                                  Seen[Key] = 1;
                                }));
  Seen.clear();
}
//--- main.cpp
#include "index.h"
#include <tbb/parallel_for.h>
void pipelineBad(const std::vector<int> &Input);
void pipelineOk(const std::vector<int> &Input);
int main() {
  Index All;
  std::map<int, int> Bad, Ok;
  tbb::spin_mutex Mutex;
  tbb::parallel_for(tbb::blocked_range<int>(0, 9), Count{Bad});
  tbb::parallel_for(tbb::blocked_range<int>(0, 9), CountLocked{Ok, Mutex});
  Ok.clear();
  tbb::parallel_for(0, 9, [&](int I) {
    std::string Word = std::to_string(I);
    All.idOf(Word);
    All.idOfBad(Word);
    All.tryOk(Word);
    All.tryBad(Word);
    All.acquireOk(Word);
    All.downBad(Word);
  });
  std::vector<std::map<int, int>> Parts(4);
  fillOk(Parts);
  pipelineBad({1, 2});
  pipelineOk({1, 2});
}
