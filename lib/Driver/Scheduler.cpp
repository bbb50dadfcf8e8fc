// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The poll loop.
#include "Driver/Scheduler.h"

#include "Driver/FactsStatus.h"
#include "Driver/Interrupt.h"
#include "Driver/WorkerProcess.h"
#include "Facts/FactsText.h"
#include "llvm/Support/TimeProfiler.h"
#include <poll.h>
#include <sys/resource.h>

using namespace mapwarden;
using llvm::StringRef;

namespace {

using Clock = std::chrono::steady_clock;

/// A place for a worker and what it works on.
struct Slot {
  std::unique_ptr<WorkerProcess> Worker; ///< Null before the first job.
  std::optional<size_t> Job;
  Clock::time_point Started;
  llvm::TimeTraceProfilerEntry *Span = nullptr; ///< For `--trace`.
};

class Scheduler {
public:
  Scheduler(const ScanPlan &Plan, const SchedulerOptions &Options,
            const InterruptWatch &Interrupts, Progress &Report)
      : Plan(Plan), Options(Options), Interrupts(Interrupts), Report(Report),
        Slots(std::min<size_t>(Options.Workers, Plan.Jobs.size())) {
    Result.Units.resize(Plan.Jobs.size());
  }
  llvm::Error run();
  ExtractionResult take() { return std::move(Result); }

private:
  llvm::Error assignJobs();
  void wait();
  void collect(Slot &S);
  void checkTime(Slot &S);
  void abandonRest();
  void finishJob(Slot &S, TuStatus::Outcome Outcome, std::string Detail);
  void takeAnswer(Slot &S, const WireFrame &Answer);
  int pollTimeout() const;

