// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Threads, tasks and the workers that run them.
#include "Analysis/FrameOverlaps.h"
#include "Analysis/BranchRegions.h"
#include "llvm/ADT/STLExtras.h"
#include <optional>

using namespace mapwarden;

bool FrameOverlaps::isAlive(llvm::ArrayRef<LiveThread> Live, uint32_t Thread,
                            llvm::ArrayRef<PathId> Joined) const {
  return llvm::any_of(Live, [&](const LiveThread &L) {
    // A loop that joins all of a collection names none of them.
    auto isJoined = [&](PathId Handle) {
      return Handle != UnknownPath &&
             (llvm::is_contained(Joined, Handle) ||
              llvm::is_contained(Joined, Store.anyElement(Handle)));
    };
    return L.Thread == Thread && !(TrustsWaits && L.IsWaited) &&
           !isJoined(L.Handle) && !isJoined(L.Future);
  });
}

FrameOverlaps::FrameOverlaps(const Program &Prog, PathStore &Store,
                             const Frame &Here, bool TrustsWaits)
    : Prog(Prog), Store(Store), Here(Here), TrustsWaits(TrustsWaits),
      Services(Here.Threads.size()) {
  for (uint32_t T = 0; T < Here.Threads.size(); ++T)
    findWorkers(Prog, Store, T);
}

/// Whether this frame sees everything that happens to the object at \p Path.
static bool isInSight(const Program &Prog, const PathStore &Store,
                      const Frame &Here, PathId Path) {
  const PathRoot &Root = Store.path(Path).Root;
  const FunctionFacts &Function = Prog.Functions[Here.Function];
  return Root.Kind == RootKind::Local && Root.Frame == Function.Usr &&
         Root.Index < Function.Locals.size() &&
         !Function.Locals[Root.Index].has(VariableIsReference);
}

/// The one worker of one object, seen at two starts.
bool FrameOverlaps::areSame(uint32_t First, uint32_t Second) const {
  const ThreadSummary &One = Here.Threads[First].Summary,
                      &Two = Here.Threads[Second].Summary;
  return One.IsAlone && Two.IsAlone && One.Keeper == Two.Keeper &&
         One.CountKey == Two.CountKey;
}

/// Whether \p Part is \p Whole or lies in it, in some element.
static bool isWithin(PathStore &Store, PathId Part, PathId Whole) {
  Part = Store.anyElement(Part);
  Whole = Store.anyElement(Whole);
  const size_t Length = Store.path(Whole).Selectors.size();
  return Store.path(Part).Selectors.size() >= Length &&
         Store.prefix(Part, Length) == Whole;
}

/// Both belong to objects that are known, and not to one. A pool keeps its
/// threads, and a lane of it the queue that they serve.
static bool areOfDifferentKeepers(PathStore &Store, const ThreadSummary &One,
                                  const ThreadSummary &Two) {
  return One.Keeper != UnknownPath && Two.Keeper != UnknownPath &&
         One.CountKey == Two.CountKey &&
         !isWithin(Store, One.Keeper, Two.Keeper) &&
         !isWithin(Store, Two.Keeper, One.Keeper);
}

void FrameOverlaps::findWorkers(const Program &Prog, PathStore &Store,
                                uint32_t Thread) {
  const QueueUse &Task = Here.Threads[Thread].Summary.Task;
  Service &Own = Services[Thread];
  Own.IsTask = Task.Key != NameId::None;
  Own.IsOnly = !Own.IsTask && isOnlyThread(Store, Here.Threads[Thread].Summary);
  if (!Own.IsTask)
    return;
  PathId Queue = Store.anyElement(Task.Queue);
  bool HasOthers = false;
  // The one queue that all of them serve; unknown for two, or one without name.
  std::optional<PathId> Served;
  for (uint32_t W = 0; W < Here.Threads.size(); ++W) {
    const FrameThread &Worker = Here.Threads[W];
    bool Serves = false;
    for (const QueueUse &Use : Worker.Summary.Serves) {
      if (Use.Key != Task.Key)
        continue;
      bool IsSame = Use.Queue == UnknownPath || Queue == UnknownPath
                        ? !areOfDifferentKeepers(Store, Worker.Summary,
                                                 Here.Threads[Thread].Summary)
                        : Store.anyElement(Use.Queue) == Queue;
      Serves |= IsSame;
      HasOthers |= !IsSame;
      const PathId Named = Store.anyElement(Use.Queue);
      Served = !Served || *Served == Named ? Named : UnknownPath;
    }
    if (!Serves)
      continue;
    bool Repeats = !Worker.Summary.IsAlone &&
                   (Worker.Summary.IsMany ||
                    isAlive(Worker.LiveAtStart, W, Worker.Summary.Joined));
    Own.HasSeveral |=
        (!Own.Workers.empty() && !areSame(Own.Workers.back(), W)) ||
        (Repeats && !isPerIteration(Prog, Store, Here, Worker, Task.Queue));
    Own.Workers.push_back(W);
  }
  Own.IsNobody = Own.Workers.empty() && HasOthers &&
                 isInSight(Prog, Store, Here, Task.Queue);
  // Two threads that cannot be told to be of one queue say nothing, and where
  // the count is known the others are those of other objects.
  const bool IsUnnamed =
      Queue == UnknownPath && Served.value_or(UnknownPath) == UnknownPath;
  if (IsUnnamed || Here.Threads[Thread].Summary.IsAlone)
    Own.HasSeveral = false;
}

