// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Guards that ask for null, and guards that are moved into.
#include <map>
#include <mutex>
#include <thread>

class Lockable {
public:
  void Acquire() { Mutex.lock(); }
  void Release() { Mutex.unlock(); }

private:
  std::mutex Mutex;
};
class Scoped {
public:
  explicit Scoped(Lockable *On) : On(On) {
    if (On)
      On->Acquire();
  }
  ~Scoped() {
    if (On)
      On->Release();
  }

private:
  Lockable *On;
};
// The same, but it is given nothing at times.
class Optional {
public:
  explicit Optional(Lockable *On) : On(On) {
    if (On)
      On->Acquire();
  }
  ~Optional() {
    if (On)
      On->Release();
  }

private:
  Lockable *On;
};
class Movable {
public:
  Movable() = default;
  explicit Movable(std::mutex &On) : On(&On) { this->On->lock(); }
  Movable &operator=(Movable &&Other) {
    reset();
    On = Other.On;
    Other.On = nullptr;
    return *this;
  }
  ~Movable() { reset(); }
  void reset() {
    if (On) {
      On->unlock();
      On = nullptr;
    }
  }

private:
  std::mutex *On = nullptr;
};

Lockable First;
std::mutex Second;
bool IsShared = true;
std::map<int, int> ByScoped, ByOptional, ByMovable, Behind;

void work(int Key) {
  {
    Scoped Lock(&First);
    ByScoped[Key] = 1;
  }
  {
    Optional Lock(IsShared ? &First : nullptr);
    ByOptional[Key] = 1; // expect: unguarded-access
  }
  Movable Lock;
  Lock = Movable(Second);
  ByMovable[Key] = 1;
}
void workBehind(int Key) {
  {
    Scoped Lock(&First);
  }
  Behind[Key] = 1; // expect: unguarded-access
}

int main() {
  std::thread A(work, 1), B(work, 2), C(workBehind, 3), D(workBehind, 4);
  A.join(), B.join(), C.join(), D.join();
}
