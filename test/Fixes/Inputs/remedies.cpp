#include <map>
#include <thread>
#include <vector>

std::map<int, int> ReadMostly, Snapshot, WriteHeavy, Owned, Plain;

static int readOne(int Key) {
  auto It = ReadMostly.find(Key);
  return It == ReadMostly.end() ? 0 : 1;
}
static int readTwo() { return ReadMostly.size(); }
static bool readThree() { return ReadMostly.empty() || ReadMostly.count(3); }

static void readMostly() {
  std::thread Writer([] { ReadMostly[1] = 1; });
  readOne(1);
  readTwo();
  readThree();
  Writer.join();
}

static void snapshot() {
  std::thread Loader([] {
    std::map<int, int> New;
    Snapshot = New;
  });
  Snapshot.count(1);
  Snapshot.size();
  Loader.join();
}

static void writeHeavy() {
  std::vector<std::thread> Workers;
  for (int I = 0; I < 4; ++I)
    Workers.emplace_back([I] {
      WriteHeavy[I] = 1;
      WriteHeavy.erase(I + 1);
      WriteHeavy.insert_or_assign(I + 2, 1);
      WriteHeavy.emplace(I + 3, 1);
    });
  for (std::thread &Worker : Workers)
    Worker.join();
}

static void owned() {
  std::thread Worker([] {
    Owned[1] = 1;
    Owned.erase(2);
    Owned.count(3);
    Owned.size();
  });
  Owned.clear();
  Worker.join();
}

static void plain() {
  std::thread Worker([] { Plain[1] = 1; });
  Plain.count(1);
  Worker.join();
}

int main() {
  readMostly();
  snapshot();
  writeHeavy();
  owned();
  plain();
}
