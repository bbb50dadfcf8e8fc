// RUN: %check_expect --real %s
// A class that gives its map out through handles that hold the lock: an
// iterator outlives the handle, a function hands out the map without it.
#include <map>
#include <mutex>
#include <string>
#include <thread>

template <typename T> class Guarded {
public:
  class Handle {
  public:
    Handle(T &Object, std::mutex &Mutex) : Lock(Mutex), Object(&Object) {}
    T *operator->() { return Object; }
    T &operator*() { return *Object; }

  private:
    std::unique_lock<std::mutex> Lock;
    T *Object;
  };
  Handle lock() { return Handle(Object, Mutex); }
  Handle operator->() { return lock(); }
  template <typename F> auto with(F Use) {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Use(Object);
  }
  T &unsafe() { return Object; }

private:
  T Object;
  std::mutex Mutex;
};

using Table = std::map<std::string, int>;
Guarded<Table> Names;

void allOk(const std::string &Key) {
  Names->erase(Key);
  (*Names.lock())[Key] = 1;
  Names.with([&](Table &All) { All[Key] = 2; });
  auto Held = Names.lock();
  for (auto &Each : *Held)
    Each.second = 0;
  Held->clear();
}

void unsafeBad(const std::string &Key) {
  Names.unsafe()[Key] = 3; // expect: unguarded-access
}

void iteratorBad() {
  auto It = Names->begin();
  It->second = 1; // expect: guard-escape
}

int main() {
  auto Work = [] {
    allOk("a");
    unsafeBad("b");
    iteratorBad();
  };
  std::thread First(Work), Second(Work);
  First.join();
  Second.join();
}
