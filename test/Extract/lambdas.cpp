// RUN: %mapwarden extract %s -- -std=c++20 %mock_std | FileCheck %s
// RUN: %mapwarden extract %s -- -std=c++20 | FileCheck %s
// What a lambda's body calls the variables around it.
#include <map>
#include <thread>
#include <utility>
struct Owner {
  std::map<int, int> m;
  void start();
};
// By copy: an object of its own.
// CHECK: function "c:@F@byCopy#@lambda:0" name="lambda in byCopy"
// CHECK: local m at {{.*}} flags=container,copied-param
// CHECK: access l0 name="operator[]"
void byCopy() {
  std::map<int, int> m;
  auto f = [m]() mutable { m[1] = 1; };
  f();
}
// CHECK: function "c:@F@byReference#@lambda:0"
// CHECK: access l0^"c:@F@byReference#" name="operator[]"
// CHECK: call callee=fn "c:@F@byReference#@lambda:0@lambda:0"
// CHECK: function "c:@F@byReference#@lambda:0@lambda:0" name="lambda in byReference"
// CHECK: access l0^"c:@F@byReference#" name=clear
void byReference() {
  std::map<int, int> m;
  auto f = [&] {
    m[1] = 1;
    auto inner = [&] { m.clear(); };
    inner();
  };
  f();
}
// CHECK: function "c:@F@initialised#{{.*}}" name=initialised
// CHECK: access l0 name=move
// CHECK: assign l0^"{{.*}}@lambda:0" {{.*}} args=[$0]
// CHECK: function "{{.*}}@lambda:0" name="lambda in initialised"
// CHECK: access l0."{{.*}}FI@m" name=clear
// CHECK: access l1 name=clear
void initialised(Owner *owner) {
  std::map<int, int> m;
  auto f = [p = owner, own = std::move(m)]() mutable {
    p->m.clear();
    own.clear();
  };
  f();
}
// A generic lambda is one function, whatever it is called with.
// CHECK: function "c:@F@yGeneric#" name=yGeneric
// CHECK: call callee=fn "c:@F@yGeneric#@lambda:0"
// CHECK: call callee=fn "c:@F@yGeneric#@lambda:0"
// CHECK: function "c:@F@yGeneric#@lambda:0"
// CHECK: access l0^"c:@F@yGeneric#" name="operator[]"
void yGeneric() {
  std::map<int, int> m;
  auto f = [&](auto k) { m[k] = 1; };
  f(1);
  f(2L);
}
// CHECK: function "c:@S@Owner@F@start#@lambda:0" {{.*}} parent="c:@S@Owner@F@start#"
// CHECK: access this^"c:@S@Owner@F@start#"."{{.*}}m" name="operator[]"
void Owner::start() {
  std::thread([this] { m[1] = 1; }).detach();
}
