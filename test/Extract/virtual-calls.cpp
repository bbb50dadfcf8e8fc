// RUN: %mapwarden extract %s -- -std=c++20 %mock_std | FileCheck %s
// RUN: %mapwarden extract %s -- -std=c++20 | FileCheck %s
// Virtual calls, overriding, pure functions.
#include <map>
struct Base {
  virtual ~Base() {}
  virtual void run() = 0;
  virtual void other() {}
  void start();
};
struct Derived : Base {
  std::map<int, int> m;
  void run() override { m[1] = 1; }
  void other() final {}
};
// CHECK: class "c:@S@Base" name=Base {{.*}} flags=abstract
// CHECK: class "c:@S@Derived" {{.*}} bases=["c:@S@Base"]

// CHECK: function {{.*}} name=call
// CHECK: call $0 callee=fn "c:@S@Base@F@run#" flags=virtual
// CHECK: call $1 callee=fn "c:@S@Derived@F@other#" at
// CHECK: access $0."{{.*}}m" name=clear
void call(Base *b, Derived &d) {
  b->run();
  d.other();
  static_cast<Derived *>(b)->m.clear();
}
// The class that the object is declared as, where the callee's is another.
// CHECK: function {{.*}} name=inherited
// CHECK: call $0 callee=fn "c:@S@Derived@F@run#" class="c:@S@Further" flags=virtual
struct Further : Derived {};
void inherited(Further *f) { f->run(); }
// CHECK: function "c:@S@Base@F@run#" {{.*}} flags=method,virtual,pure
// CHECK: function {{.*}} name=Base::start
// CHECK: call this callee=fn "c:@S@Base@F@run#" flags=virtual
// CHECK: call this callee=fn "c:@S@Base@F@other#" at
void Base::start() {
  run();
  Base::other();
}
// CHECK: function "c:@S@Derived@F@run#" {{.*}} overrides=["c:@S@Base@F@run#"]
