// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A function that is called in between gives the lock up for a while.
#include <condition_variable>
#include <map>
#include <mutex>
#include <pthread.h>
#include <thread>

using Lock = std::unique_lock<std::mutex>;

template <class L> struct Unlocker {
  explicit Unlocker(L &Given) : Own(Given) { Own.unlock(); }
  ~Unlocker() { Own.lock(); }
  L &Own;
};

class Book {
public:
  static void deliver(Lock &Hold) {
    Hold.unlock();
    Hold.lock();
  }
  static void keep(Lock &Hold) {}
  void await(Lock &Hold) { Changed.wait(Hold); }
  void pause() {
    Mutex.unlock();
    Mutex.lock();
  }
  void byGuard() {
    Lock Hold(Mutex);
    auto Entry = Items.find(1);
    deliver(Hold);
    Entry->second++; // expect: guard-escape
  }
  void byWait() {
    Lock Hold(Mutex);
    auto Entry = Items.find(1);
    await(Hold);
    Entry->second++; // expect: guard-escape
  }
  void byMember() {
    Mutex.lock();
    auto Entry = Items.find(1);
    pause();
    Entry->second++; // expect: guard-escape
    Mutex.unlock();
  }
  void byObject() {
    Lock Hold(Mutex);
    auto Entry = Items.find(1);
    { Unlocker<Lock> Open(Hold); }
    Entry->second++; // expect: guard-escape
  }
  void looksAgain() {
    Lock Hold(Mutex);
    auto Entry = Items.find(1);
    deliver(Hold);
    Entry = Items.find(1);
    Entry->second++;
  }
  void keepsIt() {
    Lock Hold(Mutex);
    auto Entry = Items.find(1);
    keep(Hold);
    Entry->second++;
  }
  void drop() {
    Lock Hold(Mutex);
    Items.erase(1);
  }

private:
  std::mutex Mutex;
  std::condition_variable Changed;
  std::map<int, int> Items;
};

class Old {
public:
  void use() {
    pthread_mutex_lock(&Mutex);
    auto Entry = Items.find(1);
    while (Entry->second == 0) // expect: guard-escape
      pthread_cond_wait(&Changed, &Mutex);
    pthread_mutex_unlock(&Mutex);
  }
  void drop() {
    pthread_mutex_lock(&Mutex);
    Items.erase(1);
    pthread_mutex_unlock(&Mutex);
  }

private:
  pthread_mutex_t Mutex = PTHREAD_MUTEX_INITIALIZER;
  pthread_cond_t Changed = PTHREAD_COND_INITIALIZER;
  std::map<int, int> Items;
};

int main() {
  Book One;
  Old Two;
  std::thread A([&] {
    One.byGuard();
    One.byWait();
    One.byMember();
    One.byObject();
    One.looksAgain();
    One.keepsIt();
    Two.use();
  });
  std::thread B([&] {
    One.drop();
    Two.drop();
  });
  A.join();
  B.join();
}
