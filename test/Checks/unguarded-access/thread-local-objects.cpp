// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
//
// An object that each thread has for itself, with the maps in it, however it is
// reached. What it points to may be shared.
#include <map>
#include <string>
#include <thread>

class Context {
public:
  std::map<int, int> &values() { return Values; }
  void put(int Key) { Values[Key] = 1; }
  int get(int Key) { return Values[Key]; }

private:
  std::map<int, int> Values;
};

struct Settings {
  std::map<int, int> Table;
  Context Own;
};
thread_local Settings Mine;

static Context &currentContext() {
  static thread_local Context Current;
  return Current;
}

class Logger {
public:
  void printOk() const { context().values()[1] = 1; }
  static Context &context() {
    static thread_local Context Own;
    return Own;
  }
};

struct Shared {
  std::map<int, int> Table;
};
struct Link {
  Shared *Common = nullptr;
};
thread_local Link Attached;
Shared All;

static void attach() { Attached.Common = &All; }

static void workOk() {
  Mine.Table[1] = 1;
  Mine.Own.put(2);
  currentContext().put(3);
  currentContext().values()[4] = currentContext().get(3);
  Logger().printOk();
}

static void workBad() {
  attach();
  All.Table[1] = 1;             // expect: unguarded-access
  Attached.Common->Table[2] = 1; // expect: unguarded-access
}

// The same class in an object that is not a thread's own.
Context Everywhere;
class Counter {
public:
  std::map<int, int> Hits;
  void hitBad() { Hits[1] = 1; } // expect: unguarded-access
};
Counter Total;
thread_local Counter PerThread;

int main() {
  auto Work = [] {
    workOk();
    workBad();
    PerThread.hitBad();
    Total.hitBad();
  };
  std::thread One(Work), Two(Work);
  Work();
  One.join();
  Two.join();
}
