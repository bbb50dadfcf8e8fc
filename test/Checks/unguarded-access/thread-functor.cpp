// RUN: %check_expect --mock %s
// Function objects as thread entries: they hold the map by reference, by
// pointer, or as a field of their own.
#include <map>
#include <mutex>
#include <thread>

struct FillBad {
  std::map<int, int> &Table;
  void operator()() const {
    Table[1] = 1; // expect: unguarded-access
  }
};

void referenceFieldBad() {
  std::map<int, int> Table;
  std::thread Worker(FillBad{Table});
  Table.erase(1); // expect: unguarded-access
  Worker.join();
}

struct CountBad {
  explicit CountBad(std::map<int, int> *Table) : Table(Table) {}
  void operator()(int Key) {
    ++(*Table)[Key]; // expect: unguarded-access
  }
  std::map<int, int> *Table;
};

void pointerFieldBad() {
  std::map<int, int> Table;
  CountBad Count(&Table);
  std::thread First(Count, 1);
  std::thread Second(Count, 2);
  First.join();
  Second.join();
}

struct FillOk {
  std::map<int, int> &Table;
  std::mutex &Mutex;
  void operator()() const {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[1] = 1;
  }
};

void referenceFieldOk() {
  std::map<int, int> Table;
  std::mutex Mutex;
  std::thread Worker(FillOk{Table, Mutex});
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table.erase(1);
  }
  Worker.join();
}

// The thread runs a copy of the object, with a map of its own.
struct OwnTableOk {
  void operator()(int Key) { Table[Key] = 1; }
  std::map<int, int> Table;
};

void copiedObjectOk() {
  OwnTableOk Fill;
  std::thread First(Fill, 1);
  std::thread Second(Fill, 2);
  Fill(3);
  First.join();
  Second.join();
}

int main() {
  referenceFieldBad();
  pointerFieldBad();
  referenceFieldOk();
  copiedObjectOk();
}
