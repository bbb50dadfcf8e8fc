// RUN: %check_expect --mock %s
// Reader-writer locks of POSIX threads.
#include <map>
#include <pthread.h>
#include <thread>

class TableBad {
public:
  void run() {
    std::thread First(&TableBad::get, this, 1);
    std::thread Second(&TableBad::get, this, 2);
    First.join();
    Second.join();
  }

private:
  int get(int Key) {
    pthread_rwlock_rdlock(&Lock);
    int Value = Table[Key]; // expect: write-under-shared-lock
    pthread_rwlock_unlock(&Lock);
    return Value;
  }
  pthread_rwlock_t Lock = PTHREAD_RWLOCK_INITIALIZER;
  std::map<int, int> Table;
};

class TableOk {
public:
  void run() {
    std::thread First(&TableOk::get, this, 1);
    std::thread Second(&TableOk::set, this, 2);
    First.join();
    Second.join();
  }

private:
  bool get(int Key) {
    pthread_rwlock_rdlock(&Lock);
    bool Found = Table.count(Key) != 0;
    pthread_rwlock_unlock(&Lock);
    return Found;
  }
  void set(int Key) {
    pthread_rwlock_wrlock(&Lock);
    Table[Key] = 1;
    pthread_rwlock_unlock(&Lock);
  }
  pthread_rwlock_t Lock = PTHREAD_RWLOCK_INITIALIZER;
  std::map<int, int> Table;
};

int main() {
  TableBad().run();
  TableOk().run();
}
