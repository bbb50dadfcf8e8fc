// REQUIRES: libuv
// RUN: %check_expect --real %s
// libuv, the rest of its interface, racy and repaired.
#include <map>
#include <uv.h>

namespace ThreadOk {
std::map<int, int> Table;
uv_mutex_t Mutex;
void work(void *) {
  uv_mutex_lock(&Mutex);
  Table[1] = 1;
  uv_mutex_unlock(&Mutex);
}
void run() {
  uv_thread_t First, Second;
  uv_thread_create(&First, work, nullptr);
  uv_thread_create(&Second, work, nullptr);
  uv_thread_join(&First);
  uv_thread_join(&Second);
  Table.clear();
}
} // namespace ThreadOk

namespace OptionsBad {
std::map<int, int> Table;
void work(void *) {
  Table[1] = 1; // expect: unguarded-access
}
void run() {
  uv_thread_t Thread;
  uv_thread_options_t Options = {};
  uv_thread_create_ex(&Thread, &Options, work, nullptr);
  Table.erase(1); // expect: unguarded-access
  uv_thread_join(&Thread);
}
} // namespace OptionsBad

namespace OptionsOk {
std::map<int, int> Table;
void work(void *) { Table[1] = 1; }
void run() {
  uv_thread_t Thread;
  uv_thread_options_t Options = {};
  uv_thread_create_ex(&Thread, &Options, work, nullptr);
  uv_thread_join(&Thread);
  Table.erase(1);
}
} // namespace OptionsOk

namespace TryBad {
std::map<int, int> Table;
uv_mutex_t Mutex;
void work(void *) {
  uv_mutex_trylock(&Mutex);
  Table[1] = 1; // expect: unguarded-access
  uv_mutex_unlock(&Mutex);
}
void run() {
  uv_thread_t First, Second;
  uv_thread_create(&First, work, nullptr);
  uv_thread_create(&Second, work, nullptr);
  uv_thread_join(&First);
  uv_thread_join(&Second);
}
} // namespace TryBad

namespace TryOk {
std::map<int, int> Table;
uv_mutex_t Mutex;
void work(void *) {
  if (uv_mutex_trylock(&Mutex) != 0)
    return;
  Table[1] = 1;
  uv_mutex_unlock(&Mutex);
}
void run() {
  uv_thread_t First, Second;
  uv_thread_create(&First, work, nullptr);
  uv_thread_create(&Second, work, nullptr);
  uv_thread_join(&First);
  uv_thread_join(&Second);
}
} // namespace TryOk

namespace TryReadBad {
std::map<int, int> Table;
uv_rwlock_t Lock;
void work(void *) {
  if (uv_rwlock_tryrdlock(&Lock) != 0)
    return;
  Table[1] = 1; // expect: write-under-shared-lock
  uv_rwlock_rdunlock(&Lock);
}
void run() {
  uv_thread_t First, Second;
  uv_thread_create(&First, work, nullptr);
  uv_thread_create(&Second, work, nullptr);
  uv_thread_join(&First);
  uv_thread_join(&Second);
}
} // namespace TryReadBad

namespace ReadersOk {
std::map<int, int> Table;
uv_rwlock_t Lock;
void work(void *) {
  if (uv_rwlock_tryrdlock(&Lock) == 0) {
    (void)Table.count(1);
    uv_rwlock_rdunlock(&Lock);
  }
  uv_rwlock_rdlock(&Lock);
  (void)Table.count(2);
  uv_rwlock_rdunlock(&Lock);
  uv_rwlock_wrlock(&Lock);
  Table[1] = 1;
  uv_rwlock_wrunlock(&Lock);
}
void run() {
  uv_thread_t First, Second;
  uv_thread_create(&First, work, nullptr);
  uv_thread_create(&Second, work, nullptr);
  uv_thread_join(&First);
  uv_thread_join(&Second);
}
} // namespace ReadersOk

namespace OnceBad {
std::map<int, int> Table;
uv_once_t Flag = UV_ONCE_INIT;
void fill() { Table[1] = 1; }
void work(void *) {
  uv_once(&Flag, fill);
  Table.erase(2); // expect: unguarded-access
}
void run() {
  uv_thread_t First, Second;
  uv_thread_create(&First, work, nullptr);
  uv_thread_create(&Second, work, nullptr);
  uv_thread_join(&First);
  uv_thread_join(&Second);
}
} // namespace OnceBad

namespace OnceOk {
std::map<int, int> Table;
uv_once_t Flag = UV_ONCE_INIT;
void fill() { Table[1] = 1; }
void work(void *) {
  uv_once(&Flag, fill);
  (void)Table.find(1);
}
void run() {
  uv_thread_t First, Second;
  uv_thread_create(&First, work, nullptr);
  uv_thread_create(&Second, work, nullptr);
  uv_thread_join(&First);
  uv_thread_join(&Second);
}
} // namespace OnceOk

