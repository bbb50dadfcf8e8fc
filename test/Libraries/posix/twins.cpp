// RUN: %check_expect --real %s
// POSIX threads, the rest of the interface.
#include <map>
#include <pthread.h>

namespace WaitBad {
std::map<int, int> Table;
pthread_mutex_t Mutex = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t Changed = PTHREAD_COND_INITIALIZER;
void *work(void *) {
  pthread_mutex_lock(&Mutex);
  auto Entry = Table.find(1);
  pthread_cond_wait(&Changed, &Mutex);
  Entry->second++; // expect: guard-escape
  pthread_mutex_unlock(&Mutex);
  return nullptr;
}
void run() {
  pthread_t First, Second;
  pthread_create(&First, nullptr, work, nullptr);
  pthread_create(&Second, nullptr, work, nullptr);
  pthread_mutex_lock(&Mutex);
  Table.erase(2);
  pthread_mutex_unlock(&Mutex);
  pthread_join(First, nullptr);
  pthread_join(Second, nullptr);
}
} // namespace WaitBad

namespace WaitOk {
std::map<int, int> Table;
pthread_mutex_t Mutex = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t Changed = PTHREAD_COND_INITIALIZER;
void *work(void *) {
  pthread_mutex_lock(&Mutex);
  pthread_cond_wait(&Changed, &Mutex);
  auto Entry = Table.find(1);
  Entry->second++;
  pthread_mutex_unlock(&Mutex);
  return nullptr;
}
void run() {
  pthread_t First, Second;
  pthread_create(&First, nullptr, work, nullptr);
  pthread_create(&Second, nullptr, work, nullptr);
  pthread_mutex_lock(&Mutex);
  Table.erase(2);
  pthread_mutex_unlock(&Mutex);
  pthread_join(First, nullptr);
  pthread_join(Second, nullptr);
}
} // namespace WaitOk

int main() {
  WaitBad::run();
  WaitOk::run();
}
