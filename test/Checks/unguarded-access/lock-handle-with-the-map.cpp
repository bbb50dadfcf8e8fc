// RUN: %check_expect --mock %s
// A synchronised wrapper hands out the map together with the lock: a handle
// that holds a guard and a reference.
#include <map>
#include <mutex>
#include <thread>

class Synchronized {
public:
  class Handle {
  public:
    explicit Handle(Synchronized &Owner)
        : Lock(Owner.Mutex), Values(Owner.Values) {}
    std::map<int, int> *operator->() { return &Values; }
    std::map<int, int> &operator*() { return Values; }

  private:
    std::unique_lock<std::mutex> Lock;
    std::map<int, int> &Values;
  };
  Handle lock() { return Handle(*this); }
  template <class Function> void with(Function Call) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Call(Values);
  }
  std::map<int, int> &unsafe() { return Values; }

private:
  std::mutex Mutex;
  std::map<int, int> Values;
};

void handleOk() {
  Synchronized Table;
  std::thread Worker([&Table] {
    auto Handle = Table.lock();
    Handle->insert({1, 1});
    (*Handle).erase(2);
  });
  Table.lock()->clear();
  Worker.join();
}

void callbackOk() {
  Synchronized Table;
  std::thread Worker(
      [&Table] { Table.with([](auto &Values) { Values[1] = 1; }); });
  Table.with([](auto &Values) { Values.clear(); });
  Worker.join();
}

// The handle keeps the map by pointer, the accessor returns it by reference: one
// map.
void aroundTheLockBad() {
  Synchronized Table;
  std::thread Worker([&Table] {
    auto Handle = Table.lock();
    Handle->insert({1, 1});
  });
  Table.unsafe().clear(); // expect: unguarded-access
  Worker.join();
}

int main() {
  handleOk();
  callbackOk();
  aroundTheLockBad();
}
