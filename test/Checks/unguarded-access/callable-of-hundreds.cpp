// RUN: %check_expect --confidence low --real %s
// RUN: rm -rf %t && mkdir -p %t && cp %s %t/a.cpp && cd %t
// RUN: %python %root/test/Driver/Inputs/make_database.py . > compile_commands.json
// RUN: not %mapwarden scan --progress none | FileCheck %s
// CHECK: bounds{{ +}}1 function did too much to follow all of it
// A script engine: each object has one of some seventy functions. That a call
// runs this very one is no guess worth making; what is called otherwise, and
// what a table of as many holds, is found as ever.
#include <functional>
#include <map>
#include <memory>
#include <thread>
#include <utility>

std::map<int, int> rules, routes, hosts;

class Function {
public:
  using Callback = std::function<void(int)>;
  explicit Function(Callback f) : callback_(std::move(f)) {}
  void invoke(int k) { callback_(k); }

private:
  Callback callback_;
};
// The values of a script: somewhere else.
std::shared_ptr<Function> lookup(int k);
void publish(int k, std::shared_ptr<Function> f);
void addRule(int k) { rules[k] = 1; }
void addRoute(int k) {
  routes[k] = 1; // expect: unguarded-access
}
void addHost(int k) {
  hosts[k] = 1; // expect: unguarded-access
}
template <int N> void script(int) {}
void define(int k, Function::Callback f) {
  publish(k, std::make_shared<Function>(std::move(f)));
}
std::map<int, std::function<void(int)>> handlers;
template <int... N> void defineAll(std::integer_sequence<int, N...>) {
  (define(N, script<N>), ...);
  ((handlers[N] = script<N>), ...);
}
void worker() {
  lookup(3)->invoke(1);
  handlers.at(3)(1);
  addHost(1);
}
int main() {
  define(100, addRule);
  define(101, addHost);
  handlers[100] = addRoute;
  defineAll(std::make_integer_sequence<int, 70>());
  std::thread a(worker), b(worker);
  a.join();
  b.join();
}
