// REQUIRES: abseil
// RUN: %check_expect --real %s
// FLAGS: -std=c++17 -pthread
// A library with Abseil's locks in several units: no thread is in sight, the classes are declared in headers with their
// annotations, and the accesses stand elsewhere.
//--- cache.h
#pragma once
#include <absl/base/thread_annotations.h>
#include <absl/container/flat_hash_map.h>
#include <absl/strings/string_view.h>
#include <absl/synchronization/mutex.h>
#include <string>

// A name of their own for the guard, and one that may be given nothing.
using Held = absl::MutexLock;

class ABSL_SCOPED_LOCKABLE HeldIf {
public:
  explicit HeldIf(absl::Mutex *Mutex) ABSL_EXCLUSIVE_LOCK_FUNCTION(Mutex);
  ~HeldIf() ABSL_UNLOCK_FUNCTION();

private:
  absl::Mutex *Mutex;
};

class Cache {
public:
  void put(const std::string &Key, int Value);
  bool has(const std::string &Key) const;
  int sizeBad() const;
  int touchBad(const std::string &Key);
  void dropOk(const std::string &Key);
  void dropBad(const std::string &Key);
  const std::string *nameBad(int Id);
  absl::string_view viewBad(int Id);
  std::string nameOk(int Id);
  int waitOk();
  int waitBad();
  void releaseBad(const std::string &Key);
  void releaseOk(const std::string &Key);
  int findOrMakeBad(const std::string &Key);
  int findOrMakeOk(const std::string &Key);

private:
  bool isReady() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(Mutex) { return !Values.empty(); }
  void dropLocked(const std::string &Key) ABSL_EXCLUSIVE_LOCKS_REQUIRED(Mutex);

  mutable absl::Mutex Mutex;
  absl::flat_hash_map<std::string, int> Values ABSL_GUARDED_BY(Mutex);
  absl::flat_hash_map<int, std::string> Names ABSL_GUARDED_BY(Mutex);
};
//--- held.cpp
#include "cache.h"
HeldIf::HeldIf(absl::Mutex *Mutex) : Mutex(Mutex) {
  if (Mutex)
    Mutex->Lock();
}
HeldIf::~HeldIf() {
  if (Mutex)
    Mutex->Unlock();
}
//--- reading.cpp
#include "cache.h"
bool Cache::has(const std::string &Key) const {
  absl::ReaderMutexLock Lock(&Mutex);
  return Values.contains(Key);
}
int Cache::sizeBad() const {
  return static_cast<int>(Values.size()); // expect: inconsistent-guard
}
int Cache::touchBad(const std::string &Key) {
  absl::ReaderMutexLock Lock(&Mutex);
  return ++Values[Key]; // expect: write-under-shared-lock
}
const std::string *Cache::nameBad(int Id) {
  Held Lock(&Mutex);
  auto It = Names.find(Id);
  return It == Names.end() ? nullptr : &It->second; // expect: guard-escape
}
absl::string_view Cache::viewBad(int Id) {
  Held Lock(&Mutex);
  return Names[Id]; // expect: guard-escape
}
std::string Cache::nameOk(int Id) {
  absl::ReaderMutexLock Lock(&Mutex);
  auto It = Names.find(Id);
  return It == Names.end() ? std::string() : It->second;
}
int Cache::waitOk() {
  Mutex.LockWhen(absl::Condition(this, &Cache::isReady));
  int First = Values.begin()->second;
  Mutex.Unlock();
  auto IsMore = [this] { return Values.size() > 1; };
  Held Lock(&Mutex);
  Mutex.Await(absl::Condition(&IsMore));
  Mutex.Await(absl::Condition(
      +[](Cache *Of) { return !Of->Values.empty(); }, this));
  return First + Values.begin()->second;
}
int Cache::waitBad() {
  {
    Held Lock(&Mutex);
    Mutex.Await(absl::Condition(this, &Cache::isReady));
  }
  return Values.begin()->second; // expect: inconsistent-guard
}
//--- writing.cpp
#include "cache.h"
void Cache::put(const std::string &Key, int Value) {
  HeldIf Lock(&Mutex);
  Values[Key] = Value;
  Names[Value] = Key;
}
void Cache::dropLocked(const std::string &Key) { Values.erase(Key); }
void Cache::dropOk(const std::string &Key) {
  Held Lock(&Mutex);
  dropLocked(Key);
  Names.erase(1);
}
void Cache::dropBad(const std::string &Key) {
  Held{&Mutex};
  Values.erase(Key); // expect: inconsistent-guard
}
void Cache::releaseBad(const std::string &Key) {
  absl::ReleasableMutexLock Lock(&Mutex);
  Values[Key] = 1;
  Lock.Release();
  Values.erase(Key); // expect: inconsistent-guard
}
void Cache::releaseOk(const std::string &Key) {
  absl::ReleasableMutexLock Lock(&Mutex);
  if (Values.contains(Key)) {
    Lock.Release();
    return;
  }
  Values.erase(Key);
}
static int compute(const std::string &Key) { return static_cast<int>(Key.size()); }
int Cache::findOrMakeBad(const std::string &Key) {
  {
    absl::ReaderMutexLock Lock(&Mutex);
    auto It = Values.find(Key);
    if (It != Values.end())
      return It->second;
  }
  int Value = compute(Key);
  Held Lock(&Mutex);
  Values[Key] = Value; // expect: check-then-act
  return Value;
}
int Cache::findOrMakeOk(const std::string &Key) {
  {
    absl::ReaderMutexLock Lock(&Mutex);
    auto It = Values.find(Key);
    if (It != Values.end())
      return It->second;
  }
  int Value = compute(Key);
  Held Lock(&Mutex);
  return Values.try_emplace(Key, Value).first->second;
}
