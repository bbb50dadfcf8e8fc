// REQUIRES: tbb
// RUN: %check_expect --real %s
// oneTBB: parallel algorithms, task groups, arenas, flow graphs, mutexes, concurrent containers.
#include <map>
#include <mutex>
#include <thread>
#include <tbb/blocked_range.h>
#include <tbb/concurrent_hash_map.h>
#include <tbb/concurrent_unordered_map.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/flow_graph.h>
#include <oneapi/tbb/mutex.h>
#include <tbb/parallel_for.h>
#include <tbb/parallel_for_each.h>
#include <tbb/parallel_invoke.h>
#include <tbb/parallel_reduce.h>
#include <tbb/queuing_mutex.h>
#include <oneapi/tbb/rw_mutex.h>
#include <tbb/spin_mutex.h>
#include <tbb/spin_rw_mutex.h>
#include <tbb/task_arena.h>
#include <tbb/task_group.h>
#include <unordered_map>
#include <vector>

void rangeBad(std::vector<int> &Values) {
  std::unordered_map<int, int> Counts;
  tbb::parallel_for(tbb::blocked_range<size_t>(0, Values.size()), [&](const tbb::blocked_range<size_t> &Range) {
    for (size_t I = Range.begin(); I != Range.end(); ++I)
      ++Counts[Values[I]]; // expect: unguarded-access
  });
  Counts.clear();
}

void indexBad(std::vector<int> &Values) {
  std::unordered_map<int, int> Counts;
  tbb::parallel_for(size_t(0), Values.size(), [&](size_t I) {
    ++Counts[Values[I]]; // expect: unguarded-access
  });
}

void indexOk(std::vector<int> &Values) {
  std::unordered_map<int, int> Counts;
  tbb::spin_mutex Mutex;
  tbb::parallel_for(size_t(0), Values.size(), [&](size_t I) {
    tbb::spin_mutex::scoped_lock Lock(Mutex);
    ++Counts[Values[I]];
  });
  Counts.clear();
}

void lookupBad(std::vector<int> &Values) {
  std::map<int, int> Table;
  Table[1] = 1;
  std::vector<int> Result(Values.size());
  tbb::parallel_for(size_t(0), Values.size(), [&](size_t I) {
    Result[I] = Table[Values[I]]; // expect: unguarded-access
  });
}

void lookupOk(std::vector<int> &Values) {
  std::map<int, int> Table;
  Table[1] = 1;
  std::vector<int> Result(Values.size());
  tbb::parallel_for(size_t(0), Values.size(), [&](size_t I) { Result[I] = Table.at(Values[I]); });
  Table[2] = 2;
}

void eachBad(std::vector<int> &Values) {
  std::map<int, int> Table;
  tbb::parallel_for_each(Values.begin(), Values.end(), [&](int Value) {
    Table.emplace(Value, 1); // expect: unguarded-access
  });
}

// A body class, as in older code.
struct Body {
  std::map<int, int> *Table;
  void operator()(const tbb::blocked_range<int> &Range) const {
    for (int I = Range.begin(); I < Range.end(); ++I)
      (*Table)[I] = 1; // expect: unguarded-access
  }
};
void bodyBad() {
  std::map<int, int> Table;
  tbb::parallel_for(tbb::blocked_range<int>(0, 100), Body{&Table});
}

void invokeBad() {
  std::map<int, int> Table;
  tbb::parallel_invoke([&] { Table[1] = 1; },  // expect: unguarded-access
                       [&] { Table[2] = 2; }); // expect: unguarded-access
}

void invokeOk() {
  std::map<int, int> First, Second;
  tbb::parallel_invoke([&] { First[1] = 1; }, [&] { Second[2] = 2; });
  First[2] = 1;
}

void groupBad() {
  std::map<int, int> Table;
  tbb::task_group Group;
  Group.run([&] { Table[1] = 1; }); // expect: unguarded-access
  Group.run([&] { Table[2] = 2; }); // expect: unguarded-access
  Group.wait();
  Table.clear();
}

void groupOk() {
  std::map<int, int> Table;
  tbb::task_group Group;
  Group.run([&] { Table[1] = 1; });
  Group.wait();
  Table[2] = 2;
}

void arenaOk() {
  std::map<int, int> Table;
  tbb::task_arena Arena(4);
  Arena.execute([&] { Table[1] = 1; });
  Table[2] = 2;
}

