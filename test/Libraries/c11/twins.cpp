// RUN: %check_expect --real %s
// Threads of C11, the rest of the interface.
#include <map>
#include <threads.h>

namespace LockBad {
std::map<int, int> Table;
mtx_t Mutex;
int work(void *) {
  mtx_lock(&Mutex);
  Table[1] = 1;
  mtx_unlock(&Mutex);
  Table[2] = 1; // expect: unguarded-access
  return 0;
}
void run() {
  thrd_t First, Second;
  thrd_create(&First, work, nullptr);
  thrd_create(&Second, work, nullptr);
  thrd_join(First, nullptr);
  thrd_join(Second, nullptr);
}
} // namespace LockBad

namespace OnceBad {
std::map<int, int> Table;
once_flag Flag = ONCE_FLAG_INIT;
void fill() { Table[1] = 1; }
int work(void *) {
  call_once(&Flag, fill);
  Table.erase(2); // expect: unguarded-access
  return 0;
}
void run() {
  thrd_t First, Second;
  thrd_create(&First, work, nullptr);
  thrd_create(&Second, work, nullptr);
  thrd_join(First, nullptr);
  thrd_join(Second, nullptr);
}
} // namespace OnceBad

namespace DetachBad {
std::map<int, int> Table;
int work(void *) {
  Table[1] = 1; // expect: unguarded-access
  return 0;
}
void run() {
  thrd_t Thread;
  thrd_create(&Thread, work, nullptr);
  thrd_detach(Thread);
  Table.erase(1); // expect: unguarded-access
}
} // namespace DetachBad

namespace DetachOk {
std::map<int, int> Table;
mtx_t Mutex;
int work(void *) {
  mtx_lock(&Mutex);
  Table[1] = 1;
  mtx_unlock(&Mutex);
  return 0;
}
void run() {
  mtx_init(&Mutex, mtx_plain);
  thrd_t Thread;
  thrd_create(&Thread, work, nullptr);
  thrd_detach(Thread);
  mtx_lock(&Mutex);
  Table.erase(1);
  mtx_unlock(&Mutex);
}
} // namespace DetachOk

namespace WaitBad {
std::map<int, int> Table;
mtx_t Mutex;
cnd_t Changed;
int work(void *) {
  mtx_lock(&Mutex);
  auto Entry = Table.find(1);
  cnd_wait(&Changed, &Mutex);
  Entry->second++; // expect: guard-escape
  mtx_unlock(&Mutex);
  return 0;
}
void run() {
  thrd_t First, Second;
  thrd_create(&First, work, nullptr);
  thrd_create(&Second, work, nullptr);
  mtx_lock(&Mutex);
  Table.erase(2);
  mtx_unlock(&Mutex);
  thrd_join(First, nullptr);
  thrd_join(Second, nullptr);
}
} // namespace WaitBad

namespace WaitOk {
std::map<int, int> Table;
mtx_t Mutex;
cnd_t Changed;
int work(void *) {
  mtx_lock(&Mutex);
  cnd_wait(&Changed, &Mutex);
  auto Entry = Table.find(1);
  Entry->second++;
  mtx_unlock(&Mutex);
  return 0;
}
void run() {
  thrd_t First, Second;
  thrd_create(&First, work, nullptr);
  thrd_create(&Second, work, nullptr);
  mtx_lock(&Mutex);
  Table.erase(2);
  mtx_unlock(&Mutex);
  thrd_join(First, nullptr);
  thrd_join(Second, nullptr);
}
} // namespace WaitOk

int main() {
  WaitBad::run();
  WaitOk::run();
  LockBad::run();
  OnceBad::run();
  DetachBad::run();
  DetachOk::run();
}
