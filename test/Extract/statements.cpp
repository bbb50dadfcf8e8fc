// RUN: %mapwarden extract %s -- -std=c++20 %mock_std | FileCheck %s
// Statements that hold an instruction, and the blocks that they stand in.
#include <map>
#include <mutex>

std::mutex Mutex;
std::map<int, int> Table;
#define STORE(Key) Table[Key] = 1

// CHECK: global "c:@Mutex" name=Mutex {{.*}}flags=mutex hold="<mutex> std::lock_guard<std::mutex> $name($mutex);"

// A body with a label gets no edits.
// CHECK: function "c:@F@jumps
// CHECK-NOT: statement
// CHECK: function
void jumps(int Key) {
  if (Key)
    goto Out;
  Table[Key] = 1;
Out:;
}

// CHECK-LABEL: name=listed
// CHECK:      statement block at 34:21-48:2
// CHECK-NEXT: statement declaration at 35:3-43 in=0
// CHECK-NEXT: statement simple at 37:3-18 in=0
// CHECK-NEXT: statement branch at 38:3-41:11 in=0
// CHECK-NEXT: statement block at 38:12-40:4 in=3
// CHECK-NEXT: statement simple at 39:5-22 in=4
// CHECK-NEXT: statement range-loop at 42:3-43:21 in=0
// CHECK-NEXT: statement opaque at 44:3-12 in=0
// CHECK-NEXT: statement jump at 47:3-23 in=0
// CHECK-NOT:  statement
int listed(int Key) {
  std::lock_guard<std::mutex> Lock(Mutex);
  int Sum = 0;
  Table[Key] = 1;
  if (Key) {
    Table.erase(Key);
  } else
    ++Sum;
  for (auto &Each : Table)
    Each.second = 1;
  STORE(2);
  Sum *= 2;

  return Table.size();
}
