// RUN: %mapwarden extract %s -- -std=c++20 %mock_std | FileCheck %s
// RUN: %mapwarden extract %s -- -std=c++20 | FileCheck %s
// Members and free functions of containers, with their effects, keys and the
// other container they touch.
#include <map>
#include <string>
#include <unordered_map>
using Map = std::map<int, int>;
struct Table {
  Map m, other;
  std::unordered_map<std::string, int> u;
  void write(int k);
  void read(int k) const;
  void whole();
  Map copyOut();
};

// CHECK: function {{.*}} name=Table::copyOut
// CHECK: access this."{{.*}}m" name=copy flags=read,iterates,copies
Map Table::copyOut() { return m; }

// CHECK: function {{.*}} name=Table::read
// CHECK: access this."{{.*}}m" name=find flags=read,tests-presence {{.*}} args=[$0]
// CHECK: access this."{{.*}}m" name=count flags=read,tests-presence
// CHECK: access this."{{.*}}m" name=empty flags=read,tests-empty
// CHECK: access this."{{.*}}m" name=size flags=read
void Table::read(int k) const {
  (void)m.find(k);
  (void)m.count(k);
  (void)m.empty();
  (void)m.size();
}

// CHECK: function {{.*}} name=Table::whole
// CHECK: access this."{{.*}}m" name=swap flags=write,clears
// CHECK: access this."{{.*}}other" name=swap flags=write,clears
// CHECK: access this."{{.*}}other" name=copy flags=read,iterates,copies
// CHECK: access this."{{.*}}m" name="operator=" flags=write,clears
// CHECK: access this."{{.*}}other" name=move flags=write,clears
// CHECK: access this."{{.*}}m" name=clear flags=write,clears
void Table::whole() {
  m.swap(other);
  m = other;
  Map taken = std::move(other);
  m.clear();
}

// CHECK: function {{.*}} name=Table::write
// CHECK: access this."{{.*}}m" name="operator[]" flags=write,inserts at {{.*}} args=[$0]
// CHECK: access this."{{.*}}m" name="operator[]" flags=write,inserts,inserts-if-absent
// CHECK: access this."{{.*}}u" name="operator[]" flags=write,inserts,invalidates-all {{.*}} args=[const "\"a\""]
// CHECK: access this."{{.*}}m" name=insert flags=write,inserts,inserts-if-absent
// CHECK: access this."{{.*}}m" name=erase flags=write,erases,continues at {{.*}} args=[$0]
// CHECK-NOT: access
void Table::write(int k) {
  m[k] = 1;
  int read = m[k];
  u["a"] = read;
  m.insert({k, 2});
  m.erase(k);
}
