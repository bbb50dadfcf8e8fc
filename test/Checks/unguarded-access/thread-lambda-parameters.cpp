// RUN: %check_expect --mock %s
// What a lambda works on comes as an argument of std::thread, or in a variable
// that holds the lambda.
#include <functional>
#include <map>
#include <mutex>
#include <thread>

void pointerArgumentBad() {
  std::map<int, int> Table;
  std::thread Worker(
      [](std::map<int, int> *Map, int Key) {
        (*Map)[Key] = 1; // expect: unguarded-access
      },
      &Table, 1);
  Table.erase(1); // expect: unguarded-access
  Worker.join();
}

void lambdaVariableBad() {
  std::map<int, int> Table;
  auto Fill = [&Table](int Key) {
    Table[Key] = 1; // expect: unguarded-access
  };
  std::thread First(Fill, 1);
  std::thread Second(Fill, 2);
  First.join();
  Second.join();
}

void stdFunctionBad() {
  std::map<int, int> Table;
  std::function<void()> Fill = [&Table] {
    Table[1] = 1; // expect: unguarded-access
  };
  std::thread Worker(Fill);
  Table.erase(1); // expect: unguarded-access
  Worker.join();
}

void lambdaVariableOk() {
  std::map<int, int> Table;
  std::mutex Mutex;
  auto Fill = [&](int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[Key] = 1;
  };
  std::thread First(Fill, 1);
  std::thread Second(std::move(Fill), 2);
  First.join();
  Second.join();
}

void calledFirstOk() {
  std::map<int, int> Table;
  std::function<void()> Fill = [&Table] { Table[1] = 1; };
  Fill();
  std::thread Worker(Fill);
  Worker.join();
  Fill();
}

int main() {
  pointerArgumentBad();
  lambdaVariableBad();
  stdFunctionBad();
  lambdaVariableOk();
  calledFirstOk();
}
