// RUN: %mapwarden extract %s -- -std=c++20 %mock_std | FileCheck %s
// RUN: %mapwarden extract %s -- -std=c++20 | FileCheck %s
// What is done through an element is an access of the container; a pointer in
// the element leads out of it.
#include <map>
#include <memory>
#include <string>
#include <vector>
struct Item {
  int x = 0;
  std::vector<int> v;
  void change();
  int look() const;
};
std::map<int, Item> items;
std::map<int, std::shared_ptr<Item>> shared;
std::map<int, Item *> raw;

// In one expression the operation that gives the element stands for the read;
// a write is an access of its own, unless the operation writes already.
// CHECK: function {{.*}} name=direct
// CHECK: access @"c:@items" name=find
// CHECK-NEXT: access @"c:@items" name="=" flags=write,element {{.*}} args=[const k]
// CHECK-NEXT: access @"c:@items" name=at
// CHECK-NEXT: access @"c:@items" name=at
// CHECK-NEXT: access @"c:@items" name=push_back flags=write,element
// CHECK-NEXT: access @"c:@items" name="operator[]"
// CHECK-NEXT: access @"c:@items" name=at
// CHECK-NEXT: call @"c:@items"[k] callee=fn "c:@S@Item@F@look#1"
// CHECK-NOT: access
void direct(int k) {
  items.find(k)->second.x = 1;
  int y = items.at(k).x;
  items.at(k).v.push_back(y);
  items[k].x = 2;
  items.at(k).look();
}

// CHECK: function {{.*}} name=pointers
// CHECK: access @"c:@shared" name=at
// CHECK-NEXT: access @"c:@shared" name=at
// CHECK-NEXT: assign l0 {{.*}}args=[@"c:@shared"[k]]
// CHECK-NEXT: iter-use l0
// CHECK-NEXT: access @"c:@shared" name="operator->" flags=read,element
// CHECK: access @"c:@raw" name=at
// CHECK-NOT: access
void pointers(int k) {
  shared.at(k)->x = 1;
  auto &held = shared.at(k);
  held->x = 2;
  Item *item = raw.at(k);
  item->x = 3;
}

// CHECK: function {{.*}} name=throughReference
// CHECK: access @"c:@items" name=at
// CHECK-NEXT: assign l0 {{.*}}args=[@"c:@items"[k]]
// CHECK-NEXT: iter-use l0
// CHECK-NEXT: access @"c:@items" name="=" flags=write,element
// CHECK-NEXT: iter-use l0
// CHECK-NEXT: access @"c:@items" name=x flags=read,element
// CHECK-NEXT: iter-use l0
// CHECK-NEXT: access @"c:@items" name=change flags=write,element
// CHECK-NEXT: call @"c:@items"[k] callee=fn "c:@S@Item@F@change#"
// CHECK-NEXT: iter-use l0
// CHECK-NEXT: access @"c:@items" name=look flags=read,element
// CHECK-NEXT: call @"c:@items"[k] callee=fn "c:@S@Item@F@look#1"
// CHECK-NEXT: assign l1 callee=l0 {{.*}}args=[@"c:@items"[k]]
// CHECK-NEXT: iter-use l1
// CHECK-NEXT: access @"c:@items" name="++" flags=write,element
void throughReference(int k) {
  Item &e = items.at(k);
  e.x = 1;
  int y = e.x;
  e.change();
  e.look();
  Item *p = &e;
  p->x++;
}
