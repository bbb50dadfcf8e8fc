// RUN: %mapwarden extract %s -- -std=c++20 %mock_std | FileCheck %s
// An iterator of a container whose path is as long as paths may be designates
// nothing that could be named.
#include <map>

struct Leaf {
  std::map<int, int> Table;
};
struct F {
  Leaf L;
};
struct E {
  F f;
};
struct D {
  E e;
};
struct C {
  D d;
};
struct B {
  C c;
};
B Root;

// CHECK: function {{.*}} name=walk
// CHECK: name=find
int walk(int Key) {
  auto It = Root.c.d.e.f.L.Table.end();
  It = Root.c.d.e.f.L.Table.find(Key);
  return It == Root.c.d.e.f.L.Table.end() ? 0 : It->second;
}
