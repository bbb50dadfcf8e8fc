// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// An immutable snapshot behind a shared pointer: readers take the pointer,
// writers replace the whole map.
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

using Table = std::map<int, int>;

class AtomicPointerOk {
public:
  bool has(int Key) const { return Current.load()->count(Key) != 0; }
  void add(int Key) {
    auto Next = std::make_shared<Table>(*Current.load());
    (*Next)[Key] = 1;
    Current.store(Next);
  }

private:
  std::atomic<std::shared_ptr<const Table>> Current{
      std::make_shared<const Table>()};
};

class PointerUnderLockOk {
public:
  bool has(int Key) const { return snapshot()->count(Key) != 0; }
  void add(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    auto Next = std::make_shared<Table>(*Current);
    Next->emplace(Key, 1);
    Current = Next;
  }

private:
  std::shared_ptr<const Table> snapshot() const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Current;
  }
  mutable std::mutex Mutex;
  std::shared_ptr<const Table> Current = std::make_shared<const Table>();
};

// Takes the pointer under the lock, but changes the map in place.
class InPlaceBad {
public:
  bool has(int Key) const {
    return snapshot()->count(Key) != 0; // expect: unguarded-access
  }
  void add(int Key) {
    snapshot()->emplace(Key, 1); // expect: unguarded-access
  }

private:
  std::shared_ptr<Table> snapshot() const {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Current;
  }
  mutable std::mutex Mutex;
  std::shared_ptr<Table> Current = std::make_shared<Table>();
};

template <class Case> void inTwoThreads() {
  Case Object;
  std::thread Adder([&Object] { Object.add(1); });
  Object.has(1);
  Adder.join();
}

// A map in a map, behind a pointer: what is copied out is the pointer, and what
// it leads to is no part of the outer map.
std::mutex ListsMutex;
std::map<int, std::shared_ptr<const Table>> Lists;
void replaceList(int Key) {
  auto Next = std::make_shared<Table>();
  Next->emplace(1, 2);
  std::lock_guard<std::mutex> Lock(ListsMutex);
  Lists[Key] = Next;
}
int sumOfListOk(int Key) {
  std::shared_ptr<const Table> List;
  {
    std::lock_guard<std::mutex> Lock(ListsMutex);
    auto Found = Lists.find(Key);
    if (Found == Lists.end())
      return 0;
    List = Found->second;
  }
  int Sum = 0;
  for (auto &Entry : *List)
    Sum += Entry.second;
  return Sum;
}

// Not what is by value in it.
std::map<int, Table> Tables;
void replaceTable(int Key) {
  std::lock_guard<std::mutex> Lock(ListsMutex);
  Tables[Key] = Table();
}
int sumOfTableBad(int Key) {
  const Table *List;
  {
    std::lock_guard<std::mutex> Lock(ListsMutex);
    List = &Tables[Key];
  }
  int Sum = 0;
  for (auto &Entry : *List) // expect: guard-escape
    Sum += Entry.second;
  return Sum;
}

int main() {
  inTwoThreads<AtomicPointerOk>();
  inTwoThreads<PointerUnderLockOk>();
  inTwoThreads<InPlaceBad>();
  std::thread Replacer(replaceList, 1), Summer(sumOfListOk, 1);
  Replacer.join();
  Summer.join();
  std::thread TableReplacer(replaceTable, 1), TableSummer(sumOfTableBad, 1);
  TableReplacer.join();
  TableSummer.join();
}
