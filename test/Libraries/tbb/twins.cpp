// REQUIRES: tbb
// RUN: %check_expect --real %s
// oneTBB, the rest of what the models know, racy and repaired.
// FLAGS: -std=c++17 -pthread
#include <map>
#include <mutex>
#include <oneapi/tbb.h>
#include <oneapi/tbb/collaborative_call_once.h>
#include <thread>
#include <vector>

struct Scenario {
  std::mutex Mutex;
  std::map<int, int> Table;
};

struct OnceBad : Scenario {
  tbb::collaborative_once_flag Flag;
  void work() {
    tbb::collaborative_call_once(Flag, [this] { Table[1] = 1; });
    Table.erase(2); // expect: unguarded-access
  }
};
struct OnceOk : Scenario {
  tbb::collaborative_once_flag Flag;
  void work() {
    tbb::collaborative_call_once(Flag, [this] { Table[1] = 1; });
    (void)Table.find(1);
  }
};

// The vector may grow at any time; what is in it is another matter.
struct VectorBad {
  tbb::concurrent_vector<std::map<int, int>> Tables{4};
  void work() {
    Tables[0][1] = 1; // expect: unguarded-access
  }
};
struct VectorOk {
  std::mutex Mutex;
  tbb::concurrent_vector<std::map<int, int>> Tables{4};
  void work() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Tables[0][1] = 1;
  }
};

void numberBad() {
  std::vector<std::map<int, int>> Parts(64);
  tbb::parallel_for(0, 100, [&](int I) {
    (void)tbb::this_task_arena::current_thread_index();
    Parts[0][I] = 1; // expect: unguarded-access
  });
}
void numberOk() {
  std::vector<std::map<int, int>> Parts(64);
  tbb::parallel_for(0, 100, [&](int I) { Parts[tbb::this_task_arena::current_thread_index()][I] = 1; });
}

// A source and a node without a body of its own, beside the caller.
void sourceBad() {
  std::map<int, int> Table;
  tbb::flow::graph Graph;
  tbb::flow::input_node<int> Source(Graph, [&](tbb::flow_control &Control) {
    Table[1] = 1; // expect: unguarded-access
    Control.stop();
    return 0;
  });
  Source.activate();
  Table[2] = 1; // expect: unguarded-access
  Graph.wait_for_all();
}
void sourceOk() {
  std::map<int, int> Table;
  tbb::flow::graph Graph;
  tbb::flow::input_node<int> Source(Graph, [&](tbb::flow_control &Control) {
    Table[1] = 1;
    Control.stop();
    return 0;
  });
  Source.activate();
  Graph.wait_for_all();
  Table[2] = 1;
}

std::map<int, int> EnqueuedBad;
void enqueueBad(tbb::task_arena &Arena) {
  Arena.enqueue([] {
    EnqueuedBad[1] = 1; // expect: unguarded-access
  });
  EnqueuedBad.erase(1); // expect: unguarded-access
}
std::map<int, int> EnqueuedOk;
std::mutex EnqueuedMutex;
void enqueueOk(tbb::task_arena &Arena) {
  Arena.enqueue([] {
    std::lock_guard<std::mutex> Lock(EnqueuedMutex);
    EnqueuedOk[1] = 1;
  });
  std::lock_guard<std::mutex> Lock(EnqueuedMutex);
  EnqueuedOk.erase(1);
}

template <class Case> void inTwoThreads() {
  Case Object;
  std::thread First(&Case::work, &Object);
  std::thread Second(&Case::work, &Object);
  First.join();
  Second.join();
}

void clearedBad() {
  tbb::concurrent_hash_map<int, int> Table;
  std::thread Adder([&] {
    tbb::concurrent_hash_map<int, int>::accessor Access;
    Table.insert(Access, 1); // expect: unguarded-access
    Access->second = 2;
  });
  Table.clear(); // expect: unguarded-access
  Adder.join();
}

void clearedOk() {
  tbb::concurrent_hash_map<int, int> Table;
  std::thread Adder([&] {
    tbb::concurrent_hash_map<int, int>::accessor Access;
    Table.insert(Access, 1);
    Access->second = 2;
  });
  Table.erase(2);
  Adder.join();
  Table.clear();
}

void unsafeEraseBad() {
  tbb::concurrent_unordered_map<int, int> Table;
  std::thread Adder([&] { Table.insert({1, 1}); }); // expect: unguarded-access
  Table.unsafe_erase(1); // expect: unguarded-access
  Adder.join();
}

void unsafeEraseOk() {
  tbb::concurrent_unordered_map<int, int> Table;
  std::thread Adder([&] { Table.insert({1, 1}); });
  Table[2] = 1;
  for (auto &Entry : Table)
    Table.count(Entry.first + 1);
  Adder.join();
  Table.unsafe_erase(1);
}

int main() {
  inTwoThreads<OnceBad>();
  inTwoThreads<OnceOk>();
  inTwoThreads<VectorBad>();
  inTwoThreads<VectorOk>();
  tbb::task_arena Arena(4);
  enqueueBad(Arena);
  enqueueOk(Arena);
  numberBad();
  numberOk();
  sourceBad();
  sourceOk();
  clearedBad();
  clearedOk();
  unsafeEraseBad();
  unsafeEraseOk();
}
