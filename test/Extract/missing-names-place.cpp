// RUN: split-file %s %t
// RUN: %mapwarden extract %t/main.cpp -- -std=c++20 %mock_std 2>/dev/null | FileCheck %s
// Problems keep their place when a unit is parsed again.
// CHECK: problem "'absent.h' file not found" at "{{.*}}part.h":1:10
// CHECK-NEXT: problem "unknown type name 'Absent'" at "{{.*}}part.h":2:1
//--- part.h
#include "absent.h"
Absent Value;
//--- main.cpp
#include "part.h"
#include <map>
std::map<int, int> Table;
void put(int Key) { Table[Key] = 1; }
