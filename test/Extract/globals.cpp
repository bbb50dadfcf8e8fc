// RUN: %mapwarden extract %s -- -std=c++20 %mock_std | FileCheck %s
// RUN: %mapwarden extract %s -- -std=c++20 | FileCheck %s
// Variables with static storage, and what their initialisers do.
#include <functional>
#include <map>
using Map = std::map<int, int>;
struct Config {
  static Map table;
};
Map Config::table;
static Map internal;
thread_local Map perThread;
const Map constant = {{1, 2}};
struct Operations {
  void (*open)(int);
  void (*close)(int);
};
void open(int k) { internal[k] = 1; }
static const Operations operations = {open, [](int k) { internal.erase(k); }};

// CHECK: global "c:@S@Config@table" name=Config::table {{.*}} flags=container,static-member
// CHECK: global "c:@perThread" {{.*}} flags=container,thread-local
// CHECK: global "{{.*}}use#@local{{.*}}" name=use::local {{.*}} flags=container,function-static
// CHECK: global "{{.*}}constant{{.*}}" name=constant {{.*}} flags=container,const,internal
void use() {
  static Map local;
  local.clear();
  Config::table.clear();
  perThread.clear();
  constant.find(1);
}
// CHECK: function "c:@static initialisation of {{.*}}globals.cpp"
// CHECK: assign @"{{.*}}operations{{.*}}"."c:@S@Operations@FI@open" {{.*}} args=[fn "c:@F@open#I#"]
// CHECK: assign @"{{.*}}operations{{.*}}"."c:@S@Operations@FI@close" {{.*}} args=[fn "c:@lambda@{{.*}}"]
