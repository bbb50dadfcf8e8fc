// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Readers under a shared_lock, writers under a unique_lock. A reader or a
// writer without a lock breaks it.
#include <map>
#include <mutex>
#include <shared_mutex>
#include <thread>

class TableOk {
public:
  void run() {
    std::thread Reader(&TableOk::find, this, 1);
    put(1);
    bool Found = findByHand(1);
    Reader.join();
    (void)Found;
  }

private:
  void put(int Key) {
    std::unique_lock<std::shared_mutex> Lock(Mutex);
    Table[Key] = 1;
  }
  bool find(int Key) {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    return Table.count(Key) != 0;
  }
  bool findByHand(int Key) {
    Mutex.lock_shared();
    bool Found = Table.find(Key) != Table.end();
    Mutex.unlock_shared();
    return Found;
  }
  std::shared_mutex Mutex;
  std::map<int, int> Table;
};

class ReaderForgetsBad {
public:
  void run() {
    std::thread Reader(&ReaderForgetsBad::find, this, 1);
    put(1);
    Reader.join();
  }

private:
  void put(int Key) {
    std::unique_lock<std::shared_mutex> Lock(Mutex);
    Table[Key] = 1;
  }
  bool find(int Key) {
    return Table.count(Key) != 0; // expect: unguarded-access
  }
  std::shared_mutex Mutex;
  std::map<int, int> Table;
};

class WriterForgetsBad {
public:
  void run() {
    std::thread Reader(&WriterForgetsBad::find, this, 1);
    put(1);
    Reader.join();
  }

private:
  void put(int Key) {
    Table[Key] = 1; // expect: unguarded-access
  }
  bool find(int Key) {
    std::shared_lock<std::shared_mutex> Lock(Mutex);
    return Table.count(Key) != 0;
  }
  std::shared_mutex Mutex;
  std::map<int, int> Table;
};

int main() {
  TableOk().run();
  ReaderForgetsBad().run();
  WriterForgetsBad().run();
}
