// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// lock() and unlock() called by hand: the mutex is held between them.
#include <map>
#include <mutex>
#include <thread>

class TableOk {
public:
  void run() {
    std::thread Worker(&TableOk::put, this, 1);
    bool Found = find(1);
    Worker.join();
    (void)Found;
  }

private:
  void put(int Key) {
    Mutex.lock();
    Table[Key] = 1;
    Mutex.unlock();
  }
  bool find(int Key) {
    Mutex.lock();
    if (Table.empty()) {
      Mutex.unlock();
      return false;
    }
    bool Found = Table.count(Key) != 0;
    Mutex.unlock();
    return Found;
  }
  std::mutex Mutex;
  std::map<int, int> Table;
};

class TableBad {
public:
  void run() {
    std::thread Worker(&TableBad::put, this, 1);
    bool Found = find(1);
    Worker.join();
    (void)Found;
  }

private:
  void put(int Key) {
    Mutex.lock();
    Table[Key] = 1;
    Mutex.unlock();
  }
  bool find(int Key) {
    Mutex.lock();
    bool IsEmpty = Table.empty();
    Mutex.unlock();
    return !IsEmpty && Table.count(Key); // expect: unguarded-access
  }
  std::mutex Mutex;
  std::map<int, int> Table;
};

int main() {
  TableOk().run();
  TableBad().run();
}
