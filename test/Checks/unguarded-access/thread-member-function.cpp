// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Pointers to member functions as thread entries: on `this`, on the address of
// an object, on std::ref of it.
#include <map>
#include <mutex>
#include <thread>

class ThisBad {
public:
  void run() {
    std::thread Worker(&ThisBad::fill, this);
    Table.erase(1); // expect: unguarded-access
    Worker.join();
  }

private:
  void fill() {
    Table[1] = 1; // expect: unguarded-access
  }
  std::map<int, int> Table;
};

struct CounterBad {
  void count(int Key) {
    ++Hits[Key]; // expect: unguarded-access
  }
  std::map<int, int> Hits;
};

void addressBad() {
  CounterBad Counter;
  std::thread First(&CounterBad::count, &Counter, 1);
  std::thread Second(&CounterBad::count, &Counter, 2);
  First.join();
  Second.join();
}

struct GaugeBad {
  void set(int Key) {
    Values.insert_or_assign(Key, 1); // expect: unguarded-access
  }
  std::map<int, int> Values;
};

void refBad() {
  GaugeBad Gauge;
  std::thread Worker(&GaugeBad::set, std::ref(Gauge), 1);
  Gauge.Values.clear(); // expect: unguarded-access
  Worker.join();
}

class ThisOk {
public:
  void run() {
    std::thread Worker(&ThisOk::fill, this);
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Table.erase(1);
    }
    Worker.join();
  }

private:
  void fill() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[1] = 1;
  }
  std::mutex Mutex;
  std::map<int, int> Table;
};

struct CounterOk {
  void count(int Key) { ++Hits[Key]; }
  std::map<int, int> Hits;
};

// Each thread has an object of its own.
void twoObjectsOk() {
  CounterOk One, Two;
  std::thread First(&CounterOk::count, &One, 1);
  std::thread Second(&CounterOk::count, std::ref(Two), 2);
  First.join();
  Second.join();
}

int main() {
  ThisBad().run();
  addressBad();
  refBad();
  ThisOk().run();
  twoObjectsOk();
}
