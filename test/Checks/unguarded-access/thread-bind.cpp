// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// std::bind as a thread entry: of a member function with `this`, of a function
// with std::ref, and kept in a variable first.
#include <functional>
#include <map>
#include <mutex>
#include <thread>

class ServerBad {
public:
  void run() {
    std::thread Worker(std::bind(&ServerBad::serve, this, 1));
    Clients.erase(1); // expect: unguarded-access
    Worker.join();
  }

private:
  void serve(int Id) {
    Clients.emplace(Id, 0); // expect: unguarded-access
  }
  std::map<int, int> Clients;
};

void fillBad(std::map<int, int> &Table, int Key) {
  Table[Key] = 1; // expect: unguarded-access
}

void boundReferenceBad() {
  std::map<int, int> Table;
  auto Task = std::bind(fillBad, std::ref(Table), 1);
  std::thread Worker(Task);
  Table.clear(); // expect: unguarded-access
  Worker.join();
}

class ServerOk {
public:
  void run() {
    std::thread Worker(std::bind(&ServerOk::serve, this, 1));
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Clients.erase(1);
    }
    Worker.join();
  }

private:
  void serve(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Clients.emplace(Id, 0);
  }
  std::mutex Mutex;
  std::map<int, int> Clients;
};

void fillOk(std::map<int, int> &Table, int Key) { Table[Key] = 1; }

// Without std::ref, bind copies the map.
void boundCopyOk() {
  std::map<int, int> Table;
  std::thread Worker(std::bind(fillOk, Table, 1));
  Table.clear();
  Worker.join();
}

int main() {
  ServerBad().run();
  boundReferenceBad();
  ServerOk().run();
  boundCopyOk();
}
