// RUN: %mapwarden extract %s -- -std=c++20 %mock_std | FileCheck %s
// RUN: %mapwarden extract %s -- -std=c++20 | FileCheck %s
// Where callables are stored, bound and called.
#include <algorithm>
#include <functional>
#include <map>
#include <queue>
#include <utility>
#include <vector>
struct Bus {
  std::function<void(int)> cb;
  void (*fp)(int) = nullptr;
  void (Bus::*mp)() = nullptr;
  std::queue<std::function<void()>> tasks;
  std::map<int, std::function<void(int)>> handlers;
  std::map<int, int> m;
  template <class F> void enqueue(F &&f) { tasks.emplace(std::forward<F>(f)); }
  void call();
  void handle(int i);
  void runTask();
  void store(std::function<void(int)> f);
  void table();
};

// CHECK: function {{.*}} name=algorithms
// CHECK: call callee=fn "{{.*}}@lambda:0" {{.*}} args=[$0["#"]]
void algorithms(std::vector<int> &v) {
  std::for_each(v.begin(), v.end(), [](int &i) { i = 1; });
}
// CHECK: function {{.*}} name=forwarded
// CHECK: call $0 callee=fn "{{.*}}enqueue{{.*}}" {{.*}} args=[fn "c:@F@forwarded{{.*}}@lambda:0"]
void forwarded(Bus &bus) {
  bus.enqueue([&bus] { bus.call(); });
}
// CHECK: function {{.*}} name=Bus::call
// CHECK: test this."{{.*}}cb"
// CHECK: call callee=this."{{.*}}cb" {{.*}} args=[const 1]
// CHECK: call callee=this."{{.*}}fp"
// CHECK: call this callee=this."{{.*}}mp"
void Bus::call() {
  if (cb)
    cb(1);
  fp(2);
  (this->*mp)();
}
// CHECK: function {{.*}} name=Bus::runTask
// CHECK: assign l0 {{.*}} args=[this."{{.*}}tasks"[*]]
// CHECK: call callee=l0
void Bus::runTask() {
  std::function<void()> task = std::move(tasks.front());
  tasks.pop();
  task();
}
// CHECK: function {{.*}} name=Bus::store
// CHECK: assign this."{{.*}}cb" {{.*}} args=[$0]
// CHECK: assign this."{{.*}}fp" {{.*}} args=[fn "{{.*}}@lambda:0"]
// CHECK: assign this."{{.*}}mp" {{.*}} args=[fn "c:@S@Bus@F@call#"]
void Bus::store(std::function<void(int)> f) {
  cb = std::move(f);
  fp = [](int) {};
  mp = &Bus::call;
}
// CHECK: function {{.*}} name=Bus::table
// CHECK: access this."{{.*}}handlers" name="operator[]"
// CHECK: assign this."{{.*}}handlers"[1] {{.*}} args=[fn "{{.*}}@lambda:0"]
// CHECK: access this."{{.*}}handlers" name=emplace
// CHECK: assign this."{{.*}}handlers"[*] {{.*}} args=[bind(fn "c:@S@Bus@F@handle#I#", this, _)]
// CHECK: call callee=this."{{.*}}handlers"[1] {{.*}} args=[const 3]
void Bus::table() {
  handlers[1] = [this](int i) { m[i] = 1; };
  handlers.emplace(2, std::bind(&Bus::handle, this, std::placeholders::_1));
  handlers.at(1)(3);
}
// CHECK: function {{.*}} name=Bus::enqueue
// CHECK: assign this."{{.*}}tasks"[*] {{.*}} args=[fn "c:@F@forwarded{{.*}}@lambda:0"]
