// RUN: %mapwarden extract %s -- -std=c++20 %mock_std 2>/dev/null | FileCheck %s
// Destructors of classes with members or bases of classes that are not
// defined, as in code with errors, and of templates whose bases are unknown.
#include <map>
#include <mutex>
class Unknown;

// CHECK: function {{.*}} name="Owner::~Owner"
// CHECK: guard l0
// CHECK: access this.{{.*}} name=clear
struct Owner {
  ~Owner() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table.clear();
  }
  Unknown Lost;
  std::mutex Mutex;
  std::map<int, int> Table;
};

// CHECK: function {{.*}} name="Pattern::~Pattern"
// CHECK: access this.{{.*}} name=clear
template <class T> struct Pattern : T {
  ~Pattern() { Table.clear(); }
  Unknown Lost[2];
  std::map<int, int> Table;
};
