// RUN: %check_expect --real %s
// Read-copy-update, with declarations of its interface: readers in a section, a writer that publishes a new map, waits for
// the readers of the old one, and only then ends it.
#include <atomic>
#include <map>
#include <mutex>
#include <thread>

extern "C" {
void rcu_read_lock(void);
void rcu_read_unlock(void);
void synchronize_rcu(void);
}

using Table = std::map<int, int>;

class PublishOk {
public:
  bool has(int Key) {
    rcu_read_lock();
    Table *Mine = Current.load(std::memory_order_consume);
    bool Found = Mine->count(Key) != 0;
    rcu_read_unlock();
    return Found;
  }
  void put(int Key) {
    std::lock_guard<std::mutex> Lock(Writers);
    Table *Old = Current.load();
    Table *New = new Table(*Old);
    (*New)[Key] = 1;
    Current.store(New, std::memory_order_release);
    synchronize_rcu();
    delete Old;
  }

private:
  std::mutex Writers;
  std::atomic<Table *> Current{new Table};
};

// It does not wait before the end: the reader's section keeps nobody away.
class ImpatientBad {
public:
  bool has(int Key) {
    rcu_read_lock();
    Table *Mine = Current.load(std::memory_order_consume);
    bool Found = Mine->count(Key) != 0; // expect: inconsistent-guard
    rcu_read_unlock();
    return Found;
  }
  void put(int Key) {
    std::lock_guard<std::mutex> Lock(Writers);
    Table *Old = Current.load();
    Table *New = new Table(*Old);
    (*New)[Key] = 1;
    Current.store(New, std::memory_order_release);
    delete Old;
    synchronize_rcu();
  }

private:
  std::mutex Writers;
  std::atomic<Table *> Current{new Table};
};

// Readers change what they read.
class ChangingBad {
public:
  bool has(int Key) {
    rcu_read_lock();
    Table *Mine = Current.load(std::memory_order_consume);
    bool Found = (*Mine)[Key] != 0; // expect: write-under-shared-lock
    rcu_read_unlock();
    return Found;
  }
  void put(int Key) { has(Key); }

private:
  std::atomic<Table *> Current{new Table};
};

template <class Case> void inThreads() {
  static Case Object;
  std::thread First([] { Object.has(1); });
  std::thread Second([] { Object.has(2); });
  std::thread Writer([] { Object.put(3); });
  First.join();
  Second.join();
  Writer.join();
}

int main() {
  inThreads<PublishOk>();
  inThreads<ImpatientBad>();
  inThreads<ChangingBad>();
}
