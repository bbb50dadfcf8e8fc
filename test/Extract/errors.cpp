// RUN: %mapwarden extract %s -- -std=c++20 %mock_std | FileCheck %s
// RUN: %mapwarden extract %s -- -std=c++20 | FileCheck %s
// A unit with errors keeps what could be parsed.
#include <map>
std::map<int, int> m;
// CHECK: problem "use of undeclared identifier 'undeclared'" at [[# @LINE + 6]]:
// CHECK: problem "use of undeclared identifier 'Unknown'" at [[# @LINE + 6]]:
// CHECK: function {{.*}} name=partly
// CHECK: access @"c:@m" name="operator[]"
// CHECK: access @"c:@m" name=clear
int partly() {
  undeclared(m[1]);
  std::map<int, Unknown> z;
  m.clear();
  return 0;
}
