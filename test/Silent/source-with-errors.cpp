// RUN: %check_expect --mock --allow-errors %s
// RUN: %check_expect --real --allow-errors %s
// A source with errors is still analysed: what Clang could make of it counts,
// and the guards around it count too.
#include <map>
#include <mutex>
#include <thread>

int broken() { return undeclaredFunction(1); }

class TableOk {
public:
  void work() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[1] = 1;
  }
  void alsoBroken() { undeclaredVariable = 1; }

private:
  std::mutex Mutex;
  std::map<int, int> Table;
};

class TableBad {
public:
  void work() {
    Table[1] = 1; // expect: unguarded-access
  }

private:
  std::map<int, int> Table;
};

int main() {
  TableOk Good;
  std::thread First(&TableOk::work, &Good);
  Good.work();
  First.join();

  TableBad Bad;
  std::thread Second(&TableBad::work, &Bad);
  Bad.work();
  Second.join();
}
