// RUN: %check_expect --mock %s
// RUN: %check_expect --real %s
// Objects that own a thread each, kept in a collection and joined in a loop of
// its own, through a method or the destructor. What comes behind is alone.
#include <map>
#include <memory>
#include <mutex>
#include <pthread.h>
#include <thread>
#include <utility>
#include <vector>

std::mutex Mutex;
std::map<int, int> Counts;

class Worker {
public:
  explicit Worker(int Id) : Id(Id) {}
  void start() { Thread = std::thread(&Worker::run, this); }
  void join() {
    if (Thread.joinable())
      Thread.join();
  }
  bool poke() { return Id > 0; }

private:
  void run() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Counts[Id]++;
  }
  std::thread Thread;
  int Id;
};

void throughMethod() {
  std::vector<std::unique_ptr<Worker>> Workers;
  for (int I = 0; I < 4; ++I) {
    Workers.push_back(std::make_unique<Worker>(I));
    Workers.back()->start();
  }
  for (auto &Each : Workers)
    Each->join();
  Counts.clear();
}

void throughPointers() {
  Worker A(1), B(2);
  A.start();
  B.start();
  std::vector<Worker *> Workers{&A, &B};
  for (Worker *Each : Workers)
    Each->join();
  Counts.clear();
}

// Another method of each element joins nothing.
void pokedOnly() {
  std::vector<std::unique_ptr<Worker>> Workers;
  for (int I = 0; I < 4; ++I) {
    Workers.push_back(std::make_unique<Worker>(I));
    Workers.back()->start();
  }
  for (auto &Each : Workers)
    Each->poke();
  Counts.erase(1); // expect: unguarded-access
  for (auto &Each : Workers)
    Each->join();
}

struct Task {
  int Id;
  std::thread Thread;
  ~Task() { Thread.join(); }
};
void throughDelete() {
  std::vector<Task *> Tasks;
  for (int I = 0; I < 4; ++I) {
    Task *New = new Task{I, std::thread([I] {
                           std::lock_guard<std::mutex> Lock(Mutex);
                           Counts[I] = 2;
                         })};
    Tasks.push_back(New);
  }
  for (Task *Each : Tasks)
    delete Each;
  Counts.clear();
}

void *count(void *Id) {
  pthread_mutex_t *Own = static_cast<pthread_mutex_t *>(Id);
  pthread_mutex_lock(Own);
  Counts[1]++;
  pthread_mutex_unlock(Own);
  return nullptr;
}
void arrayOfHandles(pthread_mutex_t *Own) {
  pthread_t Threads[4];
  for (int I = 0; I < 4; ++I)
    pthread_create(&Threads[I], nullptr, count, Own);
  for (auto &Each : Threads)
    pthread_join(Each, nullptr);
  for (auto &Each : Counts)
    Each.second = 0;
}

// By functions that are given an element.
struct Job {
  std::map<int, int> *Results;
  std::thread Thread;
};
std::mutex ResultsMutex;
void begin(Job *Of) {
  Of->Thread = std::thread([Of] {
    std::lock_guard<std::mutex> Lock(ResultsMutex);
    (*Of->Results)[1] = 2;
  });
}
void wait(Job *Of) { Of->Thread.join(); }
void look(const Job *) {}
int throughFunctions() {
  std::map<int, int> Results;
  Job Jobs[2] = {{&Results, {}}, {&Results, {}}};
  for (int I = 0; I < 2; ++I)
    begin(&Jobs[I]);
  for (int I = 0; I < 2; ++I)
    look(&Jobs[I]);
  Results[2] = 2; // expect: unguarded-access
  for (int I = 0; I < 2; ++I)
    wait(&Jobs[I]);
  return Results.size();
}

int main() {
  throughFunctions();
  throughMethod();
  throughPointers();
  pokedOnly();
  throughDelete();
  pthread_mutex_t Own = PTHREAD_MUTEX_INITIALIZER;
  arrayOfHandles(&Own);
}
