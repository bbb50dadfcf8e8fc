// RUN: %check_expect --mock %s
// A map that is moved or copied into the thread belongs to it.
#include <map>
#include <thread>
#include <utility>

static void fill(std::map<int, int> Table) { Table[1] = 1; }

void copiedCaptureOk() {
  std::map<int, int> Table;
  std::thread Worker([Table]() mutable { Table[1] = 1; });
  Table.clear();
  Worker.join();
}

void defaultCopyCaptureOk() {
  std::map<int, int> Table;
  std::thread Worker([=]() mutable { Table.erase(1); });
  Table[1] = 1;
  Worker.join();
}

void movedCaptureOk() {
  std::map<int, int> Table;
  std::thread Worker([Own = std::move(Table)]() mutable { Own[1] = 1; });
  Table = {{2, 2}};
  Worker.join();
}

void movedArgumentOk() {
  std::map<int, int> Table;
  std::thread Worker(fill, std::move(Table));
  Table = {{2, 2}};
  Worker.join();
}

struct Owner {
  std::map<int, int> Table;
};

void copiedOwnerOk() {
  Owner Object;
  std::thread Worker([Object]() mutable { Object.Table[1] = 1; });
  Object.Table[2] = 2;
  Worker.join();
}

void referenceCaptureBad() {
  std::map<int, int> Table;
  std::thread Worker([=, &Table] {
    Table[1] = 1; // expect: unguarded-access
  });
  Table.clear(); // expect: unguarded-access
  Worker.join();
}

void pointerCopiedBad() {
  Owner Object;
  Owner *Pointer = &Object;
  std::thread Worker([Pointer] {
    Pointer->Table[1] = 1; // expect: unguarded-access
  });
  Object.Table.clear(); // expect: unguarded-access
  Worker.join();
}

int main() {
  copiedCaptureOk();
  defaultCopyCaptureOk();
  movedCaptureOk();
  movedArgumentOk();
  copiedOwnerOk();
  referenceCaptureBad();
  pointerCopiedBad();
}
