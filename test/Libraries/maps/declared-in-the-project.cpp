// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// A map that a model names, with its own copy in the project: the model says
// what its members do, and their bodies are nobody's accesses.
#include <map>
#include <mutex>
#include <thread>

namespace tsl {
template <class K, class V> class robin_map {
public:
  V &operator[](const K &Key) { return Table[Key]; }
  unsigned long erase(const K &Key) { return Table.erase(Key); }
  unsigned long count(const K &Key) const { return Table.count(Key); }

private:
  std::map<K, V> Table;
};
} // namespace tsl

std::mutex Mutex;
tsl::robin_map<int, int> Guarded, Open;

void putOk(int Key) {
  std::lock_guard<std::mutex> Hold(Mutex);
  Guarded[Key] = 1;
}
void eraseOk(int Key) {
  std::lock_guard<std::mutex> Hold(Mutex);
  Guarded.erase(Key);
}
void putBad(int Key) {
  std::lock_guard<std::mutex> Hold(Mutex);
  Open[Key] = 1;
}
void eraseBad(int Key) {
  Open.erase(Key); // expect: unguarded-access
}

int main() {
  std::thread First([] {
    putOk(1);
    putBad(1);
  });
  eraseOk(1);
  eraseBad(1);
  First.join();
}
