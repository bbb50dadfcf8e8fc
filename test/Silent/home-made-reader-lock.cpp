// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Locks of condition variables and counters, by the short names that they
// often have.
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

class ReadWrite {
public:
  void rlock() {
    std::unique_lock<std::mutex> Lock(Mutex);
    while (IsWritten)
      Changed.wait(Lock);
    ++Readers;
  }
  void runlock() {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (--Readers == 0)
      Changed.notify_all();
  }
  void wlock() {
    std::unique_lock<std::mutex> Lock(Mutex);
    while (IsWritten || Readers > 0)
      Changed.wait(Lock);
    IsWritten = true;
  }
  void wunlock() {
    std::lock_guard<std::mutex> Lock(Mutex);
    IsWritten = false;
    Changed.notify_all();
  }

private:
  std::mutex Mutex;
  std::condition_variable Changed;
  int Readers = 0;
  bool IsWritten = false;
};
struct Reading {
  ReadWrite &Lock;
  explicit Reading(ReadWrite &Lock) : Lock(Lock) { Lock.rlock(); }
  ~Reading() { Lock.runlock(); }
};
struct Writing {
  ReadWrite &Lock;
  explicit Writing(ReadWrite &Lock) : Lock(Lock) { Lock.wlock(); }
  ~Writing() { Lock.wunlock(); }
};

class Table {
public:
  void put(int Key) {
    Writing Own(Lock);
    Values[Key] = 1;
  }
  int get(int Key) {
    Reading Own(Lock);
    return Values.count(Key);
  }
  void putAsReader(int Key) {
    Reading Own(Lock);
    Values[Key] = 1; // expect: write-under-shared-lock
  }

private:
  ReadWrite Lock;
  std::map<int, int> Values;
};

int main() {
  Table All;
  std::thread A([&All] { All.put(1); });
  std::thread B([&All] { All.get(1); });
  std::thread C([&All] { All.putAsReader(1); });
  A.join();
  B.join();
  C.join();
}
