// REQUIRES: glib
// RUN: %check_expect --real --pkg-config glib-2.0 --pkg-config gio-2.0 %s
// GLib, the rest of its interface, racy and repaired.
// FLAGS: -std=c++17 -pthread -Wno-deprecated-declarations
#include <gio/gio.h>
#include <glib.h>
#include <map>

namespace ReadersOk {
std::map<int, int> Table;
GRWLock Lock;
gpointer work(gpointer) {
  g_rw_lock_reader_lock(&Lock);
  (void)Table.count(1);
  g_rw_lock_reader_unlock(&Lock);
  if (g_rw_lock_reader_trylock(&Lock)) {
    (void)Table.count(2);
    g_rw_lock_reader_unlock(&Lock);
  }
  g_rw_lock_writer_lock(&Lock);
  Table[1] = 1;
  g_rw_lock_writer_unlock(&Lock);
  return nullptr;
}
void run() {
  GThread *First = g_thread_new("a", work, nullptr);
  GThread *Second = g_thread_new("b", work, nullptr);
  g_thread_join(First);
  g_thread_join(Second);
}
} // namespace ReadersOk

namespace TryReadBad {
std::map<int, int> Table;
GRWLock Lock;
gpointer work(gpointer) {
  if (!g_rw_lock_reader_trylock(&Lock))
    return nullptr;
  Table[1] = 1; // expect: write-under-shared-lock
  g_rw_lock_reader_unlock(&Lock);
  return nullptr;
}
void run() {
  GThread *First = g_thread_new("a", work, nullptr);
  GThread *Second = g_thread_new("b", work, nullptr);
  g_thread_join(First);
  g_thread_join(Second);
}
} // namespace TryReadBad

namespace TryOk {
std::map<int, int> Table;
GMutex Mutex;
gpointer work(gpointer) {
  if (g_mutex_trylock(&Mutex)) {
    Table[1] = 1;
    g_mutex_unlock(&Mutex);
  }
  return nullptr;
}
void run() {
  GThread *First = g_thread_new("a", work, nullptr);
  GThread *Second = g_thread_new("b", work, nullptr);
  g_thread_join(First);
  g_thread_join(Second);
}
} // namespace TryOk

namespace LockerBad {
std::map<int, int> Table;
GMutex Mutex;
gpointer work(gpointer) {
  {
    g_autoptr(GMutexLocker) Locker = g_mutex_locker_new(&Mutex);
    (void)Locker;
    Table[1] = 1;
  }
  Table[2] = 1; // expect: unguarded-access
  return nullptr;
}
void run() {
  GThread *First = g_thread_new("a", work, nullptr);
  GThread *Second = g_thread_new("b", work, nullptr);
  g_thread_join(First);
  g_thread_join(Second);
}
} // namespace LockerBad

namespace UnrefBad {
std::map<int, int> Table;
gpointer work(gpointer) {
  Table[1] = 1; // expect: unguarded-access
  return nullptr;
}
void run() {
  g_thread_unref(g_thread_new("a", work, nullptr));
  Table.erase(1); // expect: unguarded-access
}
} // namespace UnrefBad

namespace UnrefOk {
std::map<int, int> Table;
GMutex Mutex;
gpointer work(gpointer) {
  g_mutex_lock(&Mutex);
  Table[1] = 1;
  g_mutex_unlock(&Mutex);
  return nullptr;
}
void run() {
  g_thread_unref(g_thread_new("a", work, nullptr));
  g_mutex_lock(&Mutex);
  Table.erase(1);
  g_mutex_unlock(&Mutex);
}
} // namespace UnrefOk

namespace OldThreadBad {
std::map<int, int> Table;
gpointer work(gpointer) {
  Table[1] = 1; // expect: unguarded-access
  return nullptr;
}
void run() {
  GThread *Thread = g_thread_create(work, nullptr, TRUE, nullptr);
  Table.erase(1); // expect: unguarded-access
  g_thread_join(Thread);
}
} // namespace OldThreadBad

namespace OldThreadOk {
std::map<int, int> Table;
gpointer work(gpointer) {
  Table[1] = 1;
  return nullptr;
}
void run() {
  GThread *Thread = g_thread_create(work, nullptr, TRUE, nullptr);
  g_thread_join(Thread);
  Table.erase(1);
}
} // namespace OldThreadOk

namespace PoolOk {
std::map<int, int> Table;
GMutex Mutex;
void work(gpointer, gpointer) {
  g_mutex_lock(&Mutex);
  Table[1] = 1;
  g_mutex_unlock(&Mutex);
}
void run() {
  GThreadPool *Pool = g_thread_pool_new(work, nullptr, 4, TRUE, nullptr);
  g_thread_pool_push(Pool, Pool, nullptr);
  g_thread_pool_free(Pool, FALSE, TRUE);
}
} // namespace PoolOk

namespace OnceBad {
std::map<int, int> Table;
GOnce Flag = G_ONCE_INIT;
gpointer fill(gpointer) {
  Table[1] = 1;
  return nullptr;
}
gpointer work(gpointer) {
  g_once(&Flag, fill, nullptr);
  Table.erase(2); // expect: unguarded-access
  return nullptr;
}
void run() {
  GThread *First = g_thread_new("a", work, nullptr);
  GThread *Second = g_thread_new("b", work, nullptr);
  g_thread_join(First);
  g_thread_join(Second);
}
} // namespace OnceBad

