// RUN: %check_expect --real %s
// Each thread fills a part of its own. Who walks over all of them meets the
// others, unless something separates the phases.
#include <barrier>
#include <map>
#include <thread>
#include <vector>

class Phases {
public:
  explicit Phases(int Count) : Count(Count), Parts(Count), Own(Count), Kept(Count), Step(Count) {}
  void run() {
    std::vector<std::thread> Workers;
    for (int I = 0; I < Count; ++I)
      Workers.emplace_back([this, I] {
        walks(I);
        waits(I);
        stays(I);
      });
    for (auto &Worker : Workers)
      Worker.join();
    for (auto &Part : Own)
      Part.clear();
  }

private:
  void walks(int I) {
    Parts[I][1] += 1; // expect: unguarded-access
    for (auto &Part : Parts)
      Part.size(); // expect: unguarded-access
  }
  void waits(int I) {
    Kept[I][1] += 1;
    Step.arrive_and_wait();
    for (auto &Part : Kept)
      Part.size();
  }
  void stays(int I) {
    Own[I][1] += 1;
    Own[I].size();
  }
  int Count;
  std::vector<std::map<int, int>> Parts, Own, Kept;
  std::barrier<> Step;
};

// The pointers in braces lead to the objects that the threads work on.
struct Counter {
  void run() {
    Counts[1] = 1; // expect: unguarded-access
  }
  std::map<int, int> Counts;
};
int sumBad() {
  Counter A, B;
  std::jthread First([&] { A.run(); }), Second([&] { B.run(); });
  int Sum = 0;
  for (Counter *Each : {&A, &B})
    Sum += (int)Each->Counts.size(); // expect: unguarded-access
  return Sum;
}

int main() {
  Phases(4).run();
  sumBad();
}
