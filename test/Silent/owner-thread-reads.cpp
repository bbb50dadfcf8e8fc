// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// One thread alone writes, under the lock, and reads without it; the others
// read under it. Correct: who runs the code decides, not the majority.
#include <map>
#include <mutex>
#include <thread>

class OwnerOk {
public:
  void run() {
    std::thread Owner(&OwnerOk::loop, this);
    bool Found = has(1);
    Owner.join();
    (void)Found;
  }

private:
  void loop() {
    for (int I = 0; I < 3; ++I) {
      if (Table.contains(I))
        continue;
      std::lock_guard<std::mutex> Lock(Mutex);
      Table.emplace(I, I);
    }
  }
  bool has(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Table.contains(Key);
  }
  std::mutex Mutex;
  std::map<int, int> Table;
};

// A second thread writes as well: the owner's read is a race.
class TwoWritersBad {
public:
  void run() {
    std::thread Owner(&TwoWritersBad::loop, this);
    drop(1);
    Owner.join();
  }

private:
  void loop() {
    for (int I = 0; I < 3; ++I) {
      bool IsKnown = Table.contains(I); // expect: unguarded-access
      std::lock_guard<std::mutex> Lock(Mutex);
      Table.emplace(I, IsKnown);
    }
  }
  void drop(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table.erase(Key);
  }
  std::mutex Mutex;
  std::map<int, int> Table;
};

// Two owners: each reads while the other writes.
class TwoOwnersBad {
public:
  void run() {
    std::thread First(&TwoOwnersBad::loop, this);
    std::thread Second(&TwoOwnersBad::loop, this);
    First.join();
    Second.join();
  }

private:
  void loop() {
    for (int I = 0; I < 3; ++I) {
      bool IsKnown = Table.contains(I); // expect: unguarded-access
      std::lock_guard<std::mutex> Lock(Mutex);
      Table.emplace(I, IsKnown);
    }
  }
  std::mutex Mutex;
  std::map<int, int> Table;
};

int main() {
  OwnerOk().run();
  TwoWritersBad().run();
  TwoOwnersBad().run();
}
