// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// What the constructor of a new object does to it, it does alone: nobody has
// the object before the constructor is done. The threads meet later.
#include <map>
#include <mutex>
#include <thread>

class SizesOk {
public:
  static SizesOk &instance() {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (!Only)
      Only = new SizesOk;
    return *Only;
  }
  bool has(int Key) const { return Sizes.count(Key) != 0; }

private:
  SizesOk() { fill(); }
  void fill() { Sizes[1] = 4; }
  static SizesOk *Only;
  static std::mutex Mutex;
  std::map<int, int> Sizes;
};
SizesOk *SizesOk::Only = nullptr;
std::mutex SizesOk::Mutex;

class SizesBad {
public:
  static SizesBad &instance() {
    std::lock_guard<std::mutex> Lock(Mutex);
    if (!Only)
      Only = new SizesBad;
    return *Only;
  }
  bool has(int Key) const {
    return Sizes.count(Key) != 0; // expect: unguarded-access
  }
  void add(int Key) {
    Sizes[Key] = 1; // expect: unguarded-access
  }

private:
  SizesBad() { Sizes[1] = 4; }
  static SizesBad *Only;
  static std::mutex Mutex;
  std::map<int, int> Sizes;
};
SizesBad *SizesBad::Only = nullptr;
std::mutex SizesBad::Mutex;

// The thread starts before the constructor has filled the map.
class TickerBad {
public:
  TickerBad() : Worker([this] {
          Ticks[2]++; // expect: unguarded-access
        }) {
    Ticks[1] = 0; // expect: unguarded-access
  }
  ~TickerBad() { Worker.join(); }

private:
  std::map<int, int> Ticks;
  std::thread Worker;
};

void work(int Key) {
  SizesOk::instance().has(Key);
  if (!SizesBad::instance().has(Key))
    SizesBad::instance().add(Key);
}

int main() {
  std::thread First(work, 1), Second(work, 2);
  TickerBad *Ticker = new TickerBad;
  delete Ticker;
  First.join();
  Second.join();
}
