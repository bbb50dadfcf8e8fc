// RUN: %mapwarden extract %s -- -std=c++20 %mock_std | FileCheck %s
// RUN: %mapwarden extract %s -- -std=c++20 | FileCheck %s
// Construction, destruction, and what becomes of pointers to an object.
#include <map>
#include <memory>
#include <thread>
struct Worker {
  std::map<int, int> m;
  std::thread t;
  Worker(int);
  virtual ~Worker();
};
struct Special : Worker {
  Special() : Worker(1) {}
};
struct Pool {
  std::unique_ptr<Worker> worker;
  Worker byValue{1};
};
void observe(std::shared_ptr<Worker> w);

// CHECK: function {{.*}} name=allocate
// CHECK: call new0 callee=fn "c:@S@Worker@F@Worker#I#" flags=constructs {{.*}} args=[const 1]
// CHECK: assign l0 {{.*}} args=[new0]
// CHECK: call new[[N:[0-9]+]] callee=fn "c:@S@Worker@F@Worker#I#" flags=constructs
// CHECK: call new[[N]] callee=fn "c:@S@Worker@F@~Worker#" flags=virtual,destroys
// CHECK: call l0 callee=fn "c:@S@Worker@F@~Worker#" flags=virtual,destroys
void allocate() {
  auto owned = std::make_unique<Worker>(1);
  Worker *raw = new Worker(2);
  delete raw;
}
// Moved away: not destroyed here, but what the target held before.
// CHECK: function {{.*}} name=giveAway
// CHECK: call $0."{{.*}}worker" {{.*}} flags=virtual,destroys
// CHECK: assign $0."{{.*}}worker" {{.*}} args=[l0]
// CHECK-NOT: destroys
// CHECK: function {{.*}} name=local
void giveAway(Pool &pool) {
  auto owned = std::make_unique<Worker>(1);
  pool.worker = std::move(owned);
}
// CHECK: call l0 callee=fn "c:@S@Pool@F@Pool#" flags=constructs
// CHECK: call l0 callee=fn "c:@S@Pool@F@~Pool#" flags=destroys
void local() { Pool pool; }
// CHECK: function {{.*}} name=sharedCopy
// CHECK: assign l0 flags=copies-pointer {{.*}} args=[$0]
// CHECK: access l0."{{.*}}FI@m"
void sharedCopy(const std::shared_ptr<Worker> &from) {
  auto copy = from;
  copy->m.clear();
}
// What the compiler writes.
// CHECK: function "c:@S@Pool@F@Pool#" {{.*}} flags=method,constructor,public,external,implicit
// CHECK: call this."{{.*}}byValue" callee=fn "c:@S@Worker@F@Worker#I#" flags=constructs
// CHECK: function "c:@S@Pool@F@~Pool#" {{.*}} flags=method,destructor,public,external,implicit
// CHECK: call this."{{.*}}byValue" callee=fn "c:@S@Worker@F@~Worker#" flags=destroys
// CHECK: call this."{{.*}}worker" callee=fn "c:@S@Worker@F@~Worker#" flags=virtual,destroys
// CHECK: function "c:@S@Special@F@Special#"
// CHECK: call this callee=fn "c:@S@Worker@F@Worker#I#" flags=constructs
// CHECK: function "c:@S@Worker@F@~Worker#"
// CHECK: join this."{{.*}}FI@t" name=join
// CHECK: join this."{{.*}}FI@t" name=destructor flags=auto-join
Worker::~Worker() { t.join(); }