  const ScanPlan &Plan;
  const SchedulerOptions &Options;
  const InterruptWatch &Interrupts;
  Progress &Report;
  std::vector<Slot> Slots;
  size_t NextJob = 0;
  size_t DoneJobs = 0;
  ExtractionResult Result;
};

/// Raises the stack limit that workers inherit: deeply nested code makes Clang
/// and the walk over its tree recurse.
void growStackOfWorkers() {
  constexpr rlim_t Wanted = 64u << 20;
  rlimit Limit;
  if (getrlimit(RLIMIT_STACK, &Limit) || Limit.rlim_cur >= Wanted)
    return;
  Limit.rlim_cur = std::min(Wanted, Limit.rlim_max);
  setrlimit(RLIMIT_STACK, &Limit);
}

llvm::Error Scheduler::run() {
  growStackOfWorkers();
  Report.start("extracting", Plan.Jobs.size());
  while (DoneJobs != Plan.Jobs.size()) {
    if (Interrupts.signal()) {
      abandonRest();
      break;
    }
    if (llvm::Error E = assignJobs())
      return E;
    wait();
    for (Slot &S : Slots) {
      if (S.Job)
        collect(S);
      if (S.Job)
        checkTime(S);
    }
  }
  Report.finish();
  return llvm::Error::success();
}

llvm::Error Scheduler::assignJobs() {
  for (Slot &S : Slots) {
    if (S.Job || NextJob == Plan.Jobs.size())
      continue;
    if (!S.Worker) {
      llvm::Expected<std::unique_ptr<WorkerProcess>> Started =
          WorkerProcess::start(Options.WorkerCommand);
      if (!Started)
        return Started.takeError();
      S.Worker = std::move(*Started);
    }
    S.Job = NextJob++;
    S.Started = Clock::now();
    S.Span = llvm::timeTraceAsyncProfilerBegin(
        UnitSpan, relativePath(Plan.Jobs[*S.Job].File, Plan.ProjectRoot));
    // If the worker is gone, the end of its stream will tell.
    S.Worker->send(Plan.Jobs[*S.Job]);
  }
  return llvm::Error::success();
}

/// Milliseconds until something must be looked at even if nothing happens.
int Scheduler::pollTimeout() const {
  auto Wake = Clock::now() + std::chrono::milliseconds(500);
  if (Options.TuTimeout)
    for (const Slot &S : Slots)
      if (S.Job)
        Wake =
            std::min(Wake, S.Started + std::chrono::seconds(Options.TuTimeout));
  auto Left = std::chrono::duration_cast<std::chrono::milliseconds>(
      Wake - Clock::now());
  return std::max<int>(0, static_cast<int>(Left.count()) + 1);
}

void Scheduler::wait() {
  std::vector<pollfd> Watched;
  const Slot *Slowest = nullptr;
  for (const Slot &S : Slots) {
    if (!S.Job)
      continue;
    Watched.push_back({S.Worker->answerFd(), POLLIN, 0});
    Watched.push_back({S.Worker->noiseFd(), POLLIN, 0});
    if (!Slowest || S.Started < Slowest->Started)
      Slowest = &S;
  }
  Watched.push_back({Interrupts.wakeFd(), POLLIN, 0});
  if (poll(Watched.data(), Watched.size(), pollTimeout()) != 0 || !Slowest)
    return;
  Report.tick(
      Plan.Jobs[*Slowest->Job].File,
      std::chrono::duration<double>(Clock::now() - Slowest->Started).count());
}

void Scheduler::finishJob(Slot &S, TuStatus::Outcome Outcome,
                          std::string Detail) {
  TuStatus &Status = Result.Units[*S.Job];
  Status.Result = Outcome;
  Status.File = relativePath(Plan.Jobs[*S.Job].File, Plan.ProjectRoot);
  Status.Detail = std::move(Detail);
  S.Job.reset();
  if (S.Span)
    llvm::timeTraceProfilerEnd(std::exchange(S.Span, nullptr));
  ++DoneJobs;
  Report.unitDone(Status);
}

void Scheduler::takeAnswer(Slot &S, const WireFrame &Answer) {
  if (Answer.Kind == WireKind::Error)
    return finishJob(S, TuStatus::Outcome::Failed, Answer.Payload);
  llvm::Expected<UnitAnswer> Unit = decodeAnswer(Answer.Payload);
  if (!Unit)
    return finishJob(S, TuStatus::Outcome::Failed,
                     "the worker's answer is damaged: " +
                         llvm::toString(Unit.takeError()));
  llvm::Expected<TuFacts> Facts = readFacts(Unit->Text, "facts");
  if (!Facts)
    return finishJob(S, TuStatus::Outcome::Failed,
                     "the worker's answer is damaged: " +
                         llvm::toString(Facts.takeError()));
  TuStatus Status = describeUnit(*Facts);
  Result.Jobs.push_back(*S.Job);
  Result.Inputs.push_back(std::move(Unit->Inputs));
  Result.Keys.push_back(std::move(Unit->FactsKey));
  if (Result.CacheProblem.empty())
    Result.CacheProblem = std::move(Unit->CacheProblem);
  finishJob(S, Status.Result, std::move(Status.Detail));
  Result.Facts.push_back(std::move(*Facts));
}

void Scheduler::collect(Slot &S) {
  S.Worker->readNoise();
  bool IsAlive = S.Worker->readAnswers();
  llvm::Expected<std::optional<WireFrame>> Answer = S.Worker->nextAnswer();
  if (!Answer) {
    S.Worker.reset();
    return finishJob(S, TuStatus::Outcome::Failed,
                     "the worker's answer is damaged: " +
                         llvm::toString(Answer.takeError()));
  }
  if (*Answer)
    takeAnswer(S, **Answer);
  if (IsAlive)
    return;
  std::string How = S.Worker->end();
  S.Worker.reset();
  if (S.Job)
    finishJob(S, TuStatus::Outcome::Failed, How);
}

void Scheduler::checkTime(Slot &S) {
  if (!Options.TuTimeout ||
      Clock::now() - S.Started < std::chrono::seconds(Options.TuTimeout))
    return;
  S.Worker.reset();
  finishJob(S, TuStatus::Outcome::TimedOut,
            "not done after " + std::to_string(Options.TuTimeout) + " s");
}

void Scheduler::abandonRest() {
  Result.Signal = Interrupts.signal();
  for (size_t I = 0; I != Result.Units.size(); ++I) {
    if (!Result.Units[I].File.empty())
      continue;
    Result.Units[I].Result = TuStatus::Outcome::Failed;
    Result.Units[I].File = relativePath(Plan.Jobs[I].File, Plan.ProjectRoot);
    Result.Units[I].Detail = "interrupted";
  }
}

} // namespace

llvm::Expected<ExtractionResult>
mapwarden::extractAll(const ScanPlan &Plan, const SchedulerOptions &Options,
                      const InterruptWatch &Interrupts, Progress &Report) {
  Scheduler Work(Plan, Options, Interrupts, Report);
  if (llvm::Error E = Work.run())
    return E;
  return Work.take();
}