bool FrameOverlaps::withOwn(uint32_t Thread, llvm::ArrayRef<LiveThread> Live,
                            llvm::ArrayRef<PathId> Joined) const {
  const Service &Own = Services[Thread];
  if (Own.IsNobody || !isAlive(Live, Thread, Joined))
    return false;
  return Own.Workers.empty() || llvm::any_of(Own.Workers, [&](uint32_t W) {
           return isAlive(Live, W, Joined);
         });
}

bool FrameOverlaps::isDoneBefore(LeafId Once, uint32_t Thread) const {
  auto [Known, IsNew] = DoneBefore.try_emplace({Once, Thread}, false);
  const uint32_t Start = Here.Threads[Thread].Instr;
  if (IsNew)
    Known->second = llvm::any_of(Here.Accesses, [&](const FrameAccess &Own) {
      return leafOf(*Own.Access) == Once && isDoneOnce(*Own.Access) &&
             (Own.Instr == Start ||
              comesBefore(Prog.Functions[Here.Function], Own.Instr, Start));
    });
  return Known->second;
}

/// Whether \p Worker alone runs \p Task, between what else it does.
bool FrameOverlaps::isRunBy(uint32_t Task, uint32_t Worker) const {
  const Service &Own = Services[Task];
  return Own.IsTask && Here.Threads[Task].Summary.IsSerial && !Own.HasSeveral &&
         Own.Workers.size() == 1 && Own.Workers.front() == Worker;
}

bool FrameOverlaps::areOfOneWorker(uint32_t First, uint32_t Second) const {
  const ThreadSummary &One = Here.Threads[First].Summary,
                      &Two = Here.Threads[Second].Summary;
  if ((One.Executor != UnknownPath && One.Executor == Two.Executor &&
       !(One.IsBesideOthers && Two.IsBesideOthers)) ||
      (areSame(First, Second) && Services[First].IsOnly) ||
      isRunBy(First, Second) || isRunBy(Second, First))
    return true;
  if (!One.IsSerial || !Two.IsSerial || One.Task.Key != Two.Task.Key)
    return false;
  if (Services[First].HasSeveral || Services[Second].HasSeveral)
    return false;
  return One.Task.Queue == Two.Task.Queue || One.Task.Queue == UnknownPath ||
         Two.Task.Queue == UnknownPath;
}

bool FrameOverlaps::isOnExecutor(uint32_t Thread,
                                 const AccessSummary &Access) const {
  const ThreadSummary &Task = Here.Threads[Thread].Summary;
  const PathId Turn = serialPlace(Task);
  if (Task.Executor == UnknownPath && Services[Thread].HasSeveral)
    return false;
  return Turn != UnknownPath &&
         llvm::any_of(Access.Held, [&](const HeldLock &Lock) {
           return Lock.Lock == Turn && !(Lock.IsShared && Task.IsBesideOthers);
         });
}

bool FrameOverlaps::withEachOther(uint32_t First, uint32_t Second,
                                  bool IsNamedHere) const {
  const Service &One = Services[First], &Two = Services[Second];
  if (One.IsNobody || Two.IsNobody || areOfOneWorker(First, Second))
    return false;
  // They overlap if all that it takes is alive when the last of it starts.
  llvm::SmallVector<uint32_t, 6> Starts = {First, Second};
  Starts.append(One.Workers);
  Starts.append(Two.Workers);
  return llvm::any_of(Starts, [&](uint32_t Last) {
    const FrameThread &Start = Here.Threads[Last];
    auto runs = [&](uint32_t Thread) {
      return Thread == Last ||
             isAlive(Start.LiveAtStart, Thread, Start.Summary.Joined) ||
             (IsNamedHere &&
              isAlive(Start.Beside, Thread, Start.Summary.Joined));
    };
    auto isServed = [&](const Service &Task) {
      return Task.Workers.empty() || llvm::any_of(Task.Workers, runs);
    };
    return runs(First) && runs(Second) && isServed(One) && isServed(Two);
  });
}

bool FrameOverlaps::withItself(uint32_t Thread) const {
  if (Services[Thread].IsNobody || areOfOneWorker(Thread, Thread))
    return false;
  const FrameThread &One = Here.Threads[Thread];
  return One.Summary.IsMany ||
         isAlive(One.LiveAtStart, Thread, One.Summary.Joined);
}
