// RUN: %mapwarden extract %s -- -std=c++20 %mock_std | FileCheck %s
// RUN: %mapwarden extract %s -- -std=c++20 | FileCheck %s
// Mutexes named through accessors, other objects, pointers and choices; locks
// that are recognised by name or attribute.
#include <atomic>
#include <map>
#include <mutex>
std::map<int, int> m;
struct Table {
  std::mutex mu, second;
  std::map<int, int> own;
  static std::mutex &getMutex();
  void copy(Table &other);
  void choose(bool c);
};
struct Abstract {
  virtual void lock() = 0;
  virtual void unlock() = 0;
};
struct Spin {
  std::atomic_flag f;
  void lock() {
    while (f.test_and_set()) {
    }
  }
  void unlock() { f.clear(); }
};
struct __attribute__((capability("mutex"))) Annotated {
  void Enter() __attribute__((acquire_capability()));
  void Leave() __attribute__((release_capability()));
};

// CHECK: function {{.*}} name=accessor
// CHECK: call callee=fn "c:@S@Table@F@getMutex#S"
// CHECK-NEXT: guard l0 {{.*}} args=[%0]
void accessor() { std::lock_guard<std::mutex> l(Table::getMutex()); }
// CHECK: function {{.*}} name=annotated
// CHECK: lock $0 name=Enter
// CHECK: unlock $0 name=Leave
void annotated(Annotated &l) {
  l.Enter();
  l.Leave();
}
// CHECK: function {{.*}} name=byName
// CHECK: lock $0 name=lock
// CHECK: unlock $0 name=unlock
// CHECK: lock $1 name=lock
// CHECK: unlock $1 name=unlock
void byName(Abstract &a, Spin &s) {
  a.lock();
  a.unlock();
  s.lock();
  s.unlock();
}
// CHECK: function {{.*}} name=Table::choose
// CHECK: assign [[X:l[0-9]+]] {{.*}} args=[this."{{.*}}mu"]
// CHECK: assign [[X]] {{.*}} args=[this."{{.*}}second"]
// CHECK: guard {{.*}} args=[[[X]]]
void Table::choose(bool c) {
  std::mutex &x = c ? mu : second;
  std::lock_guard<std::mutex> l(x);
}
// CHECK: function {{.*}} name=Table::copy
// CHECK: guard l0 {{.*}} args=[$0."{{.*}}mu"]
void Table::copy(Table &other) {
  std::lock_guard<std::mutex> l(other.mu);
  own = other.own;
}
// CHECK: function {{.*}} name=Table::getMutex
// CHECK: return flags=alias {{.*}} args=[@"{{.*}}getMutex#S@g{{.*}}"]
std::mutex &Table::getMutex() {
  static std::mutex g;
  return g;
}
