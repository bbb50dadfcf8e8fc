// RUN: %check_expect --mock %s
// A program with one thread, and maps that are nobody else's.
#include <map>
#include <mutex>

class Table {
public:
  bool has(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Entries.count(Key) != 0;
  }
  void add(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Entries[Key] = 1;
  }
  void addOk(int Key) {
    if (!has(Key))
      add(Key);
  }

private:
  std::mutex Mutex;
  std::map<int, int> Entries;
};

static int localOk(int Key) {
  std::mutex Mutex;
  std::map<int, int> Own;
  Mutex.lock();
  bool IsThere = Own.count(Key) != 0;
  Mutex.unlock();
  if (IsThere) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Own.erase(Key);
  }
  return Own.size();
}

int main() {
  Table Own;
  Own.addOk(1);
  return localOk(1);
}
