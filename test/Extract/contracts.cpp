// RUN: %mapwarden extract %s -- -std=c++20 %mock_std | FileCheck %s
// RUN: %mapwarden extract %s -- -std=c++20 | FileCheck %s
// Thread-safety attributes and names that say that the caller holds the lock.
#include <map>
struct __attribute__((capability("mutex"))) Mutex {};
struct Table {
  Mutex mu;
  std::map<int, int> m __attribute__((guarded_by(mu)));
  void put(int k) __attribute__((requires_capability(mu)));
  void look() __attribute__((requires_shared_capability(mu)));
  void both(Table &other) __attribute__((requires_capability(other.mu)));
  void outside() __attribute__((locks_excluded(mu)));
  void unchecked() __attribute__((no_thread_safety_analysis));
  void addLocked(int k);
  void drop_unlocked_(int k);
  bool isLocked();
};
// CHECK: field "{{.*}}FI@m" name=m {{.*}} guarded-by=this."{{.*}}FI@mu"
// CHECK: function {{.*}} name=Table::addLocked {{.*}} flags={{.*}}lock-held-by-name
void Table::addLocked(int k) { m[k] = 1; }
// CHECK: function {{.*}} name=Table::both
// CHECK: contract requires $0."{{.*}}FI@mu"
void Table::both(Table &other) { other.m[1] = 1; }
// CHECK: function {{.*}} name=Table::drop_unlocked_ {{.*}} flags={{.*}}lock-held-by-name
void Table::drop_unlocked_(int k) { m.erase(k); }
// CHECK: function {{.*}} name=Table::isLocked {{.*}} flags=method,public,external class
bool Table::isLocked() { return m.empty(); }
// CHECK: function {{.*}} name=Table::look
// CHECK: contract requires shared this."{{.*}}FI@mu"
void Table::look() { (void)m.find(1); }
// CHECK: function {{.*}} name=Table::outside
// CHECK: contract excludes this."{{.*}}FI@mu"
void Table::outside() { m.clear(); }
// CHECK: function {{.*}} name=Table::put
// CHECK: contract requires this."{{.*}}FI@mu"
void Table::put(int k) { m[k] = 1; }
// CHECK: function {{.*}} name=Table::unchecked {{.*}} flags={{.*}}no-analysis
void Table::unchecked() { m[1] = 1; }
