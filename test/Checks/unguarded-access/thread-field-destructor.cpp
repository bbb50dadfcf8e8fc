// RUN: %check_expect --mock %s
// A destructor that joins: what stands before the join still overlaps the
// thread, what stands after it does not.
#include <map>
#include <thread>

class ClearsFirstBad {
public:
  ClearsFirstBad() : Worker(&ClearsFirstBad::work, this) {}
  ~ClearsFirstBad() {
    Table.clear(); // expect: unguarded-access
    Worker.join();
  }

private:
  void work() {
    Table[1] = 1; // expect: unguarded-access
  }
  std::map<int, int> Table;
  std::thread Worker;
};

class JoinsFirstOk {
public:
  JoinsFirstOk() : Worker(&JoinsFirstOk::work, this) {}
  ~JoinsFirstOk() {
    Worker.join();
    Table.clear();
  }

private:
  void work() { Table[1] = 1; }
  std::map<int, int> Table;
  std::thread Worker;
};

class StopsFirstOk {
public:
  StopsFirstOk() {
    Worker = std::thread([this] { Table[1] = 1; });
  }
  ~StopsFirstOk() { stop(); }
  void stop() {
    if (!Worker.joinable())
      return;
    Worker.join();
    Table.clear();
  }

private:
  std::map<int, int> Table;
  std::thread Worker;
};

int main() {
  {
    ClearsFirstBad Object;
  }
  {
    JoinsFirstOk Object;
  }
  {
    StopsFirstOk Object;
  }
}
