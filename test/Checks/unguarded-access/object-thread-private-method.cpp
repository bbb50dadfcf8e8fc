// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// What runs beside the thread of an object are the methods that somebody can
// call. A private one that nobody calls or hands out is none of them.
#include <functional>
#include <map>
#include <thread>

class MonitorOk {
public:
  void start() {
    Thread = std::thread([this] { sample(); });
  }
  void stop() { Thread.join(); }

private:
  void sample() { Values[1] = 2; }
  void dropAll() { Values.clear(); }
  std::map<int, int> Values;
  std::thread Thread;
};

void onSignal(std::function<void()> Handler);

class MonitorBad {
public:
  void start() {
    onSignal(std::bind(&MonitorBad::dropAll, this));
    Thread = std::thread([this] { sample(); });
  }
  void stop() { Thread.join(); }
  void reset() {
    Names.clear(); // expect: unguarded-access
  }

private:
  void sample() {
    Values[1] = 2; // expect: unguarded-access
    Names[1] = 2;  // expect: unguarded-access
  }
  void dropAll() {
    Values.clear(); // expect: unguarded-access
  }
  std::map<int, int> Values, Names;
  std::thread Thread;
};
