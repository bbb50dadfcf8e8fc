// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Values at the edge: an enumerator of all ones, and a capture with an
// initialiser in a lambda that does nothing with it.
#include <map>
#include <thread>

enum Limits : unsigned long long { None = ~0ull, One = 1 };

template <typename Callable> void apply(Callable Call) { Call(1); }

int compareOk(unsigned long long Size, std::map<int, int> &Own) {
  if (Size == None)
    return 0;
  apply([Kept = Size](int) { return Kept; });
  return Own.size(); // expect: unguarded-access
}

void runBad() {
  std::map<int, int> Shared;
  std::thread Writer([&, Limit = One](){
    if (Limit != None)
      Shared[1] = 1; // expect: unguarded-access
  });
  compareOk(1, Shared);
  Shared.size(); // expect: unguarded-access
  Writer.join();
}
