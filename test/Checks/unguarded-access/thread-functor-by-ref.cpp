// RUN: %check_expect --mock %s
// A function object that holds the map: std::thread copies it, unless it is
// wrapped in std::ref.
#include <map>
#include <thread>

struct TallyBad {
  void operator()(int Key) {
    ++Table[Key]; // expect: unguarded-access
  }
  std::map<int, int> Table;
};

void wrappedBad() {
  TallyBad Tally;
  std::thread First(std::ref(Tally), 1);
  std::thread Second(std::ref(Tally), 2);
  First.join();
  Second.join();
}

struct TallyOk {
  void operator()(int Key) { ++Table[Key]; }
  std::map<int, int> Table;
};

void oneAfterTheOtherOk() {
  TallyOk Tally;
  std::thread First(std::ref(Tally), 1);
  First.join();
  std::thread Second(std::ref(Tally), 2);
  Second.join();
}

int main() {
  wrappedBad();
  oneAfterTheOtherOk();
}