void arenaBad() {
  std::map<int, int> Table;
  tbb::task_arena Arena(4);
  Arena.execute([&] {
    tbb::parallel_for(0, 10, [&](int I) {
      Table[I] = 1; // expect: unguarded-access
    });
  });
}

void reduceBad() {
  std::map<int, int> Seen;
  int Sum = tbb::parallel_reduce(
      tbb::blocked_range<int>(0, 100), 0,
      [&](const tbb::blocked_range<int> &Range, int Init) {
        Seen[Range.begin()] = Init; // expect: unguarded-access
        return Init;
      },
      [](int Left, int Right) { return Left + Right; });
  Seen[0] = Sum;
}

void flowBad() {
  std::map<int, int> Table;
  tbb::flow::graph Graph;
  tbb::flow::function_node<int, int> Node(Graph, tbb::flow::unlimited, [&](int Key) {
    Table[Key] = 1; // expect: unguarded-access
    return Key;
  });
  Node.try_put(1);
  Graph.wait_for_all();
}

void flowSerialOk() {
  std::map<int, int> Table;
  tbb::flow::graph Graph;
  tbb::flow::function_node<int, int> Node(Graph, tbb::flow::serial, [&](int Key) {
    Table[Key] = 1;
    return Key;
  });
  Node.try_put(1);
  Graph.wait_for_all();
  Table.clear();
}

void perThreadOk() {
  tbb::enumerable_thread_specific<std::map<int, int>> Local;
  tbb::parallel_for(0, 100, [&](int I) { Local.local()[I] = 1; });
}

void concurrentOk() {
  tbb::concurrent_hash_map<int, int> Table;
  tbb::concurrent_unordered_map<int, int> Other;
  tbb::parallel_for(0, 100, [&](int I) {
    tbb::concurrent_hash_map<int, int>::accessor Access;
    Table.insert(Access, I);
    Access->second = 1;
    Other[I] = 1;
  });
}

// Guards and modes.
struct Scenario {
  tbb::spin_rw_mutex SpinReaders;
  tbb::rw_mutex Readers;
  tbb::queuing_mutex Queuing;
  tbb::mutex Plain;
  std::map<int, int> Table;
};

struct ReaderWritesBad : Scenario {
  void work() {
    tbb::spin_rw_mutex::scoped_lock Lock(SpinReaders, false);
    Table[1] = 1; // expect: write-under-shared-lock
  }
};

struct ReaderReadsOk : Scenario {
  void work() {
    {
      tbb::spin_rw_mutex::scoped_lock Lock(SpinReaders, /*write=*/false);
      (void)Table.find(1);
    }
    tbb::spin_rw_mutex::scoped_lock Lock(SpinReaders);
    Table[1] = 1;
  }
};

struct UpgradeOk : Scenario {
  void work() {
    tbb::rw_mutex::scoped_lock Lock(Readers, false);
    (void)Table.find(1);
    Lock.upgrade_to_writer();
    Table[1] = 1;
  }
};

struct AcquireReaderBad : Scenario {
  void work() {
    tbb::spin_rw_mutex::scoped_lock Lock;
    Lock.acquire(SpinReaders, false);
    Table.erase(1); // expect: write-under-shared-lock
  }
};

struct AcquireWriterOk : Scenario {
  void work() {
    tbb::spin_rw_mutex::scoped_lock Lock;
    Lock.acquire(SpinReaders);
    Table.erase(1);
  }
};

struct QueuingOk : Scenario {
  void work() {
    tbb::queuing_mutex::scoped_lock Lock(Queuing);
    Table[1] = 1;
  }
};

struct ReleasedBad : Scenario {
  void work() {
    tbb::mutex::scoped_lock Lock(Plain);
    Table[1] = 1;
    Lock.release();
    Table[2] = 1; // expect: unguarded-access
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
  std::vector<int> Values(100);
  rangeBad(Values);
  indexBad(Values);
  indexOk(Values);
  lookupBad(Values);
  lookupOk(Values);
  eachBad(Values);
  bodyBad();
  invokeBad();
  invokeOk();
  groupBad();
  groupOk();
  arenaOk();
  arenaBad();
  reduceBad();
  flowBad();
  flowSerialOk();
  perThreadOk();
  concurrentOk();
  inTwoThreads<ReaderWritesBad>();
  inTwoThreads<ReaderReadsOk>();
  inTwoThreads<UpgradeOk>();
  inTwoThreads<AcquireReaderBad>();
  inTwoThreads<AcquireWriterOk>();
  inTwoThreads<QueuingOk>();
  inTwoThreads<ReleasedBad>();
}
