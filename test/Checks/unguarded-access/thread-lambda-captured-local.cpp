// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A lambda in a std::thread captures a local map by reference; the function
// goes on using the map before it joins.
#include <map>
#include <mutex>
#include <thread>

void defaultCaptureBad() {
  std::map<int, int> Squares;
  std::thread Worker([&] {
    Squares[1] = 1; // expect: unguarded-access
  });
  Squares[2] = 4; // expect: unguarded-access
  Worker.join();
}

void namedCaptureBad() {
  std::map<int, int> Squares;
  std::thread Worker([&Squares] {
    Squares[1] = 1; // expect: unguarded-access
  });
  int Count = Squares.count(1); // expect: unguarded-access
  Worker.join();
  (void)Count;
}

void initCaptureBad() {
  std::map<int, int> Squares;
  std::thread Worker([&Table = Squares] {
    Table.emplace(1, 1); // expect: unguarded-access
  });
  Squares.clear(); // expect: unguarded-access
  Worker.join();
}

void lockedOk() {
  std::map<int, int> Squares;
  std::mutex Mutex;
  std::thread Worker([&] {
    std::lock_guard<std::mutex> Lock(Mutex);
    Squares[1] = 1;
  });
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    Squares[2] = 4;
  }
  Worker.join();
}

void joinedFirstOk() {
  std::map<int, int> Squares;
  std::thread Worker([&] { Squares[1] = 1; });
  Worker.join();
  Squares[2] = 4;
}

int main() {
  defaultCaptureBad();
  namedCaptureBad();
  initCaptureBad();
  lockedOk();
  joinedFirstOk();
}
