// RUN: %mapwarden extract %s -- -std=c++20 -fopenmp %mock_std | FileCheck %s
// OpenMP: outlined regions, private variables, critical sections.
#include <map>
std::map<int, int> g;

// CHECK: function "c:@F@sum#I#" name=sum
// CHECK: spawn %0 callee=fn "c:@F@sum#I#@omp:0" name="omp parallel for" flags=many,joins-here
// CHECK-NEXT: join @"omp tasks" name="end of team" flags=each
// CHECK-NEXT: access l0 name=clear
// CHECK: function "c:@F@sum#I#@omp:0" name="parallel region in sum" {{.*}} flags=outlined parent="c:@F@sum#I#"
// CHECK: access l0^"c:@F@sum#I#" name="operator[]"
// CHECK: access l0 name="operator[]"
// CHECK: lock @"omp critical:table" name="omp critical"
// CHECK: access @"c:@g" name="operator[]"
// CHECK: unlock @"omp critical:table"
// CHECK: lock @"omp critical:"
// CHECK: unlock @"omp critical:"
void sum(int n) {
  std::map<int, int> shared, own;
#pragma omp parallel for private(own)
  for (int i = 0; i < n; ++i) {
    shared[i] = 1;
    own[i] = 1;
#pragma omp critical(table)
    { g[i] = 1; }
#pragma omp critical
    g[i] = 2;
  }
  shared.clear();
}
