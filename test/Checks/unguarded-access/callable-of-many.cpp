// RUN: %check_expect --confidence low --real %s
// Objects with a callable each, made in many places and called in one: which of
// them a thread calls is a guess. A table of callables is called as a whole.
#include <functional>
#include <map>
#include <memory>
#include <thread>
#include <vector>

std::map<int, int> rules, routes;

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
void addRule(int k) {
  rules[k] = 1; // expect-low: unguarded-access
}
void addRoute(int k) {
  routes[k] = 1; // expect: unguarded-access
}
void script1(int) {}
void script2(int) {}
void script3(int) {}
void script4(int) {}
void script5(int) {}
void script6(int) {}
void script7(int) {}
void script8(int) {}
void script9(int) {}
void script10(int) {}
void script11(int) {}
void script12(int) {}
void script13(int) {}
void script14(int) {}
void script15(int) {}
void script16(int) {}
void script17(int) {}
void define(int k, Function::Callback f) {
  publish(k, std::make_shared<Function>(std::move(f)));
}
struct Table {
  std::map<int, std::function<void(int)>> handlers;
  void call(int k) { handlers.at(k % 18)(k); }
};
Table table;
void setUp() {
  define(0, addRule);
  define(1, script1);
  define(2, script2);
  define(3, script3);
  define(4, script4);
  define(5, script5);
  define(6, script6);
  define(7, script7);
  define(8, script8);
  define(9, script9);
  define(10, script10);
  define(11, script11);
  define(12, script12);
  define(13, script13);
  define(14, script14);
  define(15, script15);
  define(16, script16);
  define(17, script17);
  table.handlers[0] = addRoute;
  table.handlers[1] = script1;
  table.handlers[2] = script2;
  table.handlers[3] = script3;
  table.handlers[4] = script4;
  table.handlers[5] = script5;
  table.handlers[6] = script6;
  table.handlers[7] = script7;
  table.handlers[8] = script8;
  table.handlers[9] = script9;
  table.handlers[10] = script10;
  table.handlers[11] = script11;
  table.handlers[12] = script12;
  table.handlers[13] = script13;
  table.handlers[14] = script14;
  table.handlers[15] = script15;
  table.handlers[16] = script16;
  table.handlers[17] = script17;
}
void evaluate(const std::shared_ptr<Function> &f) { f->invoke(1); }
void worker() {
  evaluate(lookup(3));
  table.call(0);
}
int main() {
  setUp();
  std::thread a(worker), b(worker);
  a.join();
  b.join();
}
