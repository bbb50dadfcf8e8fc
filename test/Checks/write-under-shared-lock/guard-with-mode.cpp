// RUN: %check_expect --real %s
// A home-made guard that is told how to lock: the mode is taken to be the right
// one. Guards of one mode each are judged by it.
#include <map>
#include <shared_mutex>
#include <string>

enum class Mode { Read, Write };

class ModeGuard {
public:
  ModeGuard(std::shared_mutex &Mutex, Mode How) : Mutex(Mutex), How(How) {
    if (How == Mode::Read)
      Mutex.lock_shared();
    else
      Mutex.lock();
  }
  ~ModeGuard() {
    if (How == Mode::Read)
      Mutex.unlock_shared();
    else
      Mutex.unlock();
  }

private:
  std::shared_mutex &Mutex;
  Mode How;
};

class Reader {
public:
  explicit Reader(std::shared_mutex &Mutex) : Mutex(Mutex) {
    Mutex.lock_shared();
  }
  ~Reader() { Mutex.unlock_shared(); }

private:
  std::shared_mutex &Mutex;
};

class Table {
public:
  void setOk(const std::string &Key) {
    ModeGuard Guard(Mutex, Mode::Write);
    Values[Key] = 1;
  }
  bool hasOk(const std::string &Key) {
    ModeGuard Guard(Mutex, Mode::Read);
    return Values.count(Key) != 0;
  }
  int getBad(const std::string &Key) {
    Reader Guard(Mutex);
    return Values[Key]; // expect: write-under-shared-lock
  }
  // The keys of a map are in the map.
  int sumOk() {
    Reader Guard(Mutex);
    int Sum = 0;
    for (const auto &Each : Values)
      Sum += Values[Each.first];
    return Sum;
  }
  bool noneBad(const std::string &Key) {
    return Values.count(Key) != 0; // expect: inconsistent-guard
  }

private:
  std::shared_mutex Mutex;
  std::map<std::string, int> Values;
};