// Callbacks of the loop, beside a thread that is no part of it.
namespace CallbacksBad {
std::map<int, int> Polled, Stated, Opened, Written, Read;
void onPoll(uv_poll_t *, int, int) {
  Polled[1] = 1; // expect: unguarded-access
}
void onStat(uv_fs_t *) {
  Stated[1] = 1; // expect: unguarded-access
}
void onRead(uv_fs_t *) {
  Read[1] = 1; // expect: unguarded-access
}
void onOpen(uv_fs_t *) {
  Opened[1] = 1; // expect: unguarded-access
}
void onWrite(uv_write_t *, int) {
  Written[1] = 1; // expect: unguarded-access
}
void work(void *) {
  Polled.erase(1);  // expect: unguarded-access
  Opened.erase(1);  // expect: unguarded-access
  Stated.erase(1);  // expect: unguarded-access
  Read.erase(1);    // expect: unguarded-access
  Written.erase(1); // expect: unguarded-access
}
void run(uv_loop_t *Loop, uv_poll_t *Poll, uv_fs_t *Request, uv_write_t *Write, uv_stream_t *Stream) {
  uv_thread_t Thread;
  uv_thread_create(&Thread, work, nullptr);
  uv_poll_start(Poll, UV_READABLE, onPoll);
  uv_fs_open(Loop, Request, "a", 0, 0, onOpen);
  uv_fs_stat(Loop, Request, "a", onStat);
  uv_buf_t Buffer = uv_buf_init(nullptr, 0);
  uv_fs_read(Loop, Request, 0, &Buffer, 1, 0, onRead);
  uv_write(Write, Stream, &Buffer, 1, onWrite);
  uv_run(Loop, UV_RUN_DEFAULT);
  uv_thread_join(&Thread);
}
} // namespace CallbacksBad

namespace CallbacksOk {
std::map<int, int> Table;
void onPoll(uv_poll_t *, int, int) { Table[1] = 1; }
void onStat(uv_fs_t *) { Table[2] = 1; }
void onSend(uv_udp_send_t *, int) { Table.clear(); }
void onOpen(uv_fs_t *) { Table[3] = 1; }
void onRead(uv_fs_t *) { Table[4] = 1; }
void onWrite(uv_write_t *, int) { Table.erase(4); }
void onShutdown(uv_shutdown_t *, int) { Table.erase(1); }
void run(uv_loop_t *Loop, uv_poll_t *Poll, uv_fs_t *Request, uv_udp_send_t *Send, uv_udp_t *Socket,
         uv_shutdown_t *Shutdown, uv_stream_t *Stream, uv_write_t *Write) {
  uv_poll_start(Poll, UV_READABLE, onPoll);
  uv_fs_stat(Loop, Request, "a", onStat);
  uv_buf_t Buffer = uv_buf_init(nullptr, 0);
  uv_fs_open(Loop, Request, "a", 0, 0, onOpen);
  uv_fs_read(Loop, Request, 0, &Buffer, 1, 0, onRead);
  uv_write(Write, Stream, &Buffer, 1, onWrite);
  uv_udp_send(Send, Socket, &Buffer, 1, nullptr, onSend);
  uv_shutdown(Shutdown, Stream, onShutdown);
  uv_run(Loop, UV_RUN_DEFAULT);
}
} // namespace CallbacksOk

namespace WaitBad {
std::map<int, int> Table;
uv_mutex_t Mutex;
uv_cond_t Changed;
void work(void *) {
  uv_mutex_lock(&Mutex);
  auto Entry = Table.find(1);
  uv_cond_wait(&Changed, &Mutex);
  Entry->second++; // expect: guard-escape
  uv_mutex_unlock(&Mutex);
}
void run() {
  uv_thread_t First, Second;
  uv_thread_create(&First, work, nullptr);
  uv_thread_create(&Second, work, nullptr);
  uv_mutex_lock(&Mutex);
  Table.erase(2);
  uv_mutex_unlock(&Mutex);
  uv_thread_join(&First);
  uv_thread_join(&Second);
}
} // namespace WaitBad

namespace WaitOk {
std::map<int, int> Table;
uv_mutex_t Mutex;
uv_cond_t Changed;
void work(void *) {
  uv_mutex_lock(&Mutex);
  uv_cond_wait(&Changed, &Mutex);
  auto Entry = Table.find(1);
  Entry->second++;
  uv_mutex_unlock(&Mutex);
}
void run() {
  uv_thread_t First, Second;
  uv_thread_create(&First, work, nullptr);
  uv_thread_create(&Second, work, nullptr);
  uv_mutex_lock(&Mutex);
  Table.erase(2);
  uv_mutex_unlock(&Mutex);
  uv_thread_join(&First);
  uv_thread_join(&Second);
}
} // namespace WaitOk

int main() {
  WaitBad::run();
  WaitOk::run();
  ThreadOk::run();
  OptionsBad::run();
  OptionsOk::run();
  TryBad::run();
  TryOk::run();
  TryReadBad::run();
  ReadersOk::run();
  OnceBad::run();
  OnceOk::run();
  CallbacksBad::run(nullptr, nullptr, nullptr, nullptr, nullptr);
  CallbacksOk::run(nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr);
}
