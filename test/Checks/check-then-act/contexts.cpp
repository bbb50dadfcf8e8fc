// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Visible threads decide whether somebody may come in between.
#include <map>
#include <mutex>
#include <thread>

class Table {
public:
  bool has(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Entries.count(Key) != 0;
  }
  void add(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Entries[Key] = 1;
  }
  void remove(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Entries.erase(Key);
  }

private:
  std::mutex Mutex;
  std::map<int, int> Entries;
};

void workBad(Table &Of) {
  if (!Of.has(1))
    Of.add(1); // expect: check-then-act
}

// Other threads only ask.
void ownerOk(Table &Of) {
  if (!Of.has(1))
    Of.add(1);
}

// Nobody else has it yet.
void beforeOk(Table &Of) {
  if (Of.has(1))
    Of.remove(1);
}

// Only this thread has it.
void singleOk(Table &Of) {
  if (Of.has(1))
    Of.remove(1);
}

// One of the two writes here.
void askBad(Table &Of) {
  if (Of.has(2))
    Of.remove(2); // expect: check-then-act
}

int main() {
  Table Shared, Owned, Alone, Mixed;
  beforeOk(Shared);
  singleOk(Alone);
  std::thread First([&] {
    workBad(Shared);
    ownerOk(Owned);
    Mixed.add(2);
  });
  std::thread Second([&] {
    workBad(Shared);
    Owned.has(1);
  });
  askBad(Mixed);
  First.join();
  Second.join();
}
