// RUN: %check_expect --mock %s
// A library class that runs a thread on itself: no main and no caller is in
// sight, but its methods may be called while the thread runs.
#include <map>
#include <mutex>
#include <thread>

class MonitorBad {
public:
  void start() { Worker = std::thread(&MonitorBad::sample, this); }
  void stop() {
    Worker.join();
    Values.clear();
  }
  void set(int Key, int Value) {
    Values[Key] = Value; // expect: unguarded-access
  }

private:
  void sample() {
    Values.erase(0); // expect: unguarded-access
  }
  std::map<int, int> Values;
  std::thread Worker;
};

class MonitorOk {
public:
  MonitorOk() { Values[0] = 0; }
  void start() { Worker = std::thread(&MonitorOk::sample, this); }
  void stop() {
    Worker.join();
    Values.clear();
  }
  void set(int Key, int Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values[Key] = Value;
  }

private:
  void sample() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Values.erase(0);
  }
  std::mutex Mutex;
  std::map<int, int> Values;
  std::thread Worker;
};
