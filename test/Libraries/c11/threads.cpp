// RUN: %check_expect --real %s
// Threads of C11, in C++.
#include <map>
#include <threads.h>

namespace ThreadBad {
std::map<int, int> Table;
int work(void *) {
  Table[1] = 1; // expect: unguarded-access
  return 0;
}
void run() {
  thrd_t Thread;
  thrd_create(&Thread, work, nullptr);
  Table.erase(1); // expect: unguarded-access
  thrd_join(Thread, nullptr);
  Table.clear();
}
} // namespace ThreadBad

namespace MutexOk {
struct Server {
  mtx_t Mutex;
  std::map<int, int> Table;
};
int work(void *Data) {
  auto *Object = static_cast<Server *>(Data);
  mtx_lock(&Object->Mutex);
  Object->Table[1] = 1;
  mtx_unlock(&Object->Mutex);
  if (mtx_trylock(&Object->Mutex) == thrd_success) {
    Object->Table[2] = 1;
    mtx_unlock(&Object->Mutex);
  }
  return 0;
}
void run() {
  Server Object;
  mtx_init(&Object.Mutex, mtx_plain);
  thrd_t First, Second;
  thrd_create(&First, work, &Object);
  thrd_create(&Second, work, &Object);
  thrd_join(First, nullptr);
  thrd_join(Second, nullptr);
  Object.Table.clear();
}
} // namespace MutexOk

namespace TryIgnoredBad {
std::map<int, int> Table;
mtx_t Mutex;
int work(void *) {
  mtx_trylock(&Mutex);
  Table[1] = 1; // expect: unguarded-access
  mtx_unlock(&Mutex);
  return 0;
}
void run() {
  thrd_t First, Second;
  thrd_create(&First, work, nullptr);
  thrd_create(&Second, work, nullptr);
  thrd_join(First, nullptr);
  thrd_join(Second, nullptr);
}
} // namespace TryIgnoredBad

namespace OnceOk {
std::map<int, int> Table;
once_flag Flag = ONCE_FLAG_INIT;
void fill() { Table[1] = 1; }
int work(void *) {
  call_once(&Flag, fill);
  return static_cast<int>(Table.count(1));
}
void run() {
  thrd_t First, Second;
  thrd_create(&First, work, nullptr);
  thrd_create(&Second, work, nullptr);
  thrd_join(First, nullptr);
  thrd_join(Second, nullptr);
}
} // namespace OnceOk

int main() {
  ThreadBad::run();
  MutexOk::run();
  TryIgnoredBad::run();
  OnceOk::run();
}
