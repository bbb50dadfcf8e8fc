// RUN: %check_expect --mock %s
// The access is several calls below the thread entry, and below a helper that
// starts the thread.
#include <map>
#include <mutex>
#include <thread>

class StoreBad {
public:
  void run() {
    std::thread Worker = startWorker();
    drop(1);
    Worker.join();
  }

private:
  std::thread startWorker() {
    return std::thread([this] { loop(); });
  }
  void loop() {
    for (int I = 0; I < 3; ++I)
      step(I);
  }
  void step(int Key) { put(Key, Key); }
  void put(int Key, int Value) {
    Table[Key] = Value; // expect: unguarded-access
  }
  void drop(int Key) { eraseOne(Key); }
  void eraseOne(int Key) {
    Table.erase(Key); // expect: unguarded-access
  }
  std::map<int, int> Table;
};

class StoreOk {
public:
  void run() {
    std::thread Worker = startWorker();
    drop(1);
    Worker.join();
  }

private:
  std::thread startWorker() {
    return std::thread([this] { loop(); });
  }
  void loop() {
    for (int I = 0; I < 3; ++I)
      step(I);
  }
  void step(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    put(Key, Key);
  }
  void put(int Key, int Value) { Table[Key] = Value; }
  void drop(int Key) {
    std::lock_guard<std::mutex> Lock(Mutex);
    eraseOne(Key);
  }
  void eraseOne(int Key) { Table.erase(Key); }
  std::mutex Mutex;
  std::map<int, int> Table;
};

int main() {
  StoreBad().run();
  StoreOk().run();
}
