// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// The threads and mutexes of C11, <threads.h>.
#include <map>
#include <threads.h>

namespace UnlockedBad {
int fill(void *Argument) {
  auto &Table = *static_cast<std::map<int, int> *>(Argument);
  Table[1] = 1; // expect: unguarded-access
  return 0;
}
void run() {
  std::map<int, int> Table;
  thrd_t Thread;
  if (thrd_create(&Thread, fill, &Table) != thrd_success)
    return;
  Table.erase(1); // expect: unguarded-access
  thrd_join(Thread, nullptr);
  Table.clear();
}
} // namespace UnlockedBad

namespace LockedOk {
std::map<int, int> Table;
mtx_t Mutex;
int fill(void *) {
  mtx_lock(&Mutex);
  Table[1] = 1;
  mtx_unlock(&Mutex);
  return 0;
}
void run() {
  mtx_init(&Mutex, mtx_plain);
  thrd_t Thread;
  thrd_create(&Thread, fill, nullptr);
  mtx_lock(&Mutex);
  Table.erase(1);
  mtx_unlock(&Mutex);
  thrd_join(Thread, nullptr);
}
} // namespace LockedOk

namespace JoinedOk {
int fill(void *Argument) {
  static_cast<std::map<int, int> *>(Argument)->insert({1, 1});
  return 0;
}
void run() {
  std::map<int, int> Table;
  thrd_t Thread;
  thrd_create(&Thread, fill, &Table);
  thrd_join(Thread, nullptr);
  Table.clear();
}
} // namespace JoinedOk

int main() {
  UnlockedBad::run();
  LockedOk::run();
  JoinedOk::run();
}
