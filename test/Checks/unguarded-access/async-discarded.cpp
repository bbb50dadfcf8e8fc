// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// The future that std::async returns waits in its destructor: thrown away, it
// waits at once, and the call is no fire-and-forget.
#include <future>
#include <map>

void discardedOk() {
  std::map<int, int> Table;
  (void)std::async(std::launch::async, [&] { Table[1] = 1; });
  Table.clear();
}

void discardedTwiceOk() {
  std::map<int, int> Table;
  (void)std::async(std::launch::async, [&] { Table[1] = 1; });
  (void)std::async(std::launch::async, [&] { Table[2] = 2; });
}

void keptBad() {
  std::map<int, int> Table;
  auto Kept = std::async(std::launch::async, [&] {
    Table[1] = 1; // expect: unguarded-access
  });
  Table.clear(); // expect: unguarded-access
}

int main() {
  discardedOk();
  discardedTwiceOk();
  keptBad();
}
