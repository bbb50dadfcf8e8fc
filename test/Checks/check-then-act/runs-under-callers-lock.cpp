// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A template runs the lambda under its lock, which both steps take again.
#include <map>
#include <mutex>
#include <thread>

class Store {
public:
  template <class F> void synced(F Steps) {
    std::lock_guard<std::recursive_mutex> Hold(Mutex);
    Steps();
  }
  template <class F> void apart(F Steps) { Steps(); }
  void add(int By) {
    std::lock_guard<std::recursive_mutex> Hold(Mutex);
    Items[1] += By;
  }
  bool has() {
    std::lock_guard<std::recursive_mutex> Hold(Mutex);
    return Items.count(1);
  }
  void drop() {
    std::lock_guard<std::recursive_mutex> Hold(Mutex);
    Items.erase(1);
  }
  void take() {
    synced([&] {
      if (has())
        add(-1);
    });
  }
  void takeApart() {
    apart([&] {
      if (has())
        add(-1); // expect: check-then-act
    });
  }

private:
  std::recursive_mutex Mutex;
  std::map<int, int> Items;
};

int main() {
  Store One;
  std::thread A([&] {
    One.take();
    One.takeApart();
  });
  std::thread B([&] { One.drop(); });
  A.join();
  B.join();
}
