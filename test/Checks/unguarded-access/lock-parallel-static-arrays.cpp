// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A static array of mutexes beside a static array of maps: the mutex of the same
// index is the lock.
#include <map>
#include <mutex>
#include <thread>

static std::mutex Mutexes[4];
static std::map<int, int> Tables[4];

static void put(int Number, int Key) {
  std::lock_guard<std::mutex> Lock(Mutexes[Number]);
  Tables[Number][Key] = 1;
}
static void serve(int Number) {
  std::lock_guard<std::mutex> Lock(Mutexes[Number]);
  for (auto &Entry : Tables[Number])
    Entry.second = 0;
  Tables[Number].clear();
}

void runOk(int Key) {
  std::thread Threads[4];
  for (int I = 0; I < 4; ++I)
    Threads[I] = std::thread([I] { serve(I); });
  put(Key % 4, Key);
  for (int I = 0; I < 4; ++I)
    Threads[I].join();
}

static std::mutex Others[4];
static std::map<int, int> Counts[4];

static void count(int Number, int Key) {
  std::lock_guard<std::mutex> Lock(Others[Number]);
  Counts[Number][Key] = 1;
}
static void drop(int Number) {
  Counts[Number].clear(); // expect: unguarded-access
}

void runBad(int Key) {
  std::thread Cleaner([Key] { drop(Key); });
  count(Key, Key);
  Cleaner.join();
}
