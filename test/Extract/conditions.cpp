// RUN: %mapwarden extract %s -- -std=c++20 %mock_std | FileCheck %s
// RUN: %mapwarden extract %s -- -std=c++20 | FileCheck %s
// The instruction that decides a branch, and its sense.
#include <map>
#include <mutex>
#include <thread>
std::map<int, int> m;
std::mutex mu;
bool flag;
int *pointer;

// CHECK: function {{.*}} name=count
// CHECK: block 0 if=!%0
// CHECK-NEXT: access @"c:@m" name=count
void count(int k) {
  if (m.count(k) == 0)
    m[k] = 1;
}
// CHECK: function {{.*}} name=emptyInSection
// CHECK: if=%1
// CHECK: %1 access @"c:@m" name=empty
// CHECK: guard-end
void emptyInSection() {
  bool e;
  {
    std::lock_guard<std::mutex> l(mu);
    e = m.empty();
  }
  if (e)
    m[1] = 1;
}
// CHECK: function {{.*}} name=find
// CHECK: if=%0
// CHECK: access @"c:@m" name=find
void find(int k) {
  if (auto it = m.find(k); it != m.end())
    m.erase(it);
}
// CHECK: function {{.*}} name=inserted
// CHECK: if=%0
// CHECK-NEXT: access @"c:@m" name=insert
void inserted(int k) {
  if (m.insert({k, 1}).second)
    m[k] = 1;
}
// CHECK: function {{.*}} name=joinable
// CHECK: if=%0
// CHECK-NEXT: join-test $0
void joinable(std::thread &t) {
  if (t.joinable())
    t.join();
}
// CHECK: function {{.*}} name=plain
// CHECK: if=!%0
// CHECK-NEXT: test @"c:@flag"
void plain() {
  if (!flag)
    m[1] = 1;
}
// CHECK: function {{.*}} name=size
// CHECK: if=!%0
// CHECK-NEXT: access @"c:@m" name=size flags=read,tests-empty
void size() {
  if (m.size() > 0)
    m.clear();
}
// CHECK: function {{.*}} name=tryALock
// CHECK: if=!%0
// CHECK-NEXT: lock @"c:@mu" name=try_lock flags=try
void tryALock() {
  if (!mu.try_lock())
    return;
  m[1] = 1;
  mu.unlock();
}
// CHECK: function {{.*}} name=tryGuard
// CHECK: guard l0 name=unique_lock flags=try
// CHECK-NEXT: guard-test l0
void tryGuard() {
  std::unique_lock<std::mutex> l(mu, std::try_to_lock);
  if (l)
    m[1] = 1;
}
