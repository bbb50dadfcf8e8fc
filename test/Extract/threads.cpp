// RUN: %mapwarden extract %s -- -std=c++20 %mock_std | FileCheck %s
// RUN: %mapwarden extract %s -- -std=c++20 | FileCheck %s
// Starting threads: entry, arguments, handle.
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <thread>
#include <vector>
using Map = std::map<int, int>;
void work(Map &m, int i);
void copied(Map m);
struct Server {
  Map m;
  std::thread t;
  std::vector<std::thread> workers;
  Server() : t(&Server::run, this) {}
  void run();
  void assign();
  void several();
};
struct Functor {
  Map &m;
  void operator()();
};

// CHECK: function {{.*}} name=arguments
// CHECK: spawn l1 callee=fn "c:@F@work{{.*}}" name=thread {{.*}} args=[l0, const 1]
// CHECK: access l0 name=copy
// CHECK: spawn l2 callee=fn "c:@F@copied{{.*}}" name=thread {{.*}} args=[copy l0]
// CHECK: spawn l3 callee=fn "c:@F@arguments#@lambda:0"
void arguments() {
  Map m;
  std::thread byReference(work, std::ref(m), 1);
  std::thread byValue(copied, m);
  std::thread lambda([&m] { m[1] = 1; });
}
// CHECK: function {{.*}} name=bound
// CHECK: spawn {{.*}} callee=bind(fn "c:@S@Server@F@run#", $0)
// CHECK: spawn {{.*}} callee=bind(fn "c:@S@Functor@F@operator()#", copy l{{[0-9]}})
void bound(Server &s, Map &m) {
  auto f = std::bind(&Server::run, &s);
  std::thread t(f);
  Functor functor{m};
  std::thread u(functor);
}
// CHECK: function {{.*}} name=futures
// CHECK: spawn l0 callee=fn "{{.*}}@lambda:0" name=async flags=future
// CHECK: spawn %[[D:[0-9]+]] callee=fn "{{.*}}@lambda:1" name=async flags=future
// CHECK-NEXT: join %[[D]] name=destructor flags=auto-join
// CHECK: call callee=fn "{{.*}}@lambda:2" name=async
// CHECK: join l0 name=get
void futures() {
  auto f = std::async(std::launch::async, [] {});
  std::async([] {});
  auto later = std::async(std::launch::deferred, [] {});
  f.get();
}
// CHECK: function {{.*}} name=onHeap
// CHECK: spawn new[[N:[0-9]+]] callee=fn "c:@F@work{{.*}}"
// CHECK-NEXT: assign l0 {{.*}} args=[new[[N]]]
void onHeap(Map &m) {
  auto p = std::make_unique<std::thread>(work, std::ref(m), 1);
  p->join();
}
// CHECK: function {{.*}} name=Server::Server
// CHECK: spawn this."{{.*}}FI@t" callee=bind(fn "c:@S@Server@F@run#", this)
// CHECK: function {{.*}} name=Server::assign
// CHECK: spawn %0 callee=fn "{{.*}}@lambda:0" name=thread
// CHECK-NEXT: assign this."{{.*}}FI@t" {{.*}} args=[%0]
void Server::assign() {
  t = std::thread([this] { run(); });
}
// CHECK: function {{.*}} name=Server::several
// CHECK: depth=1
// CHECK: spawn this."{{.*}}workers"[*] callee=bind(fn "c:@S@Server@F@run#", this)
// CHECK: spawn %[[T:[0-9]+]]
// CHECK-NEXT: assign this."{{.*}}workers"[*] {{.*}} args=[%[[T]]]
void Server::several() {
  for (int i = 0; i < 3; ++i)
    workers.emplace_back(&Server::run, this);
  workers.push_back(std::thread(&Server::run, this));
}
