// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A guard whose constructor is given what locks and what unlocks.
#include <map>
#include <mutex>
#include <thread>

template <typename T> class Synchronized {
public:
  Synchronized(T *Object, void (*Acquire)(T *), void (*Release)(T *))
      : Object(Object), Release(Release) {
    Acquire(Object);
  }
  ~Synchronized() { Release(Object); }

private:
  T *Object;
  void (*Release)(T *);
};

void take(std::mutex *Mutex) { Mutex->lock(); }
void give(std::mutex *Mutex) { Mutex->unlock(); }
void ignore(std::mutex *) {}

std::mutex Mutex;
std::map<int, int> ByFunctions, ByLambdas, Behind, Unlocked;

void work(int Key) {
  {
    Synchronized<std::mutex> Lock(&Mutex, take, give);
    ByFunctions[Key] = 1;
  }
  {
    Synchronized<std::mutex> Lock(
        &Mutex, [](std::mutex *Given) { Given->lock(); },
        [](std::mutex *Given) { Given->unlock(); });
    ByLambdas[Key] = 1;
  }
  Behind[Key] = 1; // expect: unguarded-access
  Synchronized<std::mutex> Lock(&Mutex, ignore, ignore);
  Unlocked[Key] = 1; // expect: unguarded-access
}

int main() {
  std::thread A(work, 1), B(work, 2);
  A.join();
  B.join();
}
