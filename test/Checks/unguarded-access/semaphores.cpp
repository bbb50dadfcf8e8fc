// RUN: %check_expect --real %s
// A semaphore with several permits limits how many work at once, and protects
// nothing from them. One with one permit is a lock, one with none a signal: both
// may order what they stand for.
#include <map>
#include <semaphore>
#include <thread>
#include <vector>

class Limited {
public:
  Limited() : Gate(3) {}
  void run(int Id) {
    Gate.acquire();
    Results[Id] = 1; // expect: unguarded-access
    Gate.release();
  }

private:
  std::counting_semaphore<16> Gate;
  std::map<int, int> Results;
};

std::counting_semaphore<8> Slots{4};
std::map<int, int> Shared;
void slotBad(int Id) {
  Slots.acquire();
  Shared[Id] = 1; // expect: unguarded-access
  Slots.release();
}

std::binary_semaphore Token{1};
std::map<int, int> Locked;
void tokenOk(int Id) {
  Token.acquire();
  Locked[Id] = 1;
  Token.release();
}

std::counting_semaphore<> Done{0};
std::map<int, int> Handed;

int main() {
  Limited Work;
  std::vector<std::jthread> Threads;
  for (int I = 0; I < 4; ++I)
    Threads.emplace_back([&Work, I] {
      Work.run(I);
      slotBad(I);
      tokenOk(I);
    });
  std::jthread Producer([] {
    Handed[1] = 1;
    Done.release();
  });
  Done.acquire();
  return static_cast<int>(Handed.size());
}
