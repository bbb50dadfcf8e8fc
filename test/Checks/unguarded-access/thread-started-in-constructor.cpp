// RUN: %check_expect --mock %s
// A constructor that starts a thread: the object is shared from that point on,
// not from the end of the constructor.
#include <map>
#include <mutex>
#include <thread>

class FillsAfterwardsBad {
public:
  FillsAfterwardsBad() {
    Worker = std::thread([this] {
      Table.erase(1); // expect: unguarded-access
    });
    Table[1] = 1; // expect: unguarded-access
  }
  ~FillsAfterwardsBad() { Worker.join(); }

private:
  std::map<int, int> Table;
  std::thread Worker;
};

class FillsFirstOk {
public:
  FillsFirstOk() {
    Table[1] = 1;
    Worker = std::thread([this] { Table.erase(1); });
  }
  ~FillsFirstOk() { Worker.join(); }

private:
  std::map<int, int> Table;
  std::thread Worker;
};

class LocksAfterwardsOk {
public:
  LocksAfterwardsOk() : Table{{0, 0}}, Worker(&LocksAfterwardsOk::work, this) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[1] = 1;
  }
  ~LocksAfterwardsOk() { Worker.join(); }

private:
  void work() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table.erase(1);
  }
  std::mutex Mutex;
  std::map<int, int> Table;
  std::thread Worker;
};

int main() {
  {
    FillsAfterwardsBad Object;
  }
  {
    FillsFirstOk Object;
  }
  {
    LocksAfterwardsOk Object;
  }
}
