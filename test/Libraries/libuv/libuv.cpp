// REQUIRES: libuv
// RUN: %check_expect --real %s
// libuv: threads, mutexes, the pool of uv_queue_work, callbacks of the loop.
#include <map>
#include <uv.h>

namespace ThreadBad {
std::map<int, int> Table;
void work(void *) {
  Table[1] = 1; // expect: unguarded-access
}
void run() {
  uv_thread_t Thread;
  uv_thread_create(&Thread, work, nullptr);
  Table.erase(1); // expect: unguarded-access
  uv_thread_join(&Thread);
  Table.clear();
}
} // namespace ThreadBad

namespace ThreadOk {
struct Server {
  uv_mutex_t Mutex;
  uv_rwlock_t Readers;
  std::map<int, int> Table, Other;
};
void work(void *Data) {
  auto *Object = static_cast<Server *>(Data);
  uv_mutex_lock(&Object->Mutex);
  Object->Table[1] = 1;
  uv_mutex_unlock(&Object->Mutex);
  if (uv_mutex_trylock(&Object->Mutex) == 0) {
    Object->Table[2] = 1;
    uv_mutex_unlock(&Object->Mutex);
  }
  uv_rwlock_rdlock(&Object->Readers);
  Object->Other[1] = 1; // expect: write-under-shared-lock
  uv_rwlock_rdunlock(&Object->Readers);
}
void run() {
  Server Object;
  uv_thread_t First, Second;
  uv_thread_create(&First, work, &Object);
  uv_thread_create(&Second, work, &Object);
  uv_thread_join(&First);
  uv_thread_join(&Second);
  Object.Table.clear();
}
} // namespace ThreadOk

// The work runs on the pool, beside the loop and beside itself.
namespace QueueWorkBad {
std::map<int, int> Cache;
void work(uv_work_t *) {
  Cache[1] = 1; // expect: unguarded-access
}
void run(uv_loop_t *Loop, uv_work_t *Request) { uv_queue_work(Loop, Request, work, nullptr); }
} // namespace QueueWorkBad

namespace QueueWorkOk {
std::map<int, int> Cache;
uv_mutex_t Mutex;
void work(uv_work_t *) {
  uv_mutex_lock(&Mutex);
  Cache[1] = 1;
  uv_mutex_unlock(&Mutex);
}
void run(uv_loop_t *Loop, uv_work_t *Request) { uv_queue_work(Loop, Request, work, nullptr); }
} // namespace QueueWorkOk

// Callbacks of one loop follow each other.
namespace LoopOk {
std::map<int, int> Table;
void onTimer(uv_timer_t *) { Table[1] = 1; }
void onAsync(uv_async_t *) { Table.erase(1); }
void run() {
  uv_loop_t *Loop = uv_default_loop();
  uv_timer_t Timer;
  uv_async_t Async;
  uv_timer_init(Loop, &Timer);
  uv_timer_start(&Timer, onTimer, 10, 10);
  uv_async_init(Loop, &Async, onAsync);
  Table[2] = 2;
  uv_run(Loop, UV_RUN_DEFAULT);
  Table.clear();
}
} // namespace LoopOk

namespace LoopBesideThreadBad {
std::map<int, int> Table;
void onTimer(uv_timer_t *) {
  Table[1] = 1; // expect: unguarded-access
}
void work(void *) {
  Table.erase(1); // expect: unguarded-access
}
void run() {
  uv_loop_t *Loop = uv_default_loop();
  uv_thread_t Thread;
  uv_thread_create(&Thread, work, nullptr);
  uv_timer_t Timer;
  uv_timer_start(&Timer, onTimer, 10, 10);
  uv_run(Loop, UV_RUN_DEFAULT);
  uv_thread_join(&Thread);
}
} // namespace LoopBesideThreadBad

int main() {
  uv_work_t Request;
  ThreadBad::run();
  ThreadOk::run();
  QueueWorkBad::run(uv_default_loop(), &Request);
  QueueWorkOk::run(uv_default_loop(), &Request);
  LoopOk::run();
  LoopBesideThreadBad::run();
}
