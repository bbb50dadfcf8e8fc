// RUN: %mapwarden extract %s -- -std=c++20 %mock_std | FileCheck %s
// RUN: %mapwarden extract %s -- -std=c++20 | FileCheck %s
// A class that derives from a container is one; its own members are calls.
#include <map>
struct Registry : std::map<int, int> {
  void add(int k);
};

// CHECK: function {{.*}} name=use at
// CHECK: call $0 callee=fn "c:@S@Registry@F@add#I#"
// CHECK: access $0 name=clear
void use(Registry &r) {
  r.add(1);
  r.clear();
}

// CHECK: function {{.*}} name=Registry::add
// CHECK: access this name="operator[]" flags=write,inserts
// CHECK: access this name=erase
void Registry::add(int k) {
  (*this)[k] = 1;
  erase(k);
}
