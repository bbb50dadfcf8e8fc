// RUN: %check_expect --mock %s
// A static map and a mutex in each instance: every instance locks its own.
#include <map>
#include <mutex>
#include <thread>

class ClientBad {
public:
  void log(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Log[Key] = 1; // expect: inconsistent-guard
  }

private:
  std::mutex Mutex;
  inline static std::map<int, int> Log;
};

void memberMutexBad() {
  ClientBad One, Two;
  std::thread First(&ClientBad::log, &One, 1);
  std::thread Second(&ClientBad::log, &Two, 2);
  First.join();
  Second.join();
}

class ClientOk {
public:
  void log(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Log[Key] = 1;
  }

private:
  inline static std::mutex Mutex;
  inline static std::map<int, int> Log;
};

void staticMutexOk() {
  ClientOk One, Two;
  std::thread First(&ClientOk::log, &One, 1);
  std::thread Second(&ClientOk::log, &Two, 2);
  First.join();
  Second.join();
}

int main() {
  memberMutexBad();
  staticMutexOk();
}
