// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Free functions as thread entries: on a global map, and on one that is passed
// by std::ref, by pointer, and by value.
#include <map>
#include <mutex>
#include <string>
#include <thread>

namespace GlobalBad {
std::map<int, std::string> Names;

void rename() {
  Names[1] = "one"; // expect: unguarded-access
}

void run() {
  std::thread Renamer(rename);
  Names.erase(2); // expect: unguarded-access
  Renamer.join();
}
} // namespace GlobalBad

namespace GlobalOk {
std::map<int, std::string> Names;
std::mutex NamesMutex;

void rename() {
  std::lock_guard<std::mutex> Lock(NamesMutex);
  Names[1] = "one";
}

void run() {
  std::thread Renamer(&rename);
  {
    std::lock_guard<std::mutex> Lock(NamesMutex);
    Names.erase(2);
  }
  Renamer.join();
}
} // namespace GlobalOk

void fillByReference(std::map<int, int> &Table) {
  Table.insert({1, 1}); // expect: unguarded-access
}

void passedByRefBad() {
  std::map<int, int> Table;
  std::thread Filler(fillByReference, std::ref(Table));
  bool Any = !Table.empty(); // expect: unguarded-access
  Filler.join();
  (void)Any;
}

void fillByPointer(std::map<int, int> *Table) {
  Table->insert({1, 1}); // expect: unguarded-access
}

void passedByPointerBad() {
  std::map<int, int> Table;
  std::thread Filler(fillByPointer, &Table);
  Table.clear(); // expect: unguarded-access
  Filler.join();
}

// std::thread copies its arguments: the thread has a map of its own.
void fillOwnCopy(std::map<int, int> Table) { Table.insert({1, 1}); }

void passedByValueOk() {
  std::map<int, int> Table;
  std::thread Filler(fillOwnCopy, Table);
  Table.clear();
  Filler.join();
}

int main() {
  GlobalBad::run();
  GlobalOk::run();
  passedByRefBad();
  passedByPointerBad();
  passedByValueOk();
}
