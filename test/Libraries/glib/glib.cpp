// REQUIRES: glib
// RUN: %check_expect --real --pkg-config glib-2.0 %s
// GLib: threads, pools, mutexes, readers and writers, lockers, once, sources of the main loop.
#include <glib.h>
#include <map>

namespace ThreadBad {
struct Server {
  std::map<int, int> Sessions;
};
gpointer run(gpointer Data) {
  auto *Object = static_cast<Server *>(Data);
  Object->Sessions[1] = 1; // expect: unguarded-access
  return nullptr;
}
void serve() {
  Server Object;
  GThread *Thread = g_thread_new("worker", run, &Object);
  Object.Sessions.erase(2); // expect: unguarded-access
  g_thread_join(Thread);
  Object.Sessions.clear();
}
} // namespace ThreadBad

namespace ThreadOk {
struct Server {
  GMutex Mutex;
  std::map<int, int> Sessions;
};
gpointer run(gpointer Data) {
  auto *Object = static_cast<Server *>(Data);
  g_mutex_lock(&Object->Mutex);
  Object->Sessions[1] = 1;
  g_mutex_unlock(&Object->Mutex);
  return nullptr;
}
void serve() {
  Server Object;
  g_mutex_init(&Object.Mutex);
  GThread *Thread = g_thread_new("worker", run, &Object);
  {
    GMutexLocker *Locker = g_mutex_locker_new(&Object.Mutex);
    Object.Sessions.erase(2);
    g_mutex_locker_free(Locker);
  }
  {
    g_autoptr(GMutexLocker) Locker = g_mutex_locker_new(&Object.Mutex);
    Object.Sessions.erase(3);
  }
  g_thread_join(Thread);
  Object.Sessions.clear();
}
} // namespace ThreadOk

namespace Scenarios {
struct Scenario {
  GMutex Mutex;
  GRecMutex Recursive;
  GRWLock Readers;
  std::map<int, int> Table;
};

gpointer readerWritesBad(gpointer Data) {
  auto *Object = static_cast<Scenario *>(Data);
  g_rw_lock_reader_lock(&Object->Readers);
  Object->Table[1] = 1; // expect: write-under-shared-lock
  g_rw_lock_reader_unlock(&Object->Readers);
  return nullptr;
}
void runReaders() {
  Scenario Object;
  GThread *First = g_thread_new("1", readerWritesBad, &Object);
  GThread *Second = g_thread_new("2", readerWritesBad, &Object);
  g_thread_join(First);
  g_thread_join(Second);
}

gpointer writerOk(gpointer Data) {
  auto *Object = static_cast<Scenario *>(Data);
  g_rw_lock_writer_lock(&Object->Readers);
  Object->Table[1] = 1;
  g_rw_lock_writer_unlock(&Object->Readers);
  g_rw_lock_reader_lock(&Object->Readers);
  (void)Object->Table.find(1);
  g_rw_lock_reader_unlock(&Object->Readers);
  return nullptr;
}
void runWriters() {
  Scenario Object;
  GThread *First = g_thread_new("1", writerOk, &Object);
  GThread *Second = g_thread_new("2", writerOk, &Object);
  g_thread_join(First);
  g_thread_join(Second);
}

gpointer tryOk(gpointer Data) {
  auto *Object = static_cast<Scenario *>(Data);
  if (g_mutex_trylock(&Object->Mutex)) {
    Object->Table[1] = 1;
    g_mutex_unlock(&Object->Mutex);
  }
  return nullptr;
}
void runTry() {
  Scenario Object;
  GThread *First = g_thread_new("1", tryOk, &Object);
  GThread *Second = g_thread_new("2", tryOk, &Object);
  g_thread_join(First);
  g_thread_join(Second);
}

gpointer recursiveOk(gpointer Data) {
  auto *Object = static_cast<Scenario *>(Data);
  g_rec_mutex_lock(&Object->Recursive);
  Object->Table[1] = 1;
  g_rec_mutex_unlock(&Object->Recursive);
  return nullptr;
}
void runRecursive() {
  Scenario Object;
  GThread *First = g_thread_new("1", recursiveOk, &Object);
  GThread *Second = g_thread_try_new("2", recursiveOk, &Object, nullptr);
  g_thread_join(First);
  g_thread_join(Second);
}
} // namespace Scenarios

namespace PoolBad {
std::map<int, int> Table;
void work(gpointer, gpointer) {
  Table[1] = 1; // expect: unguarded-access
}
void run() {
  GThreadPool *Pool = g_thread_pool_new(work, nullptr, 4, FALSE, nullptr);
  g_thread_pool_push(Pool, GINT_TO_POINTER(1), nullptr);
  g_thread_pool_free(Pool, FALSE, TRUE);
}
} // namespace PoolBad

// The main loop runs what it is given one after the other.
namespace IdleOk {
std::map<int, int> Table;
gboolean tick(gpointer) {
  Table[1] = 1;
  return G_SOURCE_CONTINUE;
}
gboolean tock(gpointer) {
  Table.erase(1);
  return G_SOURCE_CONTINUE;
}
void run() {
  GMainLoop *Loop = g_main_loop_new(nullptr, FALSE);
  g_idle_add(tick, nullptr);
  g_timeout_add(100, tock, nullptr);
  Table[2] = 2;
  g_main_loop_run(Loop);
}
} // namespace IdleOk

namespace IdleBesideThreadBad {
std::map<int, int> Table;
gboolean tick(gpointer) {
  Table[1] = 1; // expect: unguarded-access
  return G_SOURCE_CONTINUE;
}
gpointer work(gpointer) {
  Table.erase(1); // expect: unguarded-access
  return nullptr;
}
void run() {
  GMainLoop *Loop = g_main_loop_new(nullptr, FALSE);
  GThread *Thread = g_thread_new("worker", work, nullptr);
  g_idle_add(tick, nullptr);
  g_main_loop_run(Loop);
  g_thread_join(Thread);
}
} // namespace IdleBesideThreadBad

// A thread hands its result to the main loop, which owns the map.
namespace HandedOverOk {
std::map<int, int> Table;
gboolean store(gpointer) {
  Table[1] = 1;
  return G_SOURCE_REMOVE;
}
gpointer work(gpointer) {
  g_idle_add(store, nullptr);
  return nullptr;
}
void run() {
  GMainLoop *Loop = g_main_loop_new(nullptr, FALSE);
  GThread *Thread = g_thread_new("worker", work, nullptr);
  Table[2] = 2;
  g_main_loop_run(Loop);
  g_thread_join(Thread);
}
} // namespace HandedOverOk

int main() {
  ThreadBad::serve();
  ThreadOk::serve();
  Scenarios::runReaders();
  Scenarios::runWriters();
  Scenarios::runTry();
  Scenarios::runRecursive();
  PoolBad::run();
  IdleOk::run();
  IdleBesideThreadBad::run();
  HandedOverOk::run();
}
