// RUN: %mapwarden extract %s -- -std=c++20 %mock_std 2>/dev/null | FileCheck %s
// An unknown macro in front of a class name hides the class, and what names it
// is then missing as well. The header that would have declared the macro may
// also have included headers of the standard library.
#include <map>
#include <not/there.h>

namespace core {
class CORE_EXPORT Plain;
Plain *find(const Plain &);

// CHECK: function {{.*}} name=core::count
// CHECK: call {{.*}}Registry@F@put
// CHECK: function {{.*}} name=core::Registry::put
// CHECK: guard l0 name=lock_guard
// CHECK-NEXT: access this.{{.*}} name="operator[]"
// CHECK: guard-end l0
class CORE_EXPORT Registry : public Base<int> {
public:
  unsigned CORE_DEPRECATED(2) count() const;
  void put(int Id) {
    std::lock_guard<std::mutex> Guard(Mutex);
    Values[Id] = 1;
  }

private:
  std::mutex Mutex;
  std::map<int, int> Values;
};

void count(Registry &All) { All.put(1); }
} // namespace core
