// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// The threads are started by a unit written in C, which is skipped: what it is
// handed may run in another thread from there on.
// FP_joinInC: that wait_for_worker() ends the thread is not visible either, so
// the clear after it is reported as well.

//--- worker.h
#ifndef WORKER_H
#define WORKER_H
#ifdef __cplusplus
extern "C" {
#endif
void start_worker(void *(*Entry)(void *), void *Argument);
void wait_for_worker(void);
#ifdef __cplusplus
}
#endif
#endif

//--- worker.c
#include "worker.h"
#include <pthread.h>

static pthread_t Thread;

void start_worker(void *(*Entry)(void *), void *Argument) {
  pthread_create(&Thread, 0, Entry, Argument);
}

void wait_for_worker(void) { pthread_join(Thread, 0); }

//--- main.cpp
#include "worker.h"
#include <map>
#include <mutex>

static std::map<int, int> TableBad, TableOk;
static std::mutex TableMutex;

extern "C" void *work(void *) {
  TableBad[1] = 1; // expect: unguarded-access
  std::lock_guard<std::mutex> Lock(TableMutex);
  TableOk[1] = 1;
  return nullptr;
}

int main() {
  TableBad[0] = 0;
  start_worker(work, nullptr);
  TableBad.erase(1); // expect: unguarded-access
  {
    std::lock_guard<std::mutex> Lock(TableMutex);
    TableOk.erase(1);
  }
  wait_for_worker();
  TableBad.clear(); // expect: unguarded-access
}
