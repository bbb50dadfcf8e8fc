// RUN: %mapwarden extract %s -- -std=c++20 %mock_std | FileCheck %s
// RUN: %mapwarden extract %s -- -std=c++20 | FileCheck %s
// A callback given to a C function without a body, with its user data; a
// table of callbacks.
#include <map>
struct Server {
  std::map<int, int> m;
  static int onRequest(void *self, int k);
  void start();
};
struct Table {
  int (*handle)(void *, int);
  void *user;
};
extern "C" int serve(int port, int (*handler)(void *, int), void *user);
extern "C" int install(const Table *table);

// CHECK: function {{.*}} name=Server::onRequest
// CHECK: access $0."{{.*}}FI@m" name="operator[]"
int Server::onRequest(void *self, int k) {
  static_cast<Server *>(self)->m[k] = 1;
  return 0;
}
// CHECK: function {{.*}} name=Server::start
// CHECK: call callee=fn "c:@F@serve" {{.*}} args=[const 80, fn "c:@S@Server@F@onRequest#*v#I#S", this]
// CHECK: assign l0."{{.*}}FI@handle" {{.*}} args=[fn "c:@S@Server@F@onRequest#*v#I#S"]
// CHECK: assign l0."{{.*}}FI@user" {{.*}} args=[this]
// CHECK: call callee=fn "c:@F@install" {{.*}} args=[l0]
void Server::start() {
  serve(80, onRequest, this);
  Table table = {onRequest, this};
  install(&table);
}
