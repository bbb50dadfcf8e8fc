// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A map that a class reaches by a reference or pointer is a variable of whoever
// started the threads: one access, one finding.
#include <functional>
#include <map>
#include <mutex>
#include <thread>

struct Context {
  std::map<int, int> *Table;
  std::mutex *Mutex;
};
void lockedOk(Context Given) {
  std::lock_guard<std::mutex> Lock(*Given.Mutex);
  Given.Table->emplace(1, 1);
}
void unlockedBad(Context Given) {
  Given.Table->emplace(2, 2); // expect: unguarded-access
}

class Worker {
  std::map<int, int> &Table;
  std::mutex &Mutex;

public:
  Worker(std::map<int, int> &Table, std::mutex &Mutex) : Table(Table), Mutex(Mutex) {}
  void addOk(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[Key] = 1;
  }
  void removeBad(int Key) {
    Table.erase(Key); // expect: unguarded-access
  }
};

int main() {
  std::map<int, int> First, Second;
  std::mutex Mutex;
  Context Both{&First, &Mutex};
  std::thread One(lockedOk, Both), Two(unlockedBad, Both);
  Worker Object(Second, Mutex);
  std::thread Three([&] { Object.addOk(1); });
  std::thread Four([&] { Object.removeBad(1); });
  One.join();
  Two.join();
  Three.join();
  Four.join();
}
