// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A guard holds to the end of its own block, not of the function.
#include <map>
#include <mutex>
#include <thread>

struct Scenario {
  std::mutex Mutex;
  std::map<int, int> Table;
};

struct InnerBlockBad : Scenario {
  void work() {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Table[1] = 1;
    }
    Table[2] = 2; // expect: unguarded-access
  }
};

struct InnerBlockOk : Scenario {
  void work() {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Table[1] = 1;
      Table[2] = 2;
    }
    std::this_thread::yield();
  }
};

struct InsideTheIfBad : Scenario {
  void work() {
    if (Careful)
      std::lock_guard<std::mutex> Lock(Mutex);
    Table[1] = 1; // expect: unguarded-access
  }
  bool Careful = true;
};

struct IfWithInitializerOk : Scenario {
  void work() {
    if (std::lock_guard<std::mutex> Lock(Mutex); Table.empty())
      Table[1] = 1;
  }
};

struct IfWithInitializerBad : Scenario {
  void work() {
    if (std::lock_guard<std::mutex> Lock(Mutex); Table.empty())
      Table[1] = 1;
    Table.erase(1); // expect: unguarded-access
  }
};

struct EachIterationOk : Scenario {
  void work() {
    for (int I = 0; I < 2; ++I) {
      std::lock_guard<std::mutex> Lock(Mutex);
      Table[I] = 1;
    }
  }
};

struct LoopHeaderBad : Scenario {
  void work() {
    while (Table.size() < 2) { // expect: unguarded-access
      std::lock_guard<std::mutex> Lock(Mutex);
      Table[static_cast<int>(Table.size())] = 1;
    }
  }
};

template <class Case> void inTwoThreads() {
  Case Object;
  std::thread First(&Case::work, &Object);
  std::thread Second(&Case::work, &Object);
  First.join();
  Second.join();
}

int main() {
  inTwoThreads<InnerBlockBad>();
  inTwoThreads<InnerBlockOk>();
  inTwoThreads<InsideTheIfBad>();
  inTwoThreads<IfWithInitializerOk>();
  inTwoThreads<IfWithInitializerBad>();
  inTwoThreads<EachIterationOk>();
  inTwoThreads<LoopHeaderBad>();
}
