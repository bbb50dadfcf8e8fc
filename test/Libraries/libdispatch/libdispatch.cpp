// RUN: %check_expect --real %s
// Grand Central Dispatch, with declarations of its interface: serial and concurrent queues, the main queue, groups.
// FLAGS: -std=c++17 -fblocks -pthread
#include <map>
#include <mutex>

extern "C" {
typedef struct dispatch_queue_s *dispatch_queue_t;
typedef struct dispatch_group_s *dispatch_group_t;
typedef struct dispatch_queue_attr_s *dispatch_queue_attr_t;
typedef void (^dispatch_block_t)(void);
typedef void (*dispatch_function_t)(void *);
typedef unsigned long long dispatch_time_t;
extern struct dispatch_queue_attr_s _dispatch_queue_attr_concurrent;
#define DISPATCH_QUEUE_SERIAL nullptr
#define DISPATCH_QUEUE_CONCURRENT (&_dispatch_queue_attr_concurrent)
#define DISPATCH_TIME_FOREVER (~0ull)
dispatch_queue_t dispatch_queue_create(const char *, dispatch_queue_attr_t);
dispatch_queue_t dispatch_get_global_queue(long, unsigned long);
dispatch_queue_t dispatch_get_main_queue(void);
void dispatch_async(dispatch_queue_t, dispatch_block_t);
void dispatch_async_f(dispatch_queue_t, void *, dispatch_function_t);
void dispatch_sync_f(dispatch_queue_t, void *, dispatch_function_t);
void dispatch_barrier_async_f(dispatch_queue_t, void *, dispatch_function_t);
void dispatch_barrier_sync_f(dispatch_queue_t, void *, dispatch_function_t);
void dispatch_after_f(dispatch_time_t, dispatch_queue_t, void *, dispatch_function_t);
void dispatch_apply_f(unsigned long, dispatch_queue_t, void *, void (*)(void *, unsigned long));
dispatch_group_t dispatch_group_create(void);
void dispatch_group_async_f(dispatch_group_t, dispatch_queue_t, void *, dispatch_function_t);
long dispatch_group_wait(dispatch_group_t, dispatch_time_t);
void dispatch_main(void);
}

namespace BlockBad {
std::map<int, int> Table;
void run() {
  dispatch_async(dispatch_get_global_queue(0, 0), ^{
    Table[1] = 1; // expect: unguarded-access
  });
  Table.erase(1); // expect: unguarded-access
}
} // namespace BlockBad

namespace GlobalQueueBad {
std::map<int, int> Table;
void put(void *) {
  Table[1] = 1; // expect: unguarded-access
}
void remove(void *) {
  Table.erase(1); // expect: unguarded-access
}
void run() {
  dispatch_queue_t Queue = dispatch_get_global_queue(0, 0);
  dispatch_async_f(Queue, nullptr, put);
  dispatch_async_f(Queue, nullptr, remove);
}
} // namespace GlobalQueueBad

namespace GlobalQueueOk {
std::map<int, int> Table;
std::mutex Mutex;
void put(void *) {
  std::lock_guard<std::mutex> Lock(Mutex);
  Table[1] = 1;
}
void run() {
  dispatch_async_f(dispatch_get_global_queue(0, 0), nullptr, put);
  dispatch_async_f(dispatch_get_global_queue(0, 0), nullptr, put);
}
} // namespace GlobalQueueOk

namespace SerialQueueOk {
class Cache {
public:
  void put() { dispatch_async_f(Queue, this, doPut); }
  void remove() { dispatch_async_f(Queue, this, doRemove); }

private:
  static void doPut(void *Self) { static_cast<Cache *>(Self)->Table[1] = 1; }
  static void doRemove(void *Self) { static_cast<Cache *>(Self)->Table.erase(1); }
  dispatch_queue_t Queue = dispatch_queue_create("cache", DISPATCH_QUEUE_SERIAL);
  std::map<int, int> Table;
};
void run() {
  static Cache Object;
  Object.put();
  Object.put();
  Object.remove();
}
} // namespace SerialQueueOk

namespace SerialQueueBesideBad {
class Cache {
public:
  void put() { dispatch_async_f(Queue, this, doPut); }
  bool has(int Key) {
    return Table.count(Key) != 0; // expect: unguarded-access
  }

private:
  static void doPut(void *Self) {
    static_cast<Cache *>(Self)->Table[1] = 1; // expect: unguarded-access
  }
  dispatch_queue_t Queue = dispatch_queue_create("cache", nullptr);
  std::map<int, int> Table;
};
void run() {
  static Cache Object;
  Object.put();
  Object.has(1);
}
} // namespace SerialQueueBesideBad

namespace ConcurrentQueueBad {
class Cache {
public:
  void put() { dispatch_async_f(Queue, this, doPut); }

private:
  static void doPut(void *Self) {
    static_cast<Cache *>(Self)->Table[1] = 1; // expect: unguarded-access
  }
  dispatch_queue_t Queue = dispatch_queue_create("cache", DISPATCH_QUEUE_CONCURRENT);
  std::map<int, int> Table;
};
void run() {
  static Cache Object;
  Object.put();
  Object.put();
}
} // namespace ConcurrentQueueBad

