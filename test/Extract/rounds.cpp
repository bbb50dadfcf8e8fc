// RUN: %mapwarden extract %s -- -std=c++20 %mock_std | FileCheck %s
// RUN: %mapwarden extract %s -- -std=c++20 | FileCheck %s
// How often loops run that may start threads, and numbers that decide it.
#include <thread>
#include <vector>

// CHECK: class {{.*}} name=Pool
// CHECK: function "c:@F@constant#" name=constant
// CHECK: depth=1
// CHECK-NEXT: rounds at {{.*}} args=[const 1]
// CHECK: function "c:@F@several#" name=several
// CHECK-NOT: rounds
// CHECK: function "c:@F@use#"
// CHECK: call l0 {{.*}} flags=constructs {{.*}} args=[const 3, const 1]
// CHECK: call l1 {{.*}} flags=constructs {{.*}} args=[const 3, const 2]
// CHECK: name=Pool::Pool
// CHECK: assign this."c:@S@Pool@FI@n" {{.*}} args=[copy $1]
// CHECK: name=Pool::start
// CHECK: rounds at {{.*}} args=[this."c:@S@Pool@FI@n"]
// CHECK: name=Pool::startDown
// CHECK: rounds at {{.*}} args=[$0]
// CHECK: name=Pool::startWith
// CHECK: rounds at {{.*}} args=[$0]
struct Pool {
  Pool(int size = 3, int count = 1) : n(count) {}
  void start() {
    for (int i = 0; i < n; ++i)
      workers.emplace_back([] {});
  }
  void startWith(unsigned count) {
    while (workers.size() < count)
      workers.emplace_back([] {});
  }
  void startDown(unsigned count) {
    while (count-- > 0)
      workers.emplace_back([] {});
  }
  std::vector<std::thread> workers;
  int n;
};
void constant() {
  const int n = 1;
  std::vector<std::thread> workers;
  for (int i = 0; i < n; ++i)
    workers.emplace_back([] {});
}
void several() {
  std::vector<std::thread> workers;
  for (int i = 0; i < 2; ++i)
    workers.emplace_back([] {});
}
void use() {
  Pool one, two(3, 2);
  one.start();
  two.startWith(1);
}
