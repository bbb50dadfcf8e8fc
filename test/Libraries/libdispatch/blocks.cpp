// RUN: %check_expect --real %s
// Grand Central Dispatch with blocks, with declarations of its interface.
// FLAGS: -std=c++17 -fblocks -pthread
#include <map>
#include <mutex>
#include <stddef.h>
#include <thread>

extern "C" {
typedef struct dispatch_queue_s *dispatch_queue_t;
typedef struct dispatch_group_s *dispatch_group_t;
typedef struct dispatch_queue_attr_s *dispatch_queue_attr_t;
typedef void (^dispatch_block_t)(void);
typedef void (*dispatch_function_t)(void *);
typedef unsigned long long dispatch_time_t;
typedef long dispatch_once_t;
extern struct dispatch_queue_attr_s _dispatch_queue_attr_concurrent;
#define DISPATCH_QUEUE_SERIAL nullptr
#define DISPATCH_QUEUE_CONCURRENT (&_dispatch_queue_attr_concurrent)
#define DISPATCH_TIME_FOREVER (~0ull)
dispatch_queue_t dispatch_queue_create(const char *, dispatch_queue_attr_t);
dispatch_queue_t dispatch_get_global_queue(long, unsigned long);
dispatch_queue_t dispatch_get_main_queue(void);
void dispatch_main(void);
void dispatch_async(dispatch_queue_t, dispatch_block_t);
void dispatch_sync(dispatch_queue_t, dispatch_block_t);
void dispatch_barrier_async(dispatch_queue_t, dispatch_block_t);
void dispatch_barrier_sync(dispatch_queue_t, dispatch_block_t);
void dispatch_after(dispatch_time_t, dispatch_queue_t, dispatch_block_t);
void dispatch_apply(size_t, dispatch_queue_t, void (^)(size_t));
void dispatch_once(dispatch_once_t *, dispatch_block_t);
void dispatch_once_f(dispatch_once_t *, void *, dispatch_function_t);
dispatch_group_t dispatch_group_create(void);
void dispatch_group_async(dispatch_group_t, dispatch_queue_t, dispatch_block_t);
void dispatch_group_async_f(dispatch_group_t, dispatch_queue_t, void *, dispatch_function_t);
long dispatch_group_wait(dispatch_group_t, dispatch_time_t);
}
#define GLOBAL_QUEUE dispatch_get_global_queue(0, 0)

namespace AsyncBad {
std::map<int, int> Table;
void run() {
  dispatch_async(GLOBAL_QUEUE, ^{
    Table[1] = 1; // expect: unguarded-access
  });
  Table.erase(1); // expect: unguarded-access
}
} // namespace AsyncBad

namespace AsyncOk {
std::map<int, int> Table;
std::mutex Mutex;
void run() {
  dispatch_block_t Fill = ^{
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[1] = 1;
  };
  dispatch_async(GLOBAL_QUEUE, Fill);
  std::lock_guard<std::mutex> Lock(Mutex);
  Table.erase(1);
}
} // namespace AsyncOk

// A serial queue in the place of a lock.
namespace SerialOk {
class Store {
public:
  void put(int Key) {
    dispatch_async(Queue, ^{
      Table[Key] = 1;
    });
  }
  bool has(int Key) {
    __block bool Found = false;
    dispatch_sync(Queue, ^{
      Found = Table.count(Key) != 0;
    });
    return Found;
  }

private:
  dispatch_queue_t Queue = dispatch_queue_create("store", DISPATCH_QUEUE_SERIAL);
  std::map<int, int> Table;
};
void run() {
  static Store Object;
  Object.put(1);
  Object.has(1);
}
} // namespace SerialOk

namespace SerialBesideBad {
class Store {
public:
  void put(int Key) {
    dispatch_async(Queue, ^{
      Table[Key] = 1; // expect: unguarded-access
    });
  }
  bool has(int Key) {
    return Table.count(Key) != 0; // expect: unguarded-access
  }

private:
  dispatch_queue_t Queue = dispatch_queue_create("store", DISPATCH_QUEUE_SERIAL);
  std::map<int, int> Table;
};
void run() {
  static Store Object;
  Object.put(1);
  Object.has(1);
}
} // namespace SerialBesideBad

