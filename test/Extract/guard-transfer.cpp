// RUN: %mapwarden extract %s -- -std=c++20 %mock_std | FileCheck %s
// RUN: %mapwarden extract %s -- -std=c++20 | FileCheck %s
// Guards that are returned, moved, passed on and held by an object.
#include <map>
#include <mutex>
#include <utility>
struct Table {
  std::mutex mu;
  std::map<int, int> m;
  std::unique_lock<std::mutex> lockTable();
  std::unique_lock<std::mutex> lockNamed();
  std::unique_lock<std::mutex> passOn();
  void use();
  void take(std::unique_lock<std::mutex> l);
  void give();
};
struct Holder {
  std::unique_lock<std::mutex> l;
  Holder(Table &t);
  Holder(Table &t, int);
};

// CHECK: function {{.*}} name=Holder::Holder
// CHECK: guard this."{{.*}}FI@l" name=unique_lock {{.*}} args=[$0."{{.*}}mu"]
Holder::Holder(Table &t) : l(t.mu) {}
// CHECK: function {{.*}} name=Holder::Holder
// CHECK: call $0 callee=fn "c:@S@Table@F@lockTable#"
// CHECK-NEXT: guard-move this."{{.*}}FI@l" {{.*}} args=[%0]
Holder::Holder(Table &t, int) : l(t.lockTable()) {}
// CHECK: function {{.*}} name="Holder::~Holder"
// CHECK: guard-end this."{{.*}}FI@l"

// CHECK: function {{.*}} name=Table::give
// CHECK: guard l0
// CHECK: guard-move l1 {{.*}} args=[l0]
// CHECK: call this {{.*}} args=[l1]
// CHECK: guard-end l1
void Table::give() {
  std::unique_lock<std::mutex> l(mu);
  take(std::move(l));
}
// CHECK: function {{.*}} name=Table::lockNamed
// CHECK: guard l0
// CHECK: guard-move return {{.*}} args=[l0]
std::unique_lock<std::mutex> Table::lockNamed() {
  std::unique_lock<std::mutex> l(mu);
  return l;
}
// CHECK: function {{.*}} name=Table::lockTable
// CHECK: guard return name=unique_lock
std::unique_lock<std::mutex> Table::lockTable() {
  return std::unique_lock<std::mutex>(mu);
}
// CHECK: function {{.*}} name=Table::passOn
// CHECK: guard-move return {{.*}} args=[%0]
std::unique_lock<std::mutex> Table::passOn() { return lockTable(); }
// CHECK: function {{.*}} name=Table::use
// CHECK: call this callee=fn "c:@S@Table@F@lockTable#"
// CHECK: guard-move l0 {{.*}} args=[%0]
// CHECK: access
// CHECK: guard-end l0
void Table::use() {
  auto l = lockTable();
  m[1] = 1;
}
