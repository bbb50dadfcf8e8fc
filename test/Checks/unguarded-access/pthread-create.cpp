// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// pthread_create with a free function and its argument, with a static member
// function and `this`, and in a loop.
#include <map>
#include <mutex>
#include <pthread.h>

namespace ArgumentBad {
void *fill(void *Argument) {
  auto *Table = static_cast<std::map<int, int> *>(Argument);
  (*Table)[1] = 1; // expect: unguarded-access
  return nullptr;
}
void run() {
  std::map<int, int> Table;
  pthread_t Thread;
  pthread_create(&Thread, nullptr, fill, &Table);
  Table.erase(1); // expect: unguarded-access
  pthread_join(Thread, nullptr);
  Table.clear();
}
} // namespace ArgumentBad

class ServerBad {
public:
  void run() {
    pthread_create(&Thread, nullptr, &ServerBad::enter, this);
    Clients.clear(); // expect: unguarded-access
    pthread_join(Thread, nullptr);
  }

private:
  static void *enter(void *Self) {
    static_cast<ServerBad *>(Self)->serve();
    return nullptr;
  }
  void serve() {
    Clients.emplace(1, 1); // expect: unguarded-access
  }
  std::map<int, int> Clients;
  pthread_t Thread;
};

namespace LoopBad {
std::map<int, int> Hits;
void *count(void *) {
  ++Hits[0]; // expect: unguarded-access
  return nullptr;
}
void run() {
  pthread_t Threads[4];
  for (pthread_t &Thread : Threads)
    pthread_create(&Thread, nullptr, count, nullptr);
  for (pthread_t &Thread : Threads)
    pthread_join(Thread, nullptr);
}
} // namespace LoopBad

class ServerOk {
public:
  void run() {
    Clients.emplace(0, 0);
    pthread_create(&Thread, nullptr, &ServerOk::enter, this);
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Clients.clear();
    }
    pthread_join(Thread, nullptr);
    Clients.clear();
  }

private:
  static void *enter(void *Self) {
    auto *Server = static_cast<ServerOk *>(Self);
    std::lock_guard<std::mutex> Lock(Server->Mutex);
    Server->Clients.emplace(1, 1);
    return nullptr;
  }
  std::mutex Mutex;
  std::map<int, int> Clients;
  pthread_t Thread;
};

int main() {
  ArgumentBad::run();
  ServerBad().run();
  LoopBad::run();
  ServerOk().run();
}