namespace AfterBad {
std::map<int, int> Table;
void run() {
  dispatch_after(10, GLOBAL_QUEUE, ^{
    Table.clear(); // expect: unguarded-access
  });
  Table[1] = 1; // expect: unguarded-access
}
} // namespace AfterBad

namespace AfterOk {
std::map<int, int> Table;
void run() {
  dispatch_after(10, dispatch_get_main_queue(), ^{
    Table.clear();
  });
  Table[1] = 1;
}
} // namespace AfterOk

namespace MainQueueBad {
std::map<int, int> Table;
void run() {
  dispatch_async(dispatch_get_main_queue(), ^{
    Table.clear(); // expect: unguarded-access
  });
  dispatch_async(GLOBAL_QUEUE, ^{
    Table[1] = 1; // expect: unguarded-access
  });
}
} // namespace MainQueueBad

namespace ApplyBad {
void run() {
  __block std::map<size_t, int> Table;
  dispatch_apply(10, GLOBAL_QUEUE, ^(size_t I) {
    Table[I] = 1; // expect: unguarded-access
  });
  Table.clear();
}
} // namespace ApplyBad

namespace ApplyOk {
std::mutex Mutex;
void run() {
  __block std::map<size_t, int> Table;
  dispatch_apply(10, GLOBAL_QUEUE, ^(size_t I) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Table[I] = 1;
  });
  Table.clear();
}
} // namespace ApplyOk

namespace GroupBad {
std::map<int, int> Table;
void fill(void *) {
  Table[2] = 1; // expect: unguarded-access
}
void run() {
  dispatch_group_t Group = dispatch_group_create();
  dispatch_group_async(Group, GLOBAL_QUEUE, ^{
    Table[1] = 1; // expect: unguarded-access
  });
  dispatch_group_async_f(Group, GLOBAL_QUEUE, nullptr, fill);
  dispatch_group_wait(Group, DISPATCH_TIME_FOREVER);
  Table.clear();
}
} // namespace GroupBad

namespace GroupOk {
std::map<int, int> Table;
void run() {
  dispatch_group_t Group = dispatch_group_create();
  dispatch_group_async(Group, GLOBAL_QUEUE, ^{
    Table[1] = 1;
  });
  dispatch_group_wait(Group, DISPATCH_TIME_FOREVER);
  Table.clear();
}
} // namespace GroupOk

namespace OnceBad {
std::map<int, int> Table;
dispatch_once_t Flag, OtherFlag;
void fill(void *) { Table[1] = 1; }
void work() {
  dispatch_once_f(&Flag, nullptr, fill);
  dispatch_once(&OtherFlag, ^{
    (void)Table.size();
  });
  Table.erase(2); // expect: unguarded-access
}
void run() {
  dispatch_async(GLOBAL_QUEUE, ^{
    work();
  });
  work();
}
} // namespace OnceBad

namespace OnceOk {
std::map<int, int> Table, Other;
dispatch_once_t Flag, OtherFlag;
void fill(void *) { Other[1] = 1; }
void work() {
  dispatch_once(&Flag, ^{
    Table[1] = 1;
  });
  dispatch_once_f(&OtherFlag, nullptr, fill);
  (void)Table.find(1);
  (void)Other.find(1);
}
void run() {
  dispatch_async(GLOBAL_QUEUE, ^{
    work();
  });
  work();
}
} // namespace OnceOk

// A block has a copy of what is not `__block`.
namespace CopyOk {
void run() {
  std::map<int, int> Table;
  Table[1] = 1;
  dispatch_async(GLOBAL_QUEUE, ^{
    (void)Table.size();
  });
  Table[2] = 1;
}
} // namespace CopyOk

// A barrier holds up its own queue alone.
namespace BarrierBad {
class Store {
public:
  void put(int Key) {
    dispatch_async(Queue, ^{
      Table[Key] = 1; // expect: unguarded-access
    });
  }
  void drop(int Key) {
    dispatch_barrier_async(Other, ^{
      Table.erase(Key); // expect: unguarded-access
    });
  }

private:
  dispatch_queue_t Queue = dispatch_queue_create("store", DISPATCH_QUEUE_CONCURRENT);
  dispatch_queue_t Other = dispatch_queue_create("other", DISPATCH_QUEUE_CONCURRENT);
  std::map<int, int> Table;
};
void run() {
  static Store Object;
  Object.put(1);
  Object.drop(1);
}
} // namespace BarrierBad

