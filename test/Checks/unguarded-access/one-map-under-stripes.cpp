// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Striped locks around one single map: two keys may choose two locks.
#include <array>
#include <map>
#include <mutex>
#include <thread>

std::array<std::mutex, 8> Locks;
std::map<int, int> Hits;
void hit(int Key) {
  std::lock_guard<std::mutex> Lock(Locks[Key % 8]);
  Hits[Key]++; // expect: inconsistent-guard
}

// Every stripe has a map of its own.
std::array<std::mutex, 8> OwnLocks;
std::array<std::map<int, int>, 8> OwnHits;
void hitOwn(int Key) {
  std::lock_guard<std::mutex> Lock(OwnLocks[Key % 8]);
  OwnHits[Key % 8][Key]++;
}

// The map does not change any more, and its elements go with the keys.
std::array<std::mutex, 8> ElementLocks;
std::map<int, int> Elements;
void hitElement(int Key) {
  std::lock_guard<std::mutex> Lock(ElementLocks[Key % 8]);
  auto Found = Elements.find(Key);
  if (Found != Elements.end())
    Found->second++;
}

// Each object has one of the locks.
std::mutex Pool[8];
class Pooled {
public:
  explicit Pooled(unsigned Number) : Number(Number) {}
  void put(int Key) {
    std::lock_guard<std::mutex> Lock(Pool[Number % 8]);
    Values[Key] = 1;
  }
  void drop(int Key) {
    std::lock_guard<std::mutex> Lock(Pool[Number % 8]);
    Values.erase(Key);
  }

private:
  unsigned Number;
  std::map<int, int> Values;
};

int main() {
  Pooled One(3);
  std::thread C([&] { One.put(1); });
  One.drop(1);
  C.join();
  for (int Key = 0; Key < 100; ++Key)
    Elements[Key] = 0;
  std::thread A([] { hit(1), hitOwn(1), hitElement(1); });
  std::thread B([] { hit(2), hitOwn(2), hitElement(2); });
  A.join();
  B.join();
}
