// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// The elements of a collection were all given the same map.
#include <map>
#include <memory>
#include <thread>
#include <vector>

using Table = std::map<int, int>;

struct Unit {
  Table *Shared;
};
void fill(Unit *Of) {
  (*Of->Shared)[1] = 2; // expect: unguarded-access
}
void arrayOfUnits() {
  Table All;
  Unit Units[2] = {{&All}, {&All}};
  std::thread A(fill, &Units[0]), B(fill, &Units[1]);
  A.join();
  B.join();
}

class Compiler {
public:
  explicit Compiler(Table &Shared) : Shared(Shared) {}
  void run() { Shared[1] = 2; } // expect: unguarded-access

private:
  Table &Shared;
};
void vectorOfOwners() {
  Table All;
  std::vector<std::unique_ptr<Compiler>> Units;
  for (int I = 0; I < 2; ++I)
    Units.push_back(std::make_unique<Compiler>(All));
  std::vector<std::thread> Threads;
  for (auto &Each : Units)
    Threads.emplace_back([&Each] { Each->run(); });
  for (auto &Each : Threads)
    Each.join();
}

struct Reader {
  Table *Shared;
  void run() { (*Shared)[1] = 2; } // expect: unguarded-access
};
void vectorOfValues() {
  Table All;
  std::vector<Reader> Units;
  for (int I = 0; I < 2; ++I)
    Units.push_back({&All});
  std::vector<std::thread> Threads;
  for (auto &Each : Units)
    Threads.emplace_back([&Each] { Each.run(); });
  for (auto &Each : Threads)
    Each.join();
}

// One map each.
struct Own {
  Table *Map;
  void run() { (*Map)[1] = 2; }
};
void oneMapEach() {
  Table First, Second;
  std::vector<Own> Units;
  Units.push_back({&First});
  Units.push_back({&Second});
  std::vector<std::thread> Threads;
  for (auto &Each : Units)
    Threads.emplace_back([&Each] { Each.run(); });
  for (auto &Each : Threads)
    Each.join();
}
void oneMapOfEach() {
  Table Tables[4];
  Own Units[4];
  for (int I = 0; I < 4; ++I)
    Units[I].Map = &Tables[I];
  std::vector<std::thread> Threads;
  for (int I = 0; I < 4; ++I)
    Threads.emplace_back([&Units, I] { Units[I].run(); });
  for (auto &Each : Threads)
    Each.join();
}

int main() {
  arrayOfUnits();
  vectorOfOwners();
  vectorOfValues();
  oneMapEach();
  oneMapOfEach();
}
