// RUN: %mapwarden extract %s -- -std=c++20 %mock_std | FileCheck %s
// RUN: %mapwarden extract %s -- -std=c++20 | FileCheck %s
// Joining: one, each of a collection, by destruction.
#include <list>
#include <map>
#include <thread>
#include <vector>
std::map<int, int> m;

// CHECK: function {{.*}} name=automatic
// CHECK: spawn l0[*] {{.*}} name=jthread flags=auto-join
// CHECK: join l0 name=destructor flags=each
void automatic() {
  std::list<std::jthread> threads;
  threads.emplace_back([] { m[1] = 1; });
}
// The join of all stands where the loop has been left.
// CHECK: function {{.*}} name=counted
// CHECK: block 0 depth=1 next=[1, 2]
// CHECK: join $0[i] name=join
// CHECK: block 2
// CHECK-NEXT: join $0 name=join flags=each
void counted(std::vector<std::thread> &threads) {
  for (unsigned i = 0; i < threads.size(); ++i)
    threads[i].join();
}
// CHECK: function {{.*}} name=detached
// CHECK: detach %0 name=detach
void detached() {
  std::thread([] { m[1] = 1; }).detach();
}
// CHECK: function {{.*}} name=moved
// CHECK: spawn l0
// CHECK: join $0 name="operator=" at
// CHECK: assign $0 {{.*}} args=[l0]
// CHECK-NOT: join
void moved(std::jthread &to) {
  std::jthread t([] { m[1] = 1; });
  to = std::move(t);
}
