// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// operator[] after a successful test of the same key in the same critical
// section cannot insert: it reads.
#include <map>
#include <mutex>
#include <shared_mutex>
#include <thread>

struct Scenario {
  void set(int Key) {
    std::unique_lock<std::shared_mutex> Lock(Mutex);
    Table[Key] = 1;
  }
  std::shared_mutex Mutex;
  std::map<int, int> Table;
};

struct CountTestOk : Scenario {
  int get(int Key) {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    if (Table.count(Key))
      return Table[Key];
    return 0;
  }
};

struct FindTestOk : Scenario {
  int get(int Key) {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    if (Table.find(Key) == Table.end())
      return 0;
    return Table[Key];
  }
};

struct ContainsTestOk : Scenario {
  int get(int Key) {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    return Table.contains(Key) ? Table[Key] : 0;
  }
};

struct OtherKeyBad : Scenario {
  int get(int Key) {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    if (!Table.count(Key))
      return 0;
    return Table[Key + 1]; // expect: write-under-shared-lock
  }
};

struct WrongBranchBad : Scenario {
  int get(int Key) {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    if (Table.count(Key) == 0)
      return Table[Key]; // expect: write-under-shared-lock
    return 0;
  }
};

struct NotDecidingBad : Scenario {
  int get(int Key) {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    bool Found = Table.contains(Key);
    int Value = Table[Key]; // expect: write-under-shared-lock
    return Found ? Value : 0;
  }
};

template <class Case> void inTwoThreads() {
  Case Object;
  std::thread First([&Object] { Object.get(1); });
  std::thread Second([&Object] { Object.get(2); });
  Object.set(1);
  First.join();
  Second.join();
}

int main() {
  inTwoThreads<CountTestOk>();
  inTwoThreads<FindTestOk>();
  inTwoThreads<ContainsTestOk>();
  inTwoThreads<OtherKeyBad>();
  inTwoThreads<WrongBranchBad>();
  inTwoThreads<NotDecidingBad>();
}
