// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// POSIX threads as C programs and old C++ use them: the table in a header, wrappers around the lock, entries in a unit of
// their own, semaphores as mutexes.
// FLAGS: -std=c++17 -pthread
//--- table.h
#pragma once
#include <map>
#include <pthread.h>
#include <semaphore.h>

struct Table {
  pthread_rwlock_t Lock;
  pthread_mutex_t Other;
  sem_t Gate;
  std::map<int, int> Values, Loose, Counted, Gated, GatedBad;
};

void tableInit(Table *Of);
void readLock(Table *Of);
void writeLock(Table *Of);
void unlock(Table *Of);

class Holder {
public:
  explicit Holder(Table *Of, bool Writes = false) : Of(Of) { Writes ? writeLock(Of) : readLock(Of); }
  ~Holder() { unlock(Of); }

private:
  Table *Of;
};

void *reader(void *Data);
void *writer(void *Data);
void *gateOk(void *Data);
void *gateBad(void *Data);
//--- table.cpp
#include "table.h"
void tableInit(Table *Of) {
  pthread_rwlock_init(&Of->Lock, nullptr);
  pthread_mutex_init(&Of->Other, nullptr);
  sem_init(&Of->Gate, 0, 1);
  Of->Values[0] = 1;
  Of->Gated[0] = 1;
}
void readLock(Table *Of) { pthread_rwlock_rdlock(&Of->Lock); }
void writeLock(Table *Of) { pthread_rwlock_wrlock(&Of->Lock); }
void unlock(Table *Of) { pthread_rwlock_unlock(&Of->Lock); }
//--- entries.cpp
#include "table.h"
void *reader(void *Data) {
  Table *Of = static_cast<Table *>(Data);
  readLock(Of);
  int Sum = static_cast<int>(Of->Values.count(1));
  Of->Counted[1]++; // expect: write-under-shared-lock
  unlock(Of);
  Sum += static_cast<int>(Of->Loose.size()); // expect: unguarded-access
  if (pthread_rwlock_tryrdlock(&Of->Lock) == 0) {
    Sum += static_cast<int>(Of->Values.size());
    pthread_rwlock_unlock(&Of->Lock);
  }
  return Sum ? Data : nullptr;
}
void *writer(void *Data) {
  Table *Of = static_cast<Table *>(Data);
  {
    Holder Held(Of, true);
    Of->Values[1] = 2;
    Of->Loose[1] = 2;
  }
  if (pthread_rwlock_trywrlock(&Of->Lock) != 0)
    return nullptr;
  Of->Values.erase(1);
  pthread_rwlock_unlock(&Of->Lock);
  return nullptr;
}
void *gateOk(void *Data) {
  Table *Of = static_cast<Table *>(Data);
  sem_wait(&Of->Gate);
  Of->Gated[1] = 1;
  sem_post(&Of->Gate);
  if (sem_trywait(&Of->Gate) == 0) {
    Of->Gated.erase(1);
    sem_post(&Of->Gate);
  }
  return nullptr;
}
void *gateBad(void *Data) {
  Table *Of = static_cast<Table *>(Data);
  sem_wait(&Of->Gate);
  Of->GatedBad[1] = 1;
  sem_post(&Of->Gate);
  sem_trywait(&Of->Gate);
  Of->GatedBad.erase(2); // expect: unguarded-access
  sem_post(&Of->Gate);
  return nullptr;
}
//--- main.cpp
#include "table.h"
int main() {
  Table All;
  tableInit(&All);
  pthread_t Threads[4];
  for (int I = 0; I < 4; ++I)
    pthread_create(&Threads[I], nullptr, reader, &All);
  pthread_t Writer, Gates[4];
  pthread_create(&Writer, nullptr, writer, &All);
  pthread_create(&Gates[0], nullptr, gateOk, &All);
  pthread_create(&Gates[1], nullptr, gateOk, &All);
  pthread_create(&Gates[2], nullptr, gateBad, &All);
  pthread_create(&Gates[3], nullptr, gateBad, &All);
  for (int I = 0; I < 4; ++I)
    pthread_join(Threads[I], nullptr);
  pthread_join(Writer, nullptr);
  for (int I = 0; I < 4; ++I)
    pthread_join(Gates[I], nullptr);
  All.Values.clear();
  All.Gated.clear();
}
