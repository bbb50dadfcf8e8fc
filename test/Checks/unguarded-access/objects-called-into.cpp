// RUN: %check_expect %s
// RUN: %check_expect --real %s
// Objects in a collection are not jobs because a thread calls a virtual method
// on them; those that the thread takes out of it are.
#include <map>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

namespace kept {
struct Session {
  virtual ~Session() = default;
  virtual void terminate() = 0;
};
std::map<int, int> Ended; // Of the reaper alone.
struct PlainSession : Session {
  int Id = 0;
  void terminate() override { Ended[Id] = 1; }
};
struct CountingSession : Session {
  std::map<int, int> Counts;
  void terminate() override { Counts.clear(); }
};
std::set<Session *> Owned;
void own(Session *S) { Owned.insert(S); }
void reap() {
  for (Session *S : Owned)
    S->terminate();
  for (auto &[Id, Count] : Ended)
    (void)Count;
}
void run() {
  for (int I = 0; I < 8; ++I) {
    own(new PlainSession);
    own(new CountingSession);
  }
  std::thread Reaper(reap);
  Reaper.join();
}
} // namespace kept

namespace dropped {
// A thread that drops objects elsewhere does not make them jobs, either.
struct Pipe {
  virtual ~Pipe() = default;
  virtual void flush() = 0;
};
std::map<int, int> Flushed;
struct CountingPipe : Pipe {
  void flush() override { ++Flushed[0]; }
};
std::vector<Pipe *> Pipes;
void attach(Pipe *P) { Pipes.push_back(P); }
void detachLast() { Pipes.pop_back(); }
void serve() {
  for (Pipe *P : Pipes)
    P->flush();
  detachLast();
}
void run() {
  for (int I = 0; I < 8; ++I)
    attach(new CountingPipe);
  std::thread Server(serve);
  Server.join();
}
} // namespace dropped

namespace taken {
// The broken twin: several workers take jobs out, and each job writes one map.
struct Job {
  virtual ~Job() = default;
  virtual void run() = 0;
};
std::map<int, int> Results;
struct Store : Job {
  int Key = 0;
  void run() override {
    Results[Key] = 1; // expect: unguarded-access
  }
};
std::mutex M;
std::vector<Job *> Jobs;
void submit(Job *J) {
  std::lock_guard<std::mutex> Lock(M);
  Jobs.push_back(J);
}
void work() {
  for (;;) {
    Job *Next = nullptr;
    {
      std::lock_guard<std::mutex> Lock(M);
      if (Jobs.empty())
        return;
      Next = Jobs.back();
      Jobs.pop_back();
    }
    Next->run();
  }
}
void run() {
  for (int I = 0; I < 8; ++I)
    submit(new Store);
  std::vector<std::thread> Workers;
  for (int I = 0; I < 4; ++I)
    Workers.emplace_back(work);
  for (std::thread &W : Workers)
    W.join();
}
} // namespace taken

int main() {
  kept::run();
  dropped::run();
  taken::run();
}
