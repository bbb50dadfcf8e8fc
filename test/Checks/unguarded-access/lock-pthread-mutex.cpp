// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// pthread mutexes: by hand, behind a home-made guard, with a try.
#include <map>
#include <pthread.h>
#include <thread>

struct PthreadLock {
  explicit PthreadLock(pthread_mutex_t *Mutex) : Mutex(Mutex) {
    pthread_mutex_lock(Mutex);
  }
  ~PthreadLock() { pthread_mutex_unlock(Mutex); }
  pthread_mutex_t *Mutex;
};

struct Scenario {
  pthread_mutex_t Mutex = PTHREAD_MUTEX_INITIALIZER;
  std::map<int, int> Table;
};

struct ByHandOk : Scenario {
  void work() {
    pthread_mutex_lock(&Mutex);
    Table[1] = 1;
    pthread_mutex_unlock(&Mutex);
  }
};

struct ReleasedTooEarlyBad : Scenario {
  void work() {
    pthread_mutex_lock(&Mutex);
    Table[1] = 1;
    pthread_mutex_unlock(&Mutex);
    Table[2] = 2; // expect: unguarded-access
  }
};

struct GuardOk : Scenario {
  void work() {
    PthreadLock Lock(&Mutex);
    Table[1] = 1;
  }
};

struct TryOk : Scenario {
  void work() {
    if (pthread_mutex_trylock(&Mutex) != 0)
      return;
    Table[1] = 1;
    pthread_mutex_unlock(&Mutex);
  }
};

// The result of a try is 0 when it has the mutex.
struct TryBad : Scenario {
  void work() {
    if (pthread_mutex_trylock(&Mutex))
      Table[1] = 1; // expect: unguarded-access
    else
      pthread_mutex_unlock(&Mutex);
  }
};

template <class Case> void inTwoThreads() {
  Case Object;
  std::thread First(&Case::work, &Object);
  std::thread Second(&Case::work, &Object);
  First.join();
  Second.join();
}

int main() {
  inTwoThreads<ByHandOk>();
  inTwoThreads<ReleasedTooEarlyBad>();
  inTwoThreads<GuardOk>();
  inTwoThreads<TryOk>();
  inTwoThreads<TryBad>();
}
