// RUN: %check_expect --mock %s
// A deferred task runs in the thread that asks for its result.
#include <future>
#include <map>

void deferredOk() {
  std::map<int, int> Table;
  auto Later = std::async(std::launch::deferred, [&Table] { Table[1] = 1; });
  Table.clear();
  Later.get();
}

void asynchronousBad() {
  std::map<int, int> Table;
  auto Now = std::async(std::launch::async, [&Table] {
    Table[1] = 1; // expect: unguarded-access
  });
  Table.clear(); // expect: unguarded-access
  Now.get();
}

int main() {
  deferredOk();
  asynchronousBad();
}
