// RUN: %check_expect --mock %s
// Every write counts, however the reader lock is taken.
#include <map>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <thread>
#include <unordered_map>

class TablesBad {
public:
  void run() {
    std::thread First(&TablesBad::guarded, this);
    std::thread Second(&TablesBad::byHand, this);
    std::thread Third(&TablesBad::deferred, this);
    First.join();
    Second.join();
    Third.join();
  }

private:
  void guarded() {
    std::shared_lock Lock(Mutex);
    Names.insert({1, 1}); // expect: write-under-shared-lock
    Names.erase(2);       // expect: write-under-shared-lock
    Seen.insert(1);       // expect: write-under-shared-lock
  }
  void byHand() {
    Mutex.lock_shared();
    Names.clear();      // expect: write-under-shared-lock
    Ages.emplace(1, 1); // expect: write-under-shared-lock
    Mutex.unlock_shared();
  }
  void deferred() {
    std::shared_lock Lock(Mutex, std::defer_lock);
    Lock.lock();
    Ages.erase(1);    // expect: write-under-shared-lock
    Seen = {1, 2, 3}; // expect: write-under-shared-lock
  }
  std::shared_mutex Mutex;
  std::map<int, int> Names;
  std::unordered_map<int, int> Ages;
  std::set<int> Seen;
};

class TablesOk {
public:
  void run() {
    std::thread First(&TablesOk::guarded, this);
    std::thread Second(&TablesOk::byHand, this);
    bool Any = read();
    First.join();
    Second.join();
    (void)Any;
  }

private:
  void guarded() {
    std::unique_lock Lock(Mutex);
    Names.insert({1, 1});
    Seen.insert(1);
  }
  void byHand() {
    Mutex.lock();
    Names.clear();
    Seen = {1, 2, 3};
    Mutex.unlock();
  }
  bool read() {
    std::shared_lock Lock(Mutex);
    return Names.empty() && Seen.contains(1);
  }
  std::shared_mutex Mutex;
  std::map<int, int> Names;
  std::set<int> Seen;
};

int main() {
  TablesBad().run();
  TablesOk().run();
}
