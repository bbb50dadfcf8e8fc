// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A helper starts the function that it is given and waits for it: what runs, and
// beside what, is known to its callers alone.
#include <map>
#include <mutex>
#include <thread>
#include <vector>

using Work = void (*)(int);

void two(Work Run) {
  std::thread First(Run, 1), Second(Run, 2);
  First.join();
  Second.join();
}
void several(Work Run) {
  std::vector<std::thread> Workers;
  for (int I = 0; I < 3; ++I)
    Workers.emplace_back(Run, I);
  for (auto &Worker : Workers)
    Worker.join();
}
void both(Work One, Work Other) {
  std::thread First(One, 1), Second(Other, 2);
  First.join();
  Second.join();
}
void alone(Work Run) {
  std::thread Only(Run, 1);
  Only.join();
}
void nested(Work Run) { two(Run); }

std::mutex Mutex;
std::map<int, int> Twice, Often, Shared, Below, Once, Locked, Left, Right;

void twiceBad(int Key) { ++Twice[Key]; } // expect: unguarded-access
void oftenBad(int Key) { ++Often[Key]; } // expect: unguarded-access
void addBad(int Key) { ++Shared[Key]; } // expect: unguarded-access
void dropBad(int Key) { Shared.erase(Key); } // expect: unguarded-access
void belowBad(int Key) { ++Below[Key]; } // expect: unguarded-access
void onceOk(int Key) { ++Once[Key]; }
void leftOk(int Key) { ++Left[Key]; }
void rightOk(int Key) { ++Right[Key]; }
void lockedOk(int Key) {
  std::lock_guard<std::mutex> Hold(Mutex);
  ++Locked[Key];
}

int main() {
  two(twiceBad);
  two(lockedOk);
  several(oftenBad);
  several(lockedOk);
  both(addBad, dropBad);
  both(leftOk, rightOk);
  nested(belowBad);
  nested(lockedOk);
  alone(onceOk);
  alone(lockedOk);
  Once[1] = 1;
}
