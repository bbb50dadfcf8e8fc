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

int main() {
  inTwoThreads<AtomicPointerOk>();
  inTwoThreads<PointerUnderLockOk>();
  inTwoThreads<InPlaceBad>();
}
