// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The walks up from the takers of a queue and from the other side of a pair.
#include "Analysis/TakerLocks.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;

/// Keeps in \p Into what \p Other has, too.
static void intersect(std::set<std::string> &Into,
                      const std::set<std::string> &Other) {
  for (auto Each = Into.begin(); Each != Into.end();)
    Each = Other.count(*Each) ? std::next(Each) : Into.erase(Each);
}

void TakerLocks::add(llvm::ArrayRef<HeldLock> Held, Mutexes &Into) const {
  for (const HeldLock &Lock : Held)
    if (!Lock.IsOnce && !Lock.IsShared && !Lock.IsOfOtherElement)
      Into.insert(Store.key(Lock.Lock));
}

/// What \p Caller holds wherever it calls each of its callees; nothing for
/// those that it starts as threads.
const std::map<FunctionId, TakerLocks::Mutexes> &
TakerLocks::heldAtCalls(FunctionId Caller) {
  auto [Entry, IsNew] = ByCaller.try_emplace(Caller);
  std::map<FunctionId, Mutexes> &Result = Entry->second;
  if (!IsNew)
    return Result;
  Known.forEachPoint(Caller, [&](const ProgramPoint &Point) {
    if (Prog.Functions[Caller].Instructions[Point.Instr].Kind !=
        InstrKind::Call)
      return;
    Mutexes Here;
    add(Point.Before.Held, Here);
    for (const CallTarget &Target : Graph.targets(Caller, Point.Instr)) {
      auto [Before, IsFirst] = Result.try_emplace(Target.Function, Here);
      if (!IsFirst)
        intersect(Before->second, Here);
    }
  });
  // A thread has none of the locks of who starts it, nor of those above.
  const FunctionFacts &Function = Prog.Functions[Caller];
  for (uint32_t I = 0; I < Function.Instructions.size(); ++I)
    if (Function.Instructions[I].Kind != InstrKind::Call)
      for (const CallTarget &Target : Graph.targets(Caller, I))
        Result.erase(Target.Function);
  return Result;
}

/// What is held around every call of \p Function.
const TakerLocks::Mutexes &TakerLocks::aroundCalls(FunctionId Function,
                                                   unsigned Depth) {
  auto [Entry, IsNew] = ByFunction.try_emplace(Function);
  if (!IsNew || Depth == MaxDepth)
    return Entry->second; // Recursion adds nothing.
  Mutexes Result;
  bool IsFirst = true;
  for (FunctionId Caller : Graph.callers(Function)) {
    Mutexes Here;
    auto Held = heldAtCalls(Caller).find(Function);
    if (Held != heldAtCalls(Caller).end()) {
      Here = Held->second;
      const Mutexes &Above = aroundCalls(Caller, Depth + 1);
      Here.insert(Above.begin(), Above.end());
    }
    if (IsFirst)
      Result = std::move(Here);
    else
      intersect(Result, Here);
    IsFirst = false;
    if (Result.empty())
      break;
  }
  return ByFunction[Function] = std::move(Result);
}

/// What is held wherever a task of \p Queue is taken and run.
const TakerLocks::Mutexes &TakerLocks::aroundTasks(NameId Queue) {
  auto [Entry, IsNew] = ByQueue.try_emplace(Queue);
  if (!IsNew)
    return Entry->second;
  bool IsFirst = true;
  for (const TaskTake &Take : Known.takesOf(Queue)) {
    Mutexes Here;
    add(Take.Held, Here);
    const Mutexes &Above = aroundCalls(Take.Function);
    Here.insert(Above.begin(), Above.end());
    if (IsFirst)
      Entry->second = std::move(Here);
    else
      intersect(Entry->second, Here);
    IsFirst = false;
  }
  return Entry->second;
}

/// The queue that the task was put into; null for a thread that is started, and
/// for the frame's own thread.
const TaskQueue *TakerLocks::queueOf(const TraceNode *Start) const {
  while (Start && Start->Next)
    Start = Start->Next;
  return Start ? Graph.taskStore(Start->Function, Start->Instr) : nullptr;
}

TakerLocks::Mutexes TakerLocks::around(const ConflictSide &Side) {
  Mutexes Result;
  add(Side.Access.Held, Result);
  const Mutexes *Above = nullptr;
  if (const TaskQueue *Queue = queueOf(Side.Context.Start))
    Above = &aroundTasks(Queue->Key);
  else if (!Side.Context.Start)
    Above = &aroundCalls(Side.Context.Frame);
  if (Above)
    Result.insert(Above->begin(), Above->end());
  return Result;
}

bool TakerLocks::areApart(const Conflict &Pair) {
  if (!queueOf(Pair.First.Context.Start) && !queueOf(Pair.Second.Context.Start))
    return false;
  Mutexes Both = around(Pair.First);
  intersect(Both, around(Pair.Second));
  return !Both.empty();
}

bool TakerLocks::isTaskUnder(const TraceNode *Start, const std::string &Mutex) {
  const TaskQueue *Queue = queueOf(Start);
  return Queue && aroundTasks(Queue->Key).count(Mutex);
}
