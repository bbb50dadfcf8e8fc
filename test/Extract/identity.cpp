// RUN: %mapwarden extract %s -- -std=c++20 %mock_std | FileCheck %s
// RUN: %mapwarden extract %s -- -std=c++20 | FileCheck %s
// One object under many names: references, fixed pointers, accessors, casts,
// choices; and what is not one object.
#include <map>
#include <memory>
using Map = std::map<int, int>;
struct Impl {
  Map m;
};
struct Owner {
  std::unique_ptr<Impl> d;
  Map own;
  Map &get();
  Map *pointer();
  void use();
};
Map g;

// CHECK: function {{.*}} name=choice
// CHECK: assign [[C:l[0-9]+]] {{.*}} args=[@"c:@g"]
// CHECK: assign [[C]] {{.*}} args=[null]
// CHECK: test [[C]]
// CHECK: access [[C]] name=clear
void choice(bool b) {
  Map *p = b ? &g : nullptr;
  if (p)
    p->clear();
}
// CHECK: function {{.*}} name=reassigned
// CHECK: assign l0 {{.*}} args=[$0]
// CHECK: assign l0 {{.*}} args=[@"c:@g"]
// CHECK: access l0 name=clear
void reassigned(Map *a, bool b) {
  Map *p = a;
  if (b)
    p = &g;
  p->clear();
}
// CHECK: function {{.*}} name=userData
// CHECK: access $0."{{.*}}own" name=clear
void *userData(void *p) {
  auto *owner = static_cast<Owner *>(p);
  owner->own.clear();
  return nullptr;
}
// CHECK: function {{.*}} name=Owner::get
// CHECK: return flags=alias {{.*}} args=[this."{{.*}}own"]
Map &Owner::get() { return own; }
// CHECK: function {{.*}} name=Owner::pointer
// CHECK: return flags=alias {{.*}} args=[this."{{.*}}FI@d"."{{.*}}FI@m"]
Map *Owner::pointer() { return &d->m; }
// CHECK: function {{.*}} name=Owner::use
// CHECK: access this."{{.*}}FI@d"."{{.*}}FI@m" name=clear
// CHECK: access this."{{.*}}own" name=clear
// CHECK: call this callee=fn "c:@S@Owner@F@get#"
// CHECK: access %{{[0-9]+}} name=clear
void Owner::use() {
  auto &impl = *d;
  impl.m.clear();
  Map *p = &own;
  p->clear();
  Map &r = get();
  r.clear();
}
