// RUN: %mapwarden extract %s -- -std=c++20 %mock_std 2>/dev/null | FileCheck %s
// A missing header: the types it would have declared are made up, so the
// statements that use them stay. The problems named are those of the source.
#include <map>
#include <not/there.h>
// CHECK: problem "'not/there.h' file not found"
// CHECK-NOT: problem {{.*}}missing-names.h
// CHECK: function {{.*}} name=drop
// CHECK: access @"c:@Table" name=erase
EXPORT_API std::map<int, lib::Value> Table;

class Derived : public lib::Base<int> {
public:
  // CHECK: function {{.*}} name=Derived::put
  // CHECK: call l0 {{.*}} flags=constructs
  // CHECK-NEXT: access this.{{.*}} name="operator[]"
  // CHECK-NEXT: call l0 {{.*}} flags=destroys
  void put(lib::Key Key, int Id) {
    lib::Lock Guard(Mutex);
    Values[Id] = 1;
  }
  lib::Mutex Mutex;
  std::map<int, int> Values;
};

void drop(int Id) { Table.erase(Id); }
