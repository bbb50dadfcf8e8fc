// RUN: %mapwarden extract %s -- -std=c++20 %mock_std > %t
// RUN: FileCheck %s < %t
// RUN: FileCheck %s --check-prefix=OVER < %t
// RUN: %mapwarden extract %s -- -std=c++20 | FileCheck %s
// Instances are functions of their own; a template without any is lowered as
// it stands.
#include <map>
#include <mutex>
#include <string>
template <class T> struct Cache {
  T m;
  std::mutex mu;
  void put(int k) {
    std::lock_guard l(mu);
    m[k] = 1;
  }
};
template <class K, class V> struct Never {
  std::map<K, V> m;
  std::mutex mu;
  void put(const K &k, V v) {
    std::lock_guard<std::mutex> l(mu);
    m[k] = v;
    m.erase(k);
  }
};
template <class F> void apply(F f) { f(); }
std::map<int, int> g;

// CHECK: function {{.*}} name=use at
// CHECK: call l0 callee=fn "c:@S@Cache>#{{.*}}@F@put#I#"
// CHECK: call callee=fn "{{.*}}@over:c:@F@use#@lambda:0"
// CHECK: call callee=fn "{{.*}}@over:c:@F@use#@lambda:1"
void use() {
  Cache<std::map<int, int>> c;
  c.put(1);
  apply([] { g[1] = 1; });
  apply([] { g.clear(); });
}
// CHECK: function {{.*}} name=Cache::put {{.*}} flags={{.*}}instantiation
// CHECK: guard l0 name=lock_guard
// CHECK: access this."{{.*}}FI@m" name="operator[]"
// CHECK: guard-end l0
// CHECK: function {{.*}} name=Never::put
// CHECK: guard l0 name=lock_guard
// CHECK: access this."{{.*}}FI@m" name="operator[]" flags=write,inserts
// CHECK: access this."{{.*}}FI@m" name=erase flags=write,erases
// CHECK: guard-end l0

// Two lambdas of one function, so two instances.
// OVER: function "{{.*}}apply<{{.*}}@over:c:@F@use#@lambda:0" name=apply
// OVER: call callee=fn "c:@F@use#@lambda:0"
// OVER: function "{{.*}}apply<{{.*}}@over:c:@F@use#@lambda:1" name=apply
// OVER: call callee=fn "c:@F@use#@lambda:1"