namespace BarrierOk {
class Store {
public:
  void put(int Key) {
    dispatch_barrier_async(Queue, ^{
      Table[Key] = 1;
    });
  }
  void drop(int Key) {
    dispatch_barrier_sync(Queue, ^{
      Table.erase(Key);
    });
  }

private:
  dispatch_queue_t Queue = dispatch_queue_create("store", DISPATCH_QUEUE_SERIAL);
  std::map<int, int> Table;
};
void run() {
  static Store Object;
  Object.put(1);
  Object.drop(2);
}
} // namespace BarrierOk

// Readers beside each other, writers alone.
namespace ReadersOk {
class Store {
public:
  void put(int Key) {
    dispatch_barrier_async(Queue, ^{
      Table[Key] = 1;
    });
  }
  bool has(int Key) {
    __block bool Found = false;
    dispatch_sync(Queue, ^{
      Found = Table.count(Key) != 0;
    });
    return Found;
  }

private:
  dispatch_queue_t Queue = dispatch_queue_create("store", DISPATCH_QUEUE_CONCURRENT);
  std::map<int, int> Table;
};
void run() {
  static Store Object;
  Object.put(1);
  Object.has(1);
}
} // namespace ReadersOk

// A reader that inserts what it looks for, beside the others.
namespace ReadersBad {
class Store {
public:
  void put(int Key) {
    dispatch_barrier_async(Queue, ^{
      Table[Key] = 1;
    });
  }
  void touch(int Key) {
    dispatch_async(Queue, ^{
      Table[Key]++; // expect: unguarded-access
    });
  }

private:
  dispatch_queue_t Queue = dispatch_queue_create("store", DISPATCH_QUEUE_CONCURRENT);
  std::map<int, int> Table;
};
void run() {
  static Store Object;
  Object.put(1);
  Object.touch(1);
  Object.touch(2);
}
} // namespace ReadersBad

// The caller waits for its own block, and for no other.
namespace SyncBad {
dispatch_queue_t Queue = dispatch_queue_create("store", (dispatch_queue_attr_t)&_dispatch_queue_attr_concurrent);
std::map<int, int> Table, Other;
void touch(int Key) {
  dispatch_sync(Queue, ^{
    Table[Key]++; // expect: unguarded-access
  });
}
void drop(int Key) {
  dispatch_barrier_sync(Queue, ^{
    Other.erase(Key); // expect: unguarded-access
  });
  Other.erase(Key + 1); // expect: unguarded-access
}
void run() {
  std::thread First([] {
    touch(1);
    drop(1);
  });
  std::thread Second([] {
    touch(2);
    drop(2);
  });
  First.join();
  Second.join();
}
} // namespace SyncBad
namespace SyncOk {
dispatch_queue_t Queue = dispatch_queue_create("store", (dispatch_queue_attr_t)&_dispatch_queue_attr_concurrent);
std::map<int, int> Table;
void has(int Key) {
  dispatch_sync(Queue, ^{
    (void)Table.count(Key);
  });
}
void drop(int Key) {
  dispatch_barrier_sync(Queue, ^{
    Table.erase(Key);
  });
}
void run() {
  std::thread First([] {
    has(1);
    drop(1);
  });
  std::thread Second([] {
    has(2);
    drop(2);
  });
  First.join();
  Second.join();
}
} // namespace SyncOk

// The queues of the system know no barriers.
namespace GlobalBarrierBad {
class Store {
public:
  void put(int Key) {
    dispatch_barrier_async(GLOBAL_QUEUE, ^{
      Table[Key] = 1; // expect: unguarded-access
    });
  }

private:
  std::map<int, int> Table;
};
void run() {
  static Store Object;
  Object.put(1);
  Object.put(2);
}
} // namespace GlobalBarrierBad

int main() {
  AsyncBad::run();
  AsyncOk::run();
  SerialOk::run();
  SerialBesideBad::run();
  AfterBad::run();
  AfterOk::run();
  MainQueueBad::run();
  ApplyBad::run();
  ApplyOk::run();
  GroupBad::run();
  GroupOk::run();
  OnceBad::run();
  OnceOk::run();
  CopyOk::run();
  BarrierBad::run();
  BarrierOk::run();
  ReadersOk::run();
  ReadersBad::run();
  SyncBad::run();
  SyncOk::run();
  GlobalBarrierBad::run();
  dispatch_main();
}
