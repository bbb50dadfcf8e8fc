// RUN: %mapwarden extract %s -- -std=c++20 %mock_std | FileCheck %s
// RUN: %mapwarden extract %s -- -std=c++20 | FileCheck %s
// Condition variables, call_once, static initialisation.
#include <condition_variable>
#include <map>
#include <mutex>
struct Cache {
  std::mutex mu;
  std::condition_variable cv;
  std::once_flag flag;
  std::map<int, int> m;
  void once();
  void wait();
};
// CHECK: function {{.*}} name=magic
// CHECK: lock @"{{.*}}magic#@m{{.*}}" name=static flags=once
// CHECK-NEXT: call callee=fn "c:@F@magic#@lambda:0"
// CHECK: unlock @"{{.*}}magic#@m{{.*}}" name=static flags=once
// CHECK: return flags=alias
std::map<int, int> &magic() {
  static std::map<int, int> m = [] {
    std::map<int, int> filled;
    filled[1] = 2;
    return filled;
  }();
  return m;
}
// CHECK: function {{.*}} name=Cache::once
// CHECK: lock this."{{.*}}flag" name=call_once flags=once
// CHECK-NEXT: call callee=fn "c:@S@Cache@F@once#@lambda:0"
// CHECK-NEXT: unlock this."{{.*}}flag" name=call_once flags=once
void Cache::once() {
  std::call_once(flag, [this] { m[1] = 1; });
}
// CHECK: function {{.*}} name=Cache::wait
// CHECK: guard-wait l0 name=wait
// CHECK-NEXT: call callee=fn "c:@S@Cache@F@wait#@lambda:0"
void Cache::wait() {
  std::unique_lock<std::mutex> l(mu);
  cv.wait(l, [this] { return !m.empty(); });
}
