// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A guard of a thread refers to it, as an aggregate or by a constructor, and
// waits when the scope is left.
#include <map>
#include <thread>

bool isReady();

struct Joiner {
  std::thread &Thread;
  ~Joiner() {
    if (Thread.joinable())
      Thread.join();
  }
};

class JoinGuard {
public:
  explicit JoinGuard(std::thread &Thread) : Thread(Thread) {}
  ~JoinGuard() { Thread.join(); }

private:
  std::thread &Thread;
};

struct Detacher {
  std::thread &Thread;
  ~Detacher() { Thread.detach(); }
};

int aggregateOk(int N) {
  std::map<int, int> Squares;
  std::thread Thread([&] { Squares[N] = N * N; });
  Joiner Guard{Thread};
  return isReady() ? 0 : -1;
}

int constructorOk(int N) {
  std::map<int, int> Squares;
  std::thread Thread([&] { Squares[N] = N * N; });
  JoinGuard Guard(Thread);
  return isReady() ? 0 : -1;
}

// What a destructor does to a handle that it refers to is followed when it
// waits, not when it lets go.
int FN_detacher(int N) {
  std::map<int, int> Squares;
  std::thread Thread([&] { Squares[N] = N * N; });
  Detacher Guard{Thread};
  return isReady() ? 0 : -1;
}

int onOneWayBad(int N) {
  std::map<int, int> Squares;
  std::thread Thread([&] { Squares[N] = N * N; }); // expect: detached-capture
  if (!isReady()) {
    Thread.detach();
    return -1;
  }
  Joiner Guard{Thread};
  return 0;
}