namespace GroupOk {
std::map<int, int> Table;
void put(void *) { Table[1] = 1; }
void run() {
  dispatch_group_t Group = dispatch_group_create();
  dispatch_group_async_f(Group, dispatch_get_global_queue(0, 0), nullptr, put);
  dispatch_group_wait(Group, DISPATCH_TIME_FOREVER);
  Table[2] = 2;
}
} // namespace GroupOk

namespace MainQueueOk {
std::map<int, int> Table;
void store(void *) { Table[1] = 1; }
void work(void *) { dispatch_async_f(dispatch_get_main_queue(), nullptr, store); }
void run() {
  dispatch_async_f(dispatch_get_global_queue(0, 0), nullptr, work);
  Table[2] = 2;
  dispatch_main();
}
} // namespace MainQueueOk

// The caller waits, and what it waits for takes its turn in the queue.
namespace WaitedOk {
std::map<int, int> Table;
void put(void *) { Table[1] = 1; }
void remove(void *) { Table.erase(1); }
void run() {
  dispatch_queue_t Queue = dispatch_queue_create("serial", DISPATCH_QUEUE_SERIAL);
  dispatch_async_f(Queue, nullptr, put);
  dispatch_sync_f(Queue, nullptr, remove);
}
} // namespace WaitedOk

namespace WaitedBad {
std::map<int, int> Table;
void put(void *) { Table[1] = 1; }       // expect: unguarded-access
void remove(void *) { Table.erase(1); } // expect: unguarded-access
void run() {
  dispatch_async_f(dispatch_get_global_queue(0, 0), nullptr, put);
  dispatch_sync_f(dispatch_get_global_queue(0, 0), nullptr, remove);
}
} // namespace WaitedBad

namespace BarrierOk {
std::map<int, int> Table;
void put(void *) { Table[1] = 1; }
int count = 0;
void look(void *) { count = Table.count(1); }
void run() {
  dispatch_queue_t Queue = dispatch_queue_create("concurrent", DISPATCH_QUEUE_CONCURRENT);
  dispatch_async_f(Queue, nullptr, look);
  dispatch_barrier_async_f(Queue, nullptr, put);
  dispatch_barrier_sync_f(Queue, nullptr, put);
}
} // namespace BarrierOk

namespace BarrierBad {
std::map<int, int> Table;
void put(void *) { Table[1] = 1; } // expect: unguarded-access
int count = 0;
void look(void *) { count = Table.count(1); } // expect: unguarded-access
void run() {
  dispatch_queue_t Queue = dispatch_queue_create("concurrent", DISPATCH_QUEUE_CONCURRENT);
  dispatch_async_f(dispatch_get_global_queue(0, 0), nullptr, look);
  dispatch_barrier_async_f(Queue, nullptr, put);
  dispatch_barrier_sync_f(Queue, nullptr, put);
}
} // namespace BarrierBad

namespace LaterBad {
std::map<int, int> Table;
void put(void *) { Table[1] = 1; } // expect: unguarded-access
void run() {
  dispatch_after_f(9, dispatch_get_global_queue(0, 0), nullptr, put);
  Table.erase(1); // expect: unguarded-access
}
} // namespace LaterBad

namespace LaterOk {
std::map<int, int> Table;
void put(void *) { Table[1] = 1; }
void run() {
  dispatch_queue_t Queue = dispatch_queue_create("serial", DISPATCH_QUEUE_SERIAL);
  dispatch_after_f(9, Queue, nullptr, put);
  dispatch_after_f(9, Queue, nullptr, put);
}
} // namespace LaterOk

namespace AppliedBad {
std::map<int, int> Table;
void put(void *, unsigned long Key) { Table[Key] = 1; } // expect: unguarded-access
void run() { dispatch_apply_f(9, dispatch_get_global_queue(0, 0), nullptr, put); }
} // namespace AppliedBad

namespace AppliedOk {
std::map<int, int> Table;
void look(void *, unsigned long Key) { (void)Table.count(Key); }
void run() {
  Table[1] = 1;
  dispatch_apply_f(9, dispatch_get_global_queue(0, 0), nullptr, look);
  Table.clear();
}
} // namespace AppliedOk

int main() {
  BlockBad::run();
  GlobalQueueBad::run();
  GlobalQueueOk::run();
  SerialQueueOk::run();
  SerialQueueBesideBad::run();
  ConcurrentQueueBad::run();
  GroupOk::run();
  MainQueueOk::run();
  WaitedOk::run();
  WaitedBad::run();
  BarrierOk::run();
  BarrierBad::run();
  LaterBad::run();
  LaterOk::run();
  AppliedBad::run();
  AppliedOk::run();
}
