// RUN: %mapwarden extract -- %clangxx %mock_std -std=c++17 -fblocks -c %s | FileCheck %s
// A block is a function of its own, like a lambda: what is not `__block` is copied into it.
#include <map>
void take(void (^)(int));

struct Store {
  std::map<int, int> Table;
  void work() {
    std::map<int, int> Own;
    __block std::map<int, int> Shared;
    void (^Named)(int) = ^(int Key) {
      Own.size();
      Shared[Key] = 1;
      Table.erase(Key);
    };
    take(Named);
    Named(1);
  }
};
// CHECK: function "c:@S@Store@F@work#"
// CHECK: call callee=fn "c:@F@take#{{.*}}" {{.*}} args=[fn "c:@S@Store@F@work#@block:0"]
// CHECK: function "c:@S@Store@F@work#@block:0" name="block in Store::work" {{.*}} flags=lambda {{.*}} parent="c:@S@Store@F@work#"
// CHECK: capture reference this^"c:@S@Store@F@work#"
// CHECK: capture copy l0^"c:@S@Store@F@work#"
// CHECK: capture reference l1^"c:@S@Store@F@work#"
// CHECK: access l0 name=size
// CHECK: access l1^"c:@S@Store@F@work#" name="operator[]"
// CHECK: access this^"c:@S@Store@F@work#"."c:@S@Store@FI@Table" name=erase
