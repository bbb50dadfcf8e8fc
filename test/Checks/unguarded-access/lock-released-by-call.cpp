// RUN: %check_expect --mock %s
// A called function releases the lock, or releases and takes it again.
#include <map>
#include <mutex>
#include <thread>

class UnlocksBad {
public:
  void work() {
    Mutex.lock();
    Table[1] = 1;
    finish();
    Table[2] = 2; // expect: unguarded-access
  }

private:
  void finish() { Mutex.unlock(); }
  std::mutex Mutex;
  std::map<int, int> Table;
};

class PausesOk {
public:
  void work() {
    Mutex.lock();
    Table[1] = 1;
    pause();
    Table[2] = 2;
    Mutex.unlock();
  }

private:
  void pause() {
    Mutex.unlock();
    std::this_thread::yield();
    Mutex.lock();
  }
  std::mutex Mutex;
  std::map<int, int> Table;
};

class PausesBad {
public:
  void work() {
    Mutex.lock();
    pause();
    Mutex.unlock();
  }

private:
  void pause() {
    Mutex.unlock();
    Table[1] = 1; // expect: unguarded-access
    Mutex.lock();
  }
  std::mutex Mutex;
  std::map<int, int> Table;
};

class LocksInCallOk {
public:
  void work() {
    begin();
    Table[1] = 1;
    end();
  }

private:
  void begin() { Mutex.lock(); }
  void end() { Mutex.unlock(); }
  std::mutex Mutex;
  std::map<int, int> Table;
};

class UnlocksOneOfTwoOk {
public:
  void work() {
    LogMutex.lock();
    Mutex.lock();
    endLog();
    Table[1] = 1;
    Mutex.unlock();
  }

private:
  void endLog() { LogMutex.unlock(); }
  std::mutex LogMutex, Mutex;
  std::map<int, int> Table;
};

template <class Case> void inTwoThreads() {
  Case Object;
  std::thread First(&Case::work, &Object);
  std::thread Second(&Case::work, &Object);
  First.join();
  Second.join();
}

int main() {
  inTwoThreads<UnlocksBad>();
  inTwoThreads<PausesOk>();
  inTwoThreads<PausesBad>();
  inTwoThreads<LocksInCallOk>();
  inTwoThreads<UnlocksOneOfTwoOk>();
}
