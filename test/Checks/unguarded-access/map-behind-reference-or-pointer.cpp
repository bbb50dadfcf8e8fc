// RUN: %check_expect --mock %s
// The map is behind a reference or a pointer: a field, a global, a local.
#include <map>
#include <mutex>
#include <thread>

class WorkerBad {
public:
  explicit WorkerBad(std::map<int, int> &Table) : Table(Table) {}
  void work() {
    Table[1] = 1; // expect: unguarded-access
  }

private:
  std::map<int, int> &Table;
};

void referenceFieldBad() {
  std::map<int, int> Table;
  WorkerBad Worker(Table);
  std::thread Thread(&WorkerBad::work, &Worker);
  Table.clear(); // expect: unguarded-access
  Thread.join();
}

class EraserBad {
public:
  explicit EraserBad(std::map<int, int> *Table) : Table(Table) {}
  void work() {
    Table->erase(1); // expect: unguarded-access
  }

private:
  std::map<int, int> *Table = nullptr;
};

void pointerFieldBad() {
  std::map<int, int> Table;
  EraserBad First(&Table), Second(&Table);
  std::thread One(&EraserBad::work, &First);
  std::thread Two(&EraserBad::work, &Second);
  One.join();
  Two.join();
}

namespace GlobalPointerBad {
std::map<int, int> *Table;
void work() {
  Table->insert({1, 1}); // expect: unguarded-access
}
void run() {
  Table = new std::map<int, int>;
  std::thread Thread(work);
  Table->clear(); // expect: unguarded-access
  Thread.join();
  delete Table;
}
} // namespace GlobalPointerBad

class WorkerOk {
public:
  WorkerOk(std::map<int, int> &Table, std::mutex &Mutex)
      : Table(Table), Mutex(Mutex) {}
  void work() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[1] = 1;
  }

private:
  std::map<int, int> &Table;
  std::mutex &Mutex;
};

void referenceFieldOk() {
  std::map<int, int> Table;
  std::mutex Mutex;
  WorkerOk Worker(Table, Mutex);
  std::thread Thread(&WorkerOk::work, &Worker);
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table.clear();
  }
  Thread.join();
}

void ownMapsOk() {
  std::map<int, int> One, Two;
  auto Fill = [](std::map<int, int> *Table) { Table->insert({1, 1}); };
  std::thread First(Fill, &One);
  std::thread Second(Fill, &Two);
  First.join();
  Second.join();
}

int main() {
  referenceFieldBad();
  pointerFieldBad();
  GlobalPointerBad::run();
  referenceFieldOk();
  ownMapsOk();
}
