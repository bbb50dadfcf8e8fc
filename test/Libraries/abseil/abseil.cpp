// REQUIRES: abseil
// RUN: %check_expect --real %s
// Abseil: Mutex and its guards, reader and writer modes, conditions, once, hash maps and B-trees, annotations.
// FLAGS: -std=c++17 -pthread
#include "absl/base/call_once.h"
#include "absl/base/thread_annotations.h"
#include "absl/container/btree_map.h"
#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/container/node_hash_map.h"
#include "absl/synchronization/mutex.h"
#include <string>
#include <thread>

struct Scenario {
  absl::Mutex Mutex;
  absl::flat_hash_map<int, std::string> Table;
};

struct FlatBad : Scenario {
  void work() {
    Table[1] = "a"; // expect: unguarded-access
  }
};

struct FlatReadOk : Scenario {
  void work() {
    (void)Table.find(1);
    (void)Table.contains(1);
    for (const auto &Entry : Table)
      (void)Entry.first;
  }
};

struct NodeBad {
  absl::node_hash_map<int, int> Table;
  void work() {
    Table.try_emplace(1, 1); // expect: unguarded-access
    (void)Table.count(1);    // expect: unguarded-access
  }
};

struct BtreeBad {
  absl::btree_map<int, int> Table;
  void work() {
    Table.insert_or_assign(1, 1); // expect: unguarded-access
  }
};

struct SetBad {
  absl::flat_hash_set<int> Table;
  void work() {
    Table.insert(1); // expect: unguarded-access
  }
};

struct MutexLockOk : Scenario {
  void work() {
    absl::MutexLock Lock(&Mutex);
    Table[1] = "a";
  }
};

struct TemporaryLockBad : Scenario {
  void work() {
    absl::MutexLock{&Mutex};
    Table[1] = "a"; // expect: unguarded-access
  }
};

struct LockCallsOk : Scenario {
  void work() {
    Mutex.Lock();
    Table[1] = "a";
    Mutex.Unlock();
  }
};

struct ReaderWritesBad : Scenario {
  void work() {
    absl::ReaderMutexLock Lock(&Mutex);
    Table[1] = "a"; // expect: write-under-shared-lock
  }
};

struct ReaderCallsBad : Scenario {
  void work() {
    Mutex.ReaderLock();
    Table.erase(1); // expect: write-under-shared-lock
    Mutex.ReaderUnlock();
  }
};

struct ReaderAndWriterOk : Scenario {
  void work() {
    {
      absl::ReaderMutexLock Lock(&Mutex);
      (void)Table.find(1);
    }
    absl::WriterMutexLock Lock(&Mutex);
    Table[1] = "a";
  }
};

struct ReleasedBad : Scenario {
  void work() {
    absl::ReleasableMutexLock Lock(&Mutex);
    Table[1] = "a";
    Lock.Release();
    Table[2] = "b"; // expect: unguarded-access
  }
};

struct TryOk : Scenario {
  void work() {
    if (Mutex.TryLock()) {
      Table[1] = "a";
      Mutex.Unlock();
    }
  }
};

struct MaybeOk : Scenario {
  void work() {
    absl::MutexLockMaybe Lock(&Mutex);
    Table[1] = "a";
  }
};

// The condition runs with the lock held.
struct ConditionOk : Scenario {
  static bool isFilled(Scenario *Self) { return !Self->Table.empty(); }
  bool isSet() { return Table.count(1) != 0; }
  void work() {
    Mutex.LockWhen(absl::Condition(isFilled, static_cast<Scenario *>(this)));
    Table[1] = "a";
    Mutex.Unlock();
    auto IsReady = [this] { return Table.count(2) != 0; };
    absl::MutexLock Lock(&Mutex);
    Mutex.Await(absl::Condition(&IsReady));
    Mutex.Await(absl::Condition(this, &ConditionOk::isSet));
    Table.erase(2);
  }
};

struct CondVarOk : Scenario {
  absl::CondVar Ready;
  void work() {
    absl::MutexLock Lock(&Mutex);
    while (Table.empty())
      Ready.Wait(&Mutex);
    Table.erase(1);
  }
};

struct OnceOk : Scenario {
  absl::once_flag Once;
  void work() {
    absl::call_once(Once, [this] { Table[1] = "a"; });
    (void)Table.at(1);
  }
};

// Annotated classes, with no thread in sight.
class AnnotatedBad {
public:
  void put(int Key) {
    absl::MutexLock Lock(&Mutex);
    Table[Key] = 1;
  }
  bool has(int Key) {
    return Table.contains(Key); // expect: inconsistent-guard
  }
  void putAsReader(int Key) {
    absl::ReaderMutexLock Lock(&Mutex);
    Table[Key] = 1; // expect: write-under-shared-lock
  }

private:
  absl::Mutex Mutex;
  absl::flat_hash_map<int, int> Table ABSL_GUARDED_BY(Mutex);
};

class AnnotatedOk {
public:
  void put(int Key) {
    absl::MutexLock Lock(&Mutex);
    putLocked(Key);
  }
  bool has(int Key) {
    absl::ReaderMutexLock Lock(&Mutex);
    return Table.contains(Key);
  }

private:
  void putLocked(int Key) ABSL_EXCLUSIVE_LOCKS_REQUIRED(Mutex) { Table[Key] = 1; }
  absl::Mutex Mutex;
  absl::flat_hash_map<int, int> Table ABSL_GUARDED_BY(Mutex);
};

void eraseFlatOk(absl::flat_hash_map<int, int> &Table) {
  for (auto It = Table.begin(); It != Table.end();)
    if (It->second == 0)
      Table.erase(It++);
    else
      ++It;
}

void insertFlatBad(absl::flat_hash_map<int, int> &Table) {
  for (auto &Entry : Table)
    if (Entry.second == 0)
      Table[Entry.first + 1] = 1; // expect: erase-in-range-for
}

void eraseBtreeBad(absl::btree_map<int, int> &Table) {
  for (auto It = Table.begin(); It != Table.end(); ++It)
    if (It->second == 0)
      Table.erase(It); // expect: erase-in-range-for
}

template <class Case> void inTwoThreads() {
  Case Object;
  std::thread First(&Case::work, &Object);
  std::thread Second(&Case::work, &Object);
  First.join();
  Second.join();
}

int main() {
  inTwoThreads<FlatBad>();
  inTwoThreads<FlatReadOk>();
  inTwoThreads<NodeBad>();
  inTwoThreads<BtreeBad>();
  inTwoThreads<SetBad>();
  inTwoThreads<MutexLockOk>();
  inTwoThreads<TemporaryLockBad>();
  inTwoThreads<LockCallsOk>();
  inTwoThreads<ReaderWritesBad>();
  inTwoThreads<ReaderCallsBad>();
  inTwoThreads<ReaderAndWriterOk>();
  inTwoThreads<ReleasedBad>();
  inTwoThreads<TryOk>();
  inTwoThreads<MaybeOk>();
  inTwoThreads<ConditionOk>();
  inTwoThreads<CondVarOk>();
  inTwoThreads<OnceOk>();
}
