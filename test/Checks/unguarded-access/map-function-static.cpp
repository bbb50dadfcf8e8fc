// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A function-local static map, used in place or through an accessor that
// returns a reference to it.
#include <map>
#include <mutex>
#include <string>
#include <thread>

int idOfBad(const std::string &Name) {
  static std::map<std::string, int> Ids;
  return Ids.insert({Name, 1}).first->second; // expect: unguarded-access
}

void inPlaceBad() {
  std::thread First([] { idOfBad("a"); });
  std::thread Second([] { idOfBad("b"); });
  First.join();
  Second.join();
}

std::map<std::string, int> &idsBad() {
  static std::map<std::string, int> Ids;
  return Ids;
}

void accessorBad() {
  std::thread Worker([] {
    idsBad()["a"] = 1; // expect: unguarded-access
  });
  idsBad().clear(); // expect: unguarded-access
  Worker.join();
}

std::map<std::string, int> *tableBad() {
  static auto *Table = new std::map<std::string, int>;
  return Table;
}

void pointerAccessorBad() {
  std::thread Worker([] {
    tableBad()->erase("a"); // expect: unguarded-access
  });
  (*tableBad())["b"] = 1; // expect: unguarded-access
  Worker.join();
}

int idOfOk(const std::string &Name) {
  static std::map<std::string, int> Ids;
  static std::mutex Mutex;
  std::lock_guard<std::mutex> Lock(Mutex);
  return Ids.insert({Name, 1}).first->second;
}

void inPlaceOk() {
  std::thread First([] { idOfOk("a"); });
  std::thread Second([] { idOfOk("b"); });
  First.join();
  Second.join();
}

std::map<std::string, int> &idsOk() {
  static std::map<std::string, int> Ids;
  return Ids;
}
std::mutex IdsMutex;

void accessorOk() {
  std::thread Worker([] {
    std::lock_guard<std::mutex> Lock(IdsMutex);
    idsOk()["a"] = 1;
  });
  {
    std::lock_guard<std::mutex> Lock(IdsMutex);
    idsOk().clear();
  }
  Worker.join();
}

int main() {
  inPlaceBad();
  accessorBad();
  pointerAccessorBad();
  inPlaceOk();
  accessorOk();
}