namespace OnceOk {
std::map<int, int> Table;
GOnce Flag = G_ONCE_INIT;
gpointer fill(gpointer) {
  Table[1] = 1;
  return nullptr;
}
gpointer work(gpointer) {
  g_once(&Flag, fill, nullptr);
  (void)Table.find(1);
  return nullptr;
}
void run() {
  GThread *First = g_thread_new("a", work, nullptr);
  GThread *Second = g_thread_new("b", work, nullptr);
  g_thread_join(First);
  g_thread_join(Second);
}
} // namespace OnceOk

// The thread of a task beside the main loop.
namespace TaskBad {
std::map<int, int> Table;
void work(GTask *, gpointer, gpointer, GCancellable *) {
  Table[1] = 1; // expect: unguarded-access
}
void run(GTask *Task) {
  g_task_run_in_thread(Task, work);
  Table.erase(1); // expect: unguarded-access
}
} // namespace TaskBad

namespace TaskOk {
std::map<int, int> Table;
GMutex Mutex;
void work(GTask *, gpointer, gpointer, GCancellable *) {
  g_mutex_lock(&Mutex);
  Table[1] = 1;
  g_mutex_unlock(&Mutex);
}
void run(GTask *Task) {
  g_task_run_in_thread(Task, work);
  g_mutex_lock(&Mutex);
  Table.erase(1);
  g_mutex_unlock(&Mutex);
}
} // namespace TaskOk

// What the main loop calls, beside a thread.
namespace LoopBad {
std::map<int, int> Ticks, Watched, Signalled;
gboolean onTimeout(gpointer) {
  Ticks[1] = 1; // expect: unguarded-access
  return TRUE;
}
gboolean onInput(GIOChannel *, GIOCondition, gpointer) {
  Watched[1] = 1; // expect: unguarded-access
  return TRUE;
}
void onSignal(GObject *, gpointer) {
  Signalled[1] = 1; // expect: unguarded-access
}
gpointer work(gpointer) {
  Ticks.erase(1);     // expect: unguarded-access
  Watched.erase(1);   // expect: unguarded-access
  Signalled.erase(1); // expect: unguarded-access
  return nullptr;
}
void run(GIOChannel *Channel, GObject *Object) {
  g_timeout_add(100, onTimeout, nullptr);
  g_io_add_watch(Channel, G_IO_IN, onInput, nullptr);
  g_signal_connect_data(Object, "changed", G_CALLBACK(onSignal), nullptr, nullptr, G_CONNECT_AFTER);
  GThread *Thread = g_thread_new("a", work, nullptr);
  GMainLoop *Loop = g_main_loop_new(nullptr, FALSE);
  g_main_loop_run(Loop);
  g_thread_join(Thread);
}
} // namespace LoopBad

namespace LoopOk {
std::map<int, int> Table;
gboolean onTimeout(gpointer) {
  Table[1] = 1;
  return TRUE;
}
gboolean onOtherTimeout(gpointer) {
  Table[2] = 1;
  return TRUE;
}
gboolean onInput(GIOChannel *, GIOCondition, gpointer) {
  Table.erase(1);
  return TRUE;
}
void onSignal(GObject *, gpointer) { Table.clear(); }
void run(GIOChannel *Channel, GObject *Object) {
  g_timeout_add(100, onTimeout, nullptr);
  g_timeout_add_full(G_PRIORITY_DEFAULT, 100, onOtherTimeout, nullptr, nullptr);
  g_io_add_watch(Channel, G_IO_IN, onInput, nullptr);
  g_signal_connect_data(Object, "changed", G_CALLBACK(onSignal), nullptr, nullptr, G_CONNECT_AFTER);
  GMainLoop *Loop = g_main_loop_new(nullptr, FALSE);
  g_main_loop_run(Loop);
}
} // namespace LoopOk

namespace WaitBad {
std::map<int, int> Table;
GMutex Mutex;
GCond Changed;
gpointer work(gpointer) {
  g_mutex_lock(&Mutex);
  auto Entry = Table.find(1);
  g_cond_wait(&Changed, &Mutex);
  Entry->second++; // expect: guard-escape
  g_mutex_unlock(&Mutex);
  return nullptr;
}
void run() {
  GThread *First = g_thread_new("a", work, nullptr);
  GThread *Second = g_thread_new("b", work, nullptr);
  g_mutex_lock(&Mutex);
  Table.erase(2);
  g_mutex_unlock(&Mutex);
  g_thread_join(First);
  g_thread_join(Second);
}
} // namespace WaitBad

namespace WaitOk {
std::map<int, int> Table;
GMutex Mutex;
GCond Changed;
gpointer work(gpointer) {
  g_mutex_lock(&Mutex);
  g_cond_wait(&Changed, &Mutex);
  auto Entry = Table.find(1);
  Entry->second++;
  g_mutex_unlock(&Mutex);
  return nullptr;
}
void run() {
  GThread *First = g_thread_new("a", work, nullptr);
  GThread *Second = g_thread_new("b", work, nullptr);
  g_mutex_lock(&Mutex);
  Table.erase(2);
  g_mutex_unlock(&Mutex);
  g_thread_join(First);
  g_thread_join(Second);
}
} // namespace WaitOk

int main() {
  WaitBad::run();
  WaitOk::run();
  ReadersOk::run();
  TryReadBad::run();
  TryOk::run();
  LockerBad::run();
  UnrefBad::run();
  UnrefOk::run();
  OldThreadBad::run();
  OldThreadOk::run();
  PoolOk::run();
  OnceBad::run();
  OnceOk::run();
  TaskBad::run(nullptr);
  TaskOk::run(nullptr);
  LoopBad::run(nullptr, nullptr);
  LoopOk::run(nullptr, nullptr);
}
