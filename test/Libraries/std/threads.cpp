// RUN: %check_expect --real %s
// The standard library beyond the basics: execution policies, latches, barriers, semaphores, once, atomic pointers.
#include <algorithm>
#include <atomic>
#include <barrier>
#include <execution>
#include <future>
#include <latch>
#include <map>
#include <memory>
#include <mutex>
#include <numeric>
#include <semaphore>
#include <thread>
#include <unordered_map>
#include <vector>

void forEachBad(std::vector<int> &Values) {
  std::map<int, int> Table;
  std::for_each(std::execution::par, Values.begin(), Values.end(), [&](int Value) {
    Table[Value] = 1; // expect: unguarded-access
  });
  Table.clear();
}

void forEachUnsequencedBad(std::vector<int> &Values) {
  std::map<int, int> Table;
  std::for_each(std::execution::par_unseq, Values.begin(), Values.end(), [&](int Value) {
    Table.erase(Value); // expect: unguarded-access
  });
}

void forEachOk(std::vector<int> &Values) {
  std::map<int, int> Table;
  std::mutex Mutex;
  std::for_each(std::execution::par, Values.begin(), Values.end(), [&](int Value) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[Value] = 1;
  });
  Table.clear();
}

void sequencedOk(std::vector<int> &Values) {
  std::map<int, int> Table;
  std::for_each(std::execution::seq, Values.begin(), Values.end(), [&](int Value) { Table[Value] = 1; });
  std::for_each(Values.begin(), Values.end(), [&](int Value) { Table[Value] = 1; });
}

void transformBad(std::vector<int> &Values, std::vector<int> &Out) {
  std::unordered_map<int, int> Cache;
  std::transform(std::execution::par, Values.begin(), Values.end(), Out.begin(), [&](int Value) {
    return Cache[Value]; // expect: unguarded-access
  });
}

void reduceBad(std::vector<int> &Values) {
  std::map<int, int> Seen;
  (void)std::transform_reduce(std::execution::par, Values.begin(), Values.end(), 0, std::plus<>(), [&](int Value) {
    Seen[Value] = 1; // expect: unguarded-access
    return Value;
  });
}

void asyncBad() {
  std::map<int, int> Table;
  auto First = std::async(std::launch::async, [&] {
    Table[1] = 1; // expect: unguarded-access
  });
  Table[2] = 2; // expect: unguarded-access
  First.get();
  Table.clear();
}

void asyncDeferredOk() {
  std::map<int, int> Table;
  auto First = std::async(std::launch::deferred, [&] { Table[1] = 1; });
  Table[2] = 2;
  First.get();
}

// Order by latch, barrier or semaphore alone is no finding above low.
void latchOk() {
  std::map<int, int> Table;
  std::latch Ready(1);
  std::jthread Worker([&] {
    Ready.wait();
    (void)Table.find(1);
  });
  Table[1] = 1;
  Ready.count_down();
}

void semaphoreOk() {
  std::map<int, int> Table;
  std::binary_semaphore Ready(0);
  std::jthread Worker([&] {
    Ready.acquire();
    (void)Table.find(1);
  });
  Table[1] = 1;
  Ready.release();
}

struct Config {
  std::map<int, int> Table;
};

// A snapshot is replaced as a whole, never changed.
void snapshotOk() {
  std::shared_ptr<const Config> Current = std::make_shared<Config>();
  std::jthread Reader([&] {
    std::shared_ptr<const Config> Mine = std::atomic_load(&Current);
    (void)Mine->Table.find(1);
  });
  auto Next = std::make_shared<Config>();
  Next->Table[1] = 1;
  std::atomic_store(&Current, std::shared_ptr<const Config>(Next));
}

int main() {
  std::vector<int> Values(10), Out(10);
  forEachBad(Values);
  forEachUnsequencedBad(Values);
  forEachOk(Values);
  sequencedOk(Values);
  transformBad(Values, Out);
  reduceBad(Values);
  asyncBad();
  asyncDeferredOk();
  latchOk();
  semaphoreOk();
  snapshotOk();
}
