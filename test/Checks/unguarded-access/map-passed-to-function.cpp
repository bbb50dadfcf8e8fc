// RUN: %check_expect --mock %s
// A function that gets the map as a parameter: what it does with it counts for
// the caller's map.
#include <cstddef>
#include <map>
#include <mutex>
#include <thread>

void addBad(std::map<int, int> &Table, int Key) {
  Table[Key] = 1; // expect: unguarded-access
}

std::size_t sizeBad(const std::map<int, int> &Table) {
  return Table.size(); // expect: unguarded-access
}

void wipeBad(std::map<int, int> *Table) {
  if (Table)
    Table->clear(); // expect: unguarded-access
}

void passedBad() {
  std::map<int, int> Table;
  std::thread Worker([&Table] { addBad(Table, 1); });
  std::size_t Size = sizeBad(Table);
  wipeBad(&Table);
  Worker.join();
  (void)Size;
}

// Passing by value copies the map: that is a read at the call.
std::size_t sizeOfCopy(std::map<int, int> Table) { return Table.size(); }

void copiedAtTheCallBad() {
  std::map<int, int> Table;
  std::thread Worker([&Table] {
    Table.erase(1); // expect: unguarded-access
  });
  std::size_t Size = sizeOfCopy(Table); // expect: unguarded-access
  Worker.join();
  (void)Size;
}

void addOk(std::map<int, int> &Table, int Key) { Table[Key] = 1; }
std::size_t sizeOk(const std::map<int, int> &Table) { return Table.size(); }

void passedUnderLockOk() {
  std::map<int, int> Table;
  std::mutex Mutex;
  std::thread Worker([&] {
    std::lock_guard<std::mutex> Lock(Mutex);
    addOk(Table, 1);
  });
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    (void)sizeOk(Table);
  }
  Worker.join();
}

// One helper, two maps: the helper's line is no race.
void differentMapsOk() {
  std::map<int, int> One, Two;
  std::thread Worker([&One] { addOk(One, 1); });
  addOk(Two, 1);
  Worker.join();
}

int main() {
  passedBad();
  copiedAtTheCallBad();
  passedUnderLockOk();
  differentMapsOk();
}
