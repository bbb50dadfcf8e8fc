// RUN: %check_expect --mock %s
// The map is a field of a global object, of a file-static one, or of one that a
// global pointer or reference names.
#include <map>
#include <memory>
#include <mutex>
#include <thread>

struct StateBad {
  std::map<int, int> Table;
};
StateBad GlobalBad;
static StateBad StaticBad;
static std::unique_ptr<StateBad> OwnedBad = std::make_unique<StateBad>();
static StateBad &AliasBad = GlobalBad;

void workBad() {
  GlobalBad.Table[1] = 1; // expect: unguarded-access
  StaticBad.Table[1] = 1; // expect: unguarded-access
  OwnedBad->Table[1] = 1; // expect: unguarded-access
}

void runBad() {
  std::thread Worker(workBad);
  AliasBad.Table.erase(1);  // expect: unguarded-access
  StaticBad.Table.erase(1); // expect: unguarded-access
  OwnedBad->Table.erase(1); // expect: unguarded-access
  Worker.join();
}

struct StateOk {
  std::mutex Mutex;
  std::map<int, int> Table;
};
StateOk GlobalOk;
static StateOk StaticOk;

void workOk() {
  std::lock_guard<std::mutex> Lock(GlobalOk.Mutex);
  GlobalOk.Table[1] = 1;
  std::lock_guard<std::mutex> StaticLock(StaticOk.Mutex);
  StaticOk.Table[1] = 1;
}

void runOk() {
  std::thread Worker(workOk);
  {
    std::lock_guard<std::mutex> Lock(StaticOk.Mutex);
    StaticOk.Table.erase(1);
  }
  {
    std::lock_guard<std::mutex> Lock(GlobalOk.Mutex);
    GlobalOk.Table.erase(1);
  }
  Worker.join();
}

int main() {
  runBad();
  runOk();
}
