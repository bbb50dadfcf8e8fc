// RUN: %check_expect --mock %s
// The map's owner is made with new, in a factory, or in a list of owners; each
// thread may have its own.
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

struct JobBad {
  void work() {
    Results[1] = 1; // expect: unguarded-access
  }
  std::map<int, int> Results;
};

void sharedByTwoBad() {
  JobBad *Job = new JobBad;
  std::thread First([Job] { Job->work(); });
  std::thread Second([Job] { Job->work(); });
  First.join();
  Second.join();
  delete Job;
}

std::unique_ptr<JobBad> makeJob() { return std::make_unique<JobBad>(); }

void sharedAfterFactoryBad() {
  std::unique_ptr<JobBad> Job = makeJob();
  std::thread Worker(&JobBad::work, Job.get());
  Job->Results.clear(); // expect: unguarded-access
  Worker.join();
}

struct JobOk {
  void work() { Results[1] = 1; }
  std::map<int, int> Results;
};

void oneObjectPerThreadOk() {
  auto First = std::make_unique<JobOk>();
  auto Second = std::make_unique<JobOk>();
  std::thread One(&JobOk::work, First.get());
  std::thread Two(&JobOk::work, Second.get());
  One.join();
  Two.join();
}

void objectMadeInTheLoopOk() {
  std::vector<std::thread> Threads;
  for (int I = 0; I < 4; ++I) {
    auto Job = std::make_shared<JobOk>();
    Threads.emplace_back([Job] { Job->work(); });
  }
  for (std::thread &Thread : Threads)
    Thread.join();
}

int main() {
  sharedByTwoBad();
  sharedAfterFactoryBad();
  oneObjectPerThreadOk();
  objectMadeInTheLoopOk();
}
