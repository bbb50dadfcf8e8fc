// RUN: %check_expect --allow-errors --mock %s
// RUN: %check_expect --allow-errors --real %s
//
// Headers that are not installed take mutexes, guards, base classes and map
// types with them. What is left of the program must still be judged by the
// locks it names.
#include <map>
#include <mutex>
#include <not-installed/boost/thread/mutex.hpp>
#include "not-installed/absl/mutex.h"
#include <QtNotInstalled/QMutexLocker>

class Sessions : public missing::Base {
public:
  void open(int Id) {
    boost::mutex::scoped_lock Lock(Mutex);
    Table[Id] = 1;
  }
  void close(int Id) {
    boost::lock_guard<boost::mutex> Lock(Mutex);
    Table.erase(Id);
  }
  void renameOk(int Id) {
    Mutex.lock();
    Table[Id] = 2;
    Mutex.unlock();
  }
  int countBad() { return Table.size(); } // expect: inconsistent-guard
  void takeBad(missing::Packet Packet, int Id);

private:
  missing::Logger Log;
  boost::mutex Mutex;
  std::map<int, int> Table;
  std::map<int, missing::Packet> Packets;
};

void Sessions::takeBad(missing::Packet Packet, int Id) {
  Table[Id] = 3; // expect: inconsistent-guard
  Packets[Id] = Packet;
}

class Cache {
public:
  void put(int Key) {
    absl::MutexLock Lock(&Mutex);
    Values[Key] = 1;
  }
  int sizeOk() {
    absl::ReaderMutexLock Lock(&Mutex);
    return Values.size();
  }
  int sizeBad() { return Values.size(); } // expect: inconsistent-guard

private:
  absl::Mutex Mutex;
  std::map<int, int> Values;
};

class Settings {
public:
  void set(int Key) {
    QMutexLocker Lock(&Mutex);
    Values.insert(Key, 1);
  }
  bool hasOk(int Key) {
    QMutexLocker Lock(&Mutex);
    return Values.contains(Key);
  }
  void dropBad(int Key) { Values.remove(Key); } // expect: inconsistent-guard

private:
  QMutex Mutex;
  QHash<int, int> Values;
};

namespace vendor {
class Index {
public:
  void add(int Key) {
    ScopedSpinLock Guard(Spin);
    Values[Key] = 1;
  }
  void addOk(int Key) {
    SCOPED_LOCK(Spin);
    Values[Key] = 2;
  }
  void dropBad(int Key) { Values.erase(Key); } // expect: inconsistent-guard
  void temporaryBad(int Key) {
    ScopedSpinLock{Spin};
    Values.erase(Key); // expect: inconsistent-guard
  }

private:
  spin::Mutex Spin;
  std::map<int, int> Values;
};
} // namespace vendor

// A macro of a missing header names a class before the program defines it.
VENDOR_PLUGIN(makePlugin, Plugin)

class Plugin {
public:
  void put(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[Key] = 1;
  }
  int sizeBad() { return Table.size(); } // expect: inconsistent-guard

private:
  std::mutex Mutex;
  std::map<int, int> Table;
};
