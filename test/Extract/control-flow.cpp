// RUN: %mapwarden extract %s -- -std=c++20 %mock_std | FileCheck %s
// RUN: %mapwarden extract %s -- -std=c++20 | FileCheck %s
// Loops, exceptions, ways out that are none.
#include <cstdlib>
#include <map>
#include <mutex>
#include <stdexcept>
std::map<int, int> m;
std::mutex mu;

// A handler starts where its try block does: without the guard.
// CHECK: function {{.*}} name=handler
// CHECK: block 0 next=[1, 2]
// CHECK: block 1
// CHECK-NEXT: guard l0
// CHECK-NEXT: access @"c:@m" name=at
// CHECK-NEXT: guard-end l0
// CHECK: block 2
// CHECK-NEXT: access @"c:@m" name="operator[]"
void handler(int k) {
  try {
    std::lock_guard<std::mutex> l(mu);
    m.at(k);
  } catch (const std::out_of_range &) {
    m[k] = 1;
  }
}
// CHECK: function {{.*}} name=loops
// CHECK: block 0 next=[1]
// CHECK: block 1 depth=1 next=[2, 4]
// CHECK: block 2 depth=2 next=[3, 1]
// CHECK: block 3 depth=2 next=[2]
// CHECK-NEXT: access
// CHECK: block 4
void loops(int n) {
  m.clear();
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j)
      m[j] = 1;
  m.size();
}
// abort() ends the program, not the function: its block leads to itself.
// CHECK: function {{.*}} name=noReturn
// CHECK: block 1 next=[1]
// CHECK-NEXT: access @"c:@m" name=clear
// CHECK: block 2
// CHECK-NEXT: unlock
void noReturn(bool broken) {
  mu.lock();
  if (broken) {
    m.clear();
    std::abort();
  }
  mu.unlock();
}
