// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Accessors of statics that live for ever, so that no destructor runs at exit.
#include <map>
#include <mutex>

static std::mutex &mutex() {
  static std::mutex *Mutex = new std::mutex;
  return *Mutex;
}
static std::mutex *mutexPointer() {
  static auto *Mutex = new std::mutex();
  return Mutex;
}
static std::map<int, int> &items() {
  static auto *Items = new std::map<int, int>;
  return *Items;
}
static std::map<int, int> &others() {
  static std::map<int, int> Others;
  return Others;
}

void addOk(int Key) {
  std::lock_guard<std::mutex> Lock(mutex());
  ++items()[Key];
}
void removeOk(int Key) {
  std::lock_guard<std::mutex> Lock(mutex());
  items().erase(Key);
}
void removeTwiceOk(int Key) {
  mutex().lock();
  items().erase(Key);
  mutex().unlock();
  std::lock_guard<std::mutex> Lock(mutex());
  items().erase(Key + 1);
}
bool hasBad(int Key) {
  return items().count(Key) != 0; // expect: inconsistent-guard
}
bool hasAfterUnlockBad(int Key) {
  mutex().lock();
  mutex().unlock();
  return items().count(Key) != 0; // expect: inconsistent-guard
}

void addByPointerOk(int Key) {
  std::lock_guard<std::mutex> Lock(*mutexPointer());
  ++others()[Key];
}
void removeByPointerOk(int Key) {
  mutexPointer()->lock();
  others().erase(Key);
  mutexPointer()->unlock();
}
bool hasOtherBad(int Key) {
  return others().count(Key) != 0; // expect: inconsistent-guard
}
