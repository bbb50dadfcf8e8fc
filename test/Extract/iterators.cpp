// RUN: %mapwarden extract %s -- -std=c++20 %mock_std | FileCheck %s
// RUN: %mapwarden extract %s -- -std=c++20 | FileCheck %s
// The life of an iterator: begin, step, use, erase.
#include <map>
std::map<int, int> m;

// CHECK: function {{.*}} name=eraseInLoop
// CHECK: access @"c:@m" name=begin flags=read,iterates
// CHECK: assign l0 {{.*}} args=[@"c:@m"[*]]
// CHECK: iter-begin l0 {{.*}} args=[@"c:@m"]
// CHECK: access @"c:@m" name=end flags=read
// CHECK: iter-use l0
// CHECK: access @"c:@m" name=second flags=read,element
// CHECK: access @"c:@m" name=erase flags=write,erases,by-iterator,continues {{.*}} args=[l0]
// CHECK: assign l0
// CHECK: iter-begin l0
// CHECK: iter-next l0
void eraseInLoop() {
  for (auto it = m.begin(); it != m.end();) {
    if (it->second)
      it = m.erase(it);
    else
      ++it;
  }
}

// CHECK: function {{.*}} name=erasePostIncrement
// CHECK: iter-next l0
// CHECK-NEXT: access @"c:@m" name=erase flags=write,erases,by-iterator,continues {{.*}} args=[_]
void erasePostIncrement() {
  auto it = m.begin();
  m.erase(it++);
}

// CHECK: function {{.*}} name=insertResult
// CHECK: access @"c:@m" name=insert
// CHECK: iter-begin l1
// CHECK: iter-use l1
// CHECK: access @"c:@m" name="=" flags=write,element
void insertResult(int k) {
  auto [it, inserted] = m.insert({k, 1});
  if (!inserted)
    it->second = 2;
}

// CHECK: function {{.*}} name=rangeFor
// CHECK: access @"c:@m" name="range-for" flags=read,iterates
// CHECK-NEXT: assign l1
// CHECK-NEXT: iter-begin l1 {{.*}} args=[@"c:@m"]
// CHECK: iter-use l1
// CHECK-NEXT: assign l3 callee=l1 {{.*}}args=[@"c:@m"[__begin1]]
// CHECK: iter-use l3
// CHECK: access @"c:@m" name="++" flags=write,element
// CHECK-NEXT: iter-next l1
void rangeFor() {
  for (auto &[key, value] : m)
    ++value;
}
