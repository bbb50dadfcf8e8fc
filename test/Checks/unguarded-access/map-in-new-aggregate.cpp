// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// What a thread needs is handed over in a struct made with new and braces: its
// pointers lead where they are set to.
#include <map>
#include <mutex>
#include <pthread.h>

struct Stats {
  std::map<int, int> Hits, Locked;
  std::mutex Mutex;
};
struct Arg {
  Stats *Shared;
  int Port;
};

extern "C" void *serve(void *Given) {
  Arg *Own = static_cast<Arg *>(Given);
  Own->Shared->Hits[Own->Port]++; // expect: unguarded-access
  {
    std::lock_guard<std::mutex> Lock(Own->Shared->Mutex);
    Own->Shared->Locked[Own->Port]++;
  }
  delete Own;
  return nullptr;
}

// Each thread has a map of its own.
struct Private {
  std::map<int, int> *Mine;
};
extern "C" void *work(void *Given) {
  Private *Own = static_cast<Private *>(Given);
  (*Own->Mine)[1] = 1;
  delete Own->Mine;
  delete Own;
  return nullptr;
}

int main() {
  Stats All;
  pthread_t Threads[4], Others[2];
  for (int I = 0; I < 4; ++I)
    pthread_create(&Threads[I], nullptr, serve, new Arg{&All, 8000 + I});
  for (int I = 0; I < 2; ++I)
    pthread_create(&Others[I], nullptr, work,
                   new Private{new std::map<int, int>});
  for (int I = 0; I < 4; ++I)
    pthread_join(Threads[I], nullptr);
  for (int I = 0; I < 2; ++I)
    pthread_join(Others[I], nullptr);
  return static_cast<int>(All.Hits.size());
}
