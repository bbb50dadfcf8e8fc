// RUN: %check_expect --mock %s
// The thread object is behind a pointer, or in an optional, a list, a map.
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

class UniqueBad {
public:
  void start() { Worker.reset(new std::thread(&UniqueBad::work, this)); }
  void put(int Key) {
    Table[Key] = 1; // expect: unguarded-access
  }
  void stop() { Worker->join(); }

private:
  void work() {
    Table.erase(1); // expect: unguarded-access
  }
  std::map<int, int> Table;
  std::unique_ptr<std::thread> Worker;
};

class UniqueOk {
public:
  void start() {
    Worker = std::make_unique<std::thread>(&UniqueOk::work, this);
  }
  void stop() {
    if (Worker && Worker->joinable())
      Worker->join();
    Worker.reset();
  }
  void drop() { Table.clear(); }

private:
  void work() { Table.erase(1); }
  std::map<int, int> Table;
  std::unique_ptr<std::thread> Worker;
};

void rawPointerOk() {
  std::map<int, int> Table;
  auto *Worker = new std::thread([&Table] { Table[1] = 1; });
  Worker->join();
  delete Worker;
  Table.clear();
}

void rawPointerBad() {
  std::map<int, int> Table;
  auto *Worker = new std::thread([&Table] {
    Table[1] = 1; // expect: unguarded-access
  });
  Table.clear(); // expect: unguarded-access
  Worker->join();
  delete Worker;
}

void optionalOk() {
  std::map<int, int> Table;
  std::optional<std::thread> Worker;
  Worker.emplace([&Table] { Table[1] = 1; });
  Worker->join();
  Table.clear();
}

void listBad() {
  std::map<int, int> Table;
  std::list<std::thread> Workers;
  for (int I = 0; I < 3; ++I)
    Workers.emplace_back([&Table, I] {
      Table[I] = 1; // expect: unguarded-access
    });
  for (auto &Worker : Workers)
    Worker.join();
  Table.clear();
}

int main() {
  UniqueBad Bad;
  Bad.start();
  Bad.put(1);
  Bad.stop();
  UniqueOk Ok;
  Ok.drop();
  Ok.start();
  Ok.stop();
  Ok.drop();
  rawPointerOk();
  rawPointerBad();
  optionalOk();
  listBad();
}
