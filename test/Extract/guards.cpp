// RUN: %mapwarden extract %s -- -std=c++20 %mock_std | FileCheck %s
// RUN: %mapwarden extract %s -- -std=c++20 | FileCheck %s
// Guards: what they hold, how, and until when; guards that guard nothing.
#include <map>
#include <mutex>
#include <shared_mutex>
std::mutex a, b;
std::shared_mutex s;
std::map<int, int> m;

// CHECK: function {{.*}} name=adopted
// CHECK: lock @"c:@a" name=lock
// CHECK: lock @"c:@b" name=lock
// CHECK: guard l0 name=lock_guard flags=adopted {{.*}} args=[@"c:@a"]
void adopted() {
  std::lock(a, b);
  std::lock_guard<std::mutex> first(a, std::adopt_lock);
  b.unlock();
}
// A variable named a, not a lock of the mutex a.
// CHECK: function {{.*}} name=declaresVariable
// CHECK: guard l0 name=unique_lock at
// CHECK-NOT: args
// CHECK: access
void declaresVariable() {
  std::unique_lock<std::mutex>(a);
  m[1] = 1;
}
// CHECK: function {{.*}} name=deferred
// CHECK: guard l0 name=unique_lock flags=deferred
// CHECK: guard-lock l0 name=lock
// CHECK: guard-unlock l0 name=unlock
// CHECK: guard-release l0 name=release
void deferred() {
  std::unique_lock<std::mutex> l(a, std::defer_lock);
  l.lock();
  l.unlock();
  l.release();
}
// CHECK: function {{.*}} name=nothing
// CHECK: guard l0 name=scoped_lock at {{[0-9:-]+$}}
void nothing() { std::scoped_lock l; }
// CHECK: function {{.*}} name=several
// CHECK: guard l0 name=scoped_lock {{.*}} args=[@"c:@a", @"c:@b"]
// CHECK: access
// CHECK: guard-end l0
void several() {
  std::scoped_lock l(a, b);
  m[1] = 1;
}
// CHECK: function {{.*}} name=sharedMode
// CHECK: guard l0 name=shared_lock flags=shared
// CHECK: lock @"c:@s" name=lock_shared flags=shared
// CHECK: unlock @"c:@s" name=unlock_shared flags=shared
void sharedMode() {
  { std::shared_lock<std::shared_mutex> l(s); }
  s.lock_shared();
  s.unlock_shared();
}
// The guard is gone before the access.
// CHECK: function {{.*}} name=temporary
// CHECK: guard l0 name=lock_guard
// CHECK-NEXT: guard-end l0
// CHECK-NEXT: access
void temporary() {
  std::lock_guard<std::mutex>{a};
  m[1] = 1;
}
// CHECK: function {{.*}} name=temporaryInComma
// CHECK: guard l0 name=lock_guard
// CHECK-NEXT: access
// CHECK-NEXT: guard-end l0
void temporaryInComma() { std::lock_guard<std::mutex>{a}, m[1] = 1; }
