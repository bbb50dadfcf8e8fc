// RUN: %check_expect --mock %s
// Swap or move the map into a local under the lock, work on the local without.
#include <map>
#include <mutex>
#include <thread>
#include <utility>

struct Scenario {
  void add(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Pending[Key] = 1;
  }
  static int work(const std::map<int, int> &Batch) {
    int Sum = 0;
    for (const auto &Entry : Batch)
      Sum += Entry.second;
    return Sum;
  }
  std::mutex Mutex;
  std::map<int, int> Pending;
};

struct SwapOk : Scenario {
  int flush() {
    std::map<int, int> Batch;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Batch.swap(Pending);
    }
    int Sum = work(Batch);
    Batch.clear();
    return Sum;
  }
};

struct StdSwapOk : Scenario {
  int flush() {
    std::map<int, int> Batch;
    Mutex.lock();
    std::swap(Batch, Pending);
    Mutex.unlock();
    return work(Batch);
  }
};

struct MoveOk : Scenario {
  int flush() {
    std::unique_lock<std::mutex> Lock(Mutex);
    std::map<int, int> Batch = std::move(Pending);
    Pending.clear();
    Lock.unlock();
    for (auto &Entry : Batch)
      Entry.second = 0;
    return work(Batch);
  }
};

struct SwapBad : Scenario {
  int flush() {
    std::map<int, int> Batch;
    Batch.swap(Pending); // expect: unguarded-access
    return work(Batch);
  }
};

struct ReferenceBad : Scenario {
  int flush() {
    std::unique_lock<std::mutex> Lock(Mutex);
    auto &Batch = Pending;
    Lock.unlock();
    int Size = static_cast<int>(Batch.size()); // expect: unguarded-access
    return Size;
  }
};

template <class Case> void inTwoThreads() {
  Case Object;
  std::thread Adder([&Object] { Object.add(1); });
  Object.flush();
  Adder.join();
}

int main() {
  inTwoThreads<SwapOk>();
  inTwoThreads<StdSwapOk>();
  inTwoThreads<MoveOk>();
  inTwoThreads<SwapBad>();
  inTwoThreads<ReferenceBad>();
}
