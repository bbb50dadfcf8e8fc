// RUN: %mapwarden extract %s -- -std=c++20 %mock_std | FileCheck %s
// RUN: %mapwarden extract %s -- -std=c++20 | FileCheck %s
// Local views into a container: where they are bound, their uses, and what a
// lambda captures.
#include <map>
#include <string>
struct Item {
  int N;
  std::string Text;
  void run();
};
Item &find(int K);

void reference(std::map<int, Item> &M, int K) {
  Item &Found = M[K];
  Found.run();
}
// CHECK: function "c:@F@captures
// CHECK: lambda:0"
// CHECK: capture reference l0^
// CHECK-LABEL: function "c:@F@fromCall#"
// CHECK: assign l0 {{.*}}args=[%0]
// CHECK: iter-use l0
// CHECK-LABEL: function "c:@F@pointer
// CHECK: assign l0 {{.*}}args=[null]
// CHECK: assign l0 {{.*}}args=[$0[K]]
// CHECK: iter-use l0
// CHECK-LABEL: function "c:@F@reference
// CHECK: access $0 name="operator[]"
// CHECK: assign l0 {{.*}}args=[$0[K]]
// CHECK: iter-use l0
// CHECK-LABEL: function "c:@F@text
// CHECK: return {{.*}}flags=alias,yields-element
void pointer(std::map<int, Item> &M, int K) {
  Item *Found = nullptr;
  Found = &M[K];
  Found->run();
}
void fromCall() {
  Item &Found = find(1);
  Found.run();
}
const char *text(std::map<int, Item> &M, int K) { return M[K].Text.c_str(); }
template <typename F> void keep(F Given) { Given(); }
void captures(std::map<int, Item> &M, int K) {
  Item &Found = M[K];
  keep([&Found] { Found.run(); });
}
