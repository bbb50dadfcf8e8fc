// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The part of the summariser that follows threads: spawns, tasks put into
/// queues, threads that callees leave running.
#include "Analysis/AccessBudget.h"
#include "Analysis/Residence.h"
#include "Analysis/Summariser.h"
#include "Analysis/TestFiles.h"
#include "llvm/ADT/Hashing.h"

using namespace mapwarden;

/// What makes two threads the same to a reader: the start, and the objects it
/// leads to.
static uint64_t identityOf(const ThreadSummary &Thread) {
  const TraceNode *Start = Thread.Start;
  while (Start->Next)
    Start = Start->Next;
  llvm::hash_code Hash = llvm::hash_combine(
      Start->Function, Start->Instr, Thread.Entry, Thread.EntryParameter);
  for (const AccessSummary &Access : Thread.Accesses)
    Hash = llvm::hash_combine(Hash, Access.Object);
  for (const Invocation &Called : Thread.Invocations)
    Hash = llvm::hash_combine(Hash, Called.Callee);
  for (const QueueUse &Use : Thread.Serves)
    Hash = llvm::hash_combine(Hash, index(Use.Key), Use.Queue);
  return static_cast<uint64_t>(Hash) >> 1;
}

void Summariser::addThread(uint32_t Instr, uint16_t LoopDepth,
                           ThreadSummary Thread) {
  if (Thread.Accesses.empty() && Thread.EntryParameter == UnknownPath &&
      Thread.Serves.empty() && Thread.Invocations.empty())
    return;
  limitAccesses(Thread.Accesses, MaxThreadAccesses,
                [&](const AccessSummary &) { Summary.IsTruncated = true; });
  // Many calls of one starter add nothing new after the first few.
  if (Threads.size() >= MaxFrameThreads ||
      ++SameThreads[identityOf(Thread)] > MaxSameThreads) {
    if (Threads.size() >= MaxFrameThreads)
      Summary.IsTruncated = true;
    else
      llvm::for_each(Thread.Accesses,
                     [&](const AccessSummary &Access) { cover(Access); });
    return;
  }
  // One instruction may start several threads; joining its handle joins them
  // all.
  uint32_t Number = static_cast<uint32_t>(Threads.size());
  if (!Thread.JoinsHere)
    (Instr == FrameThread::AtEntry ? Inputs.AtEntry : Inputs.Starts[Instr])
        .push_back({Number, Thread.Handle, Thread.Future, Thread.IsWaited});
  Inputs.AutoJoins.push_back(Thread.AutoJoins);
  Inputs.StartDepths.push_back(LoopDepth);
  Inputs.Queues.push_back(Thread.Task.Queue);
  FrameThread New;
  if (Instr == FrameThread::AtEntry)
    New.LiveAtStart.assign(Inputs.AtEntry.begin(), Inputs.AtEntry.end() - 1);
  New.Summary = std::move(Thread);
  New.Instr = Instr;
  New.LoopDepth = LoopDepth;
  Threads.push_back(std::move(New));
}

/// Threads that the initialisers of namespace-scope variables leave running:
/// main begins beside them.
void Summariser::collectEarlyThreads() {
  if (!Function.has(FunctionIsMain))
    return;
  for (FunctionId Early = 0; Early < Prog.Functions.size(); ++Early)
    if (isStaticInitialisation(Prog.Functions[Early]))
      for (const ThreadSummary &Thread : Owner.of(Early).Threads)
        if (Thread.EntryParameter == UnknownPath && !Thread.JoinsHere)
          addThread(FrameThread::AtEntry, 0, Thread);
}

void Summariser::collectThreads() {
  collectEarlyThreads();
  for (const BlockFacts &Block : Function.Blocks)
    for (uint32_t I = Block.Begin; I < Block.End; ++I) {
      const Instruction &Instr = Function.Instructions[I];
      Pointers.moveTo(I);
      if (Instr.Kind == InstrKind::Spawn) {
        for (const CallTarget &Target : Graph.targets(Id, I))
          startThread(I, Block.LoopDepth, Target);
        if (Graph.targets(Id, I).empty())
          startParameter(I, Block.LoopDepth, Instr.Callee);
        continue;
      }
      if (const TaskQueue *Queue = Graph.taskStore(Id, I))
        startTask(I, Block.LoopDepth, *Queue);
      if (const Registration *Kept = Graph.registration(Id, I)) {
        for (const CallTarget &Target : Kept->Targets)
          startThread(I, Block.LoopDepth, Target);
        if (Kept->Parameter)
          startParameter(I, Block.LoopDepth, *Kept->Parameter);
      } else if (Instr.Kind == InstrKind::Call) {
        for (const CallTarget &Target : Graph.targets(Id, I)) {
          Substitution Bind = substitution(I, Target);
          liftThreads(I, Block.LoopDepth, Target, Bind);
        }
      }
    }
}

/// The future that a thread fulfils that runs \p Callee: that of the task it is
/// given, or of the first task of this function that the lambda it is given
/// runs.
PathId Summariser::futureOf(const Value &Callee) {
  if (Callee.Kind == ValueKind::Path)
    return Pointers.resolveOne(Store.futureOf(raw(Callee.Path)));
  const FunctionFacts *Lambda =
      Callee.Kind == ValueKind::Function ? Prog.function(Callee.Name) : nullptr;
  if (!Lambda || Lambda->Parent != Function.Usr)
    return UnknownPath;
  for (const Instruction &Instr : Lambda->Instructions)
    if (Instr.Kind == InstrKind::Call && Instr.Callee.Kind == ValueKind::Path &&
        Instr.Callee.Path.Root.Frame == Function.Usr)
      return Pointers.resolveOne(Store.futureOf(raw(Instr.Callee.Path)));
  return UnknownPath;
}

void Summariser::describe(uint32_t Instr, ThreadSummary &Thread) {
  const Instruction &Spawn = Function.Instructions[Instr];
  const Registration *Kept = Graph.registration(Id, Instr);
  Thread.Start = trace(Instr);
  Thread.IsCallback = Kept != nullptr;
  Thread.IsMany = Spawn.has(SpawnMany) || Kept;
  Thread.JoinsHere = Spawn.has(SpawnJoinsHere) || (Kept && Kept->JoinsHere);
  Thread.AutoJoins = Spawn.has(SpawnFuture) || Spawn.has(SpawnAutoJoin);
  Thread.Handle = Kept ? handleOf(Instr) : raw(Spawn.Target);
  if (!Kept)
    Thread.Future = futureOf(Spawn.Callee);
  if (Spawn.Executor.isKnown()) {
    Thread.Executor = raw(Spawn.Executor);
    Thread.IsBesideOthers = Spawn.has(LockShared);
    // Joining what a strand is made of joins its tasks.
    Thread.Handle = Pointers.resolveOne(Thread.Handle);
  }
}

/// Notes what says how many threads start \p Instr starts, which stands in \p
/// LoopDepth loops.
void Summariser::count(uint32_t Instr, uint16_t LoopDepth,
                       ThreadSummary &Thread) {
  if (LoopDepth != 1 || Thread.IsMany)
    return;
  Thread.CountKey = Graph.counts().around(Id, Instr).Key;
  if (Thread.CountKey == NameId::None)
    return;
  AccessPath This;
  This.Root.Kind = RootKind::This;
  Thread.Keeper = raw(This);
  settleCount(Thread);
}

/// Looks whether the keeper of \p Thread is known to have one thread only.
void Summariser::settleCount(ThreadSummary &Thread) {
  if (Thread.CountKey == NameId::None)
    return;
  Thread.IsAlone |= Graph.counts().isOne(Store, Thread.Keeper, Thread.CountKey);
  if (!Thread.IsAlone)
    return;
  Thread.IsMany = false;
  Thread.IsSerial |= Thread.Task.Key != NameId::None;
}

/// Notes where \p Entry is started to run as \p Thread.
void Summariser::noteStart(FunctionId Entry, const Substitution &Bind,
                           const ThreadSummary &Thread) {
  if (!IsRecording)
    return;
  const FunctionFacts &Run = Prog.Functions[Entry];
  AccessPath This;
  This.Root.Kind = RootKind::This;
  EntryStart Start;
  Start.Entry = Entry;
  Start.Frame = Id;
  Start.IsOnThis = Residence::isOnThis(
      Prog, Function, Store.path(Bind(Store.intern(This, Run.Usr))), Run);
  Start.Place = Residence::placeOf(Prog, Store, Thread, Function);
  std::vector<EntryStart> &Known = Owner.Starts[Entry];
  if (!llvm::is_contained(Known, Start))
    Known.push_back(Start);
}

/// Adds the queues that \p Entry takes from.
void Summariser::addServed(FunctionId Entry, const Substitution &Bind,
                           ThreadSummary &Thread) {
  for (const QueueUse &Use : Owner.of(Entry).Takes)
    addUse(Thread.Serves, {Use.Key, Pointers.resolveOne(Bind(Use.Queue))});
}

/// What ends a registration is given: its result, where that is kept, or else
/// the first object that it was made with.
PathId Summariser::handleOf(uint32_t Number) {
  const Instruction &Call = Function.Instructions[Number];
  AccessPath Result;
  Result.Root.Kind = RootKind::Result;
  Result.Root.Index = Number;
  bool IsResultKept =
      llvm::any_of(Function.Instructions, [&](const Instruction &Instr) {
        return (Instr.Kind == InstrKind::Assign ||
                Instr.Kind == InstrKind::Return) &&
               !Instr.Args.empty() && Instr.Args[0].Kind == ValueKind::Path &&
               Instr.Args[0].Path == Result;
      });
  if (IsResultKept)
    return raw(Result);
  if (Call.Target.isKnown())
    return Pointers.resolveOne(raw(Call.Target));
  for (const Value &Arg : Call.Args) {
    bool IsThis = Arg.Kind == ValueKind::Path && Arg.Path.Selectors.empty() &&
                  Arg.Path.Root.Kind == RootKind::This;
    if (Arg.Kind == ValueKind::Path && !IsThis)
      return Pointers.resolveOne(raw(Arg.Path));
    if (!Graph.resolve(Arg, Function.Usr).empty())
      break; // What follows is user data.
  }
  return raw(Result);
}

void Summariser::startThread(uint32_t Instr, uint16_t LoopDepth,
                             const CallTarget &Target) {
  Substitution Bind = substitution(Instr, Target);
  ThreadSummary Thread;
  describe(Instr, Thread);
  count(Instr, LoopDepth, Thread);
  Thread.Entry = Target.Function;
  noteStart(Target.Function, Bind, Thread);
  liftAccesses(Instr, Target, Bind, Thread.Accesses, Thread.Invocations);
  addServed(Target.Function, Bind, Thread);
  addThread(Instr, LoopDepth, std::move(Thread));
  // Threads that the entry leaves running are alive from here on too.
  liftThreads(Instr, LoopDepth, Target, Bind);
}

void Summariser::startParameter(uint32_t Instr, uint16_t LoopDepth,
                                const Value &Entry) {
  if (Entry.Kind != ValueKind::Path ||
      Entry.Path.Root.Kind != RootKind::Param ||
      Entry.Path.Root.Frame != NameId::None)
    return;
  ThreadSummary Thread;
  describe(Instr, Thread);
  Thread.EntryParameter = raw(Entry.Path);
  // What is handed over beside a callback is not passed by this call.
  const Instruction &Spawn = Function.Instructions[Instr];
  llvm::ArrayRef<Value> Passed;
  if (Spawn.Kind == InstrKind::Spawn)
    Passed = Spawn.Args;
  for (const Value &Arg : Passed)
    Thread.EntryArguments.push_back(Arg.Kind == ValueKind::Path && !Arg.Copied
                                        ? raw(Arg.Path)
                                        : UnknownPath);
  addThread(Instr, LoopDepth, std::move(Thread));
}

void Summariser::liftThreads(uint32_t Instr, uint16_t LoopDepth,
                             const CallTarget &Target,
                             const Substitution &Bind) {
  // Where the threads of each one of the callee begin here; what it starts as a
  // parameter may be several here, or none.
  llvm::SmallVector<uint32_t, 4> Begins;
  auto noteBeside = [&](const ThreadSummary &Callee) {
    for (uint32_t Later = Begins.back(); Later < Threads.size(); ++Later)
      for (uint32_t Number : Callee.Beside)
        for (uint32_t T = Begins[Number]; T < Begins[Number + 1]; ++T)
          Threads[Later].Beside.push_back(
              {T, Threads[T].Summary.Handle, Threads[T].Summary.Future});
  };
  const std::vector<ThreadSummary> &Started = Owner.of(Target.Function).Threads;
  for (const ThreadSummary &Callee : Started) {
    if (!Begins.empty())
      noteBeside(Started[Begins.size() - 1]);
    Begins.push_back(static_cast<uint32_t>(Threads.size()));
    ThreadSummary Thread;
    Thread.Start = trace(Instr, Callee.Start);
    Thread.Handle = Pointers.resolveOne(Bind(Callee.Handle));
    Thread.Future = Pointers.resolveOne(Bind(Callee.Future));
    Thread.IsMany = Callee.IsMany;
    Thread.AutoJoins = Callee.AutoJoins;
    Thread.JoinsHere = Callee.JoinsHere;
    // A strand is another thing than the loop that it is made of.
    if (Callee.Executor != UnknownPath) {
      Thread.IsBesideOthers = Callee.IsBesideOthers;
      PathId Executor = Owner.Bindings.rebind(Store, Bind(Callee.Executor), Id);
      Thread.Executor = Store.path(Executor).Selectors.empty()
                            ? Pointers.resolveOne(Executor)
                            : nameOfStore(Executor);
    }
    Thread.Task = {Callee.Task.Key,
                   Pointers.resolveOne(Bind(Callee.Task.Queue))};
    Thread.IsSerial = Callee.IsSerial;
    Thread.IsWaited = Callee.IsWaited;
    Thread.CountKey = Callee.CountKey;
    Thread.IsAlone = Callee.IsAlone;
    if (Callee.CountKey != NameId::None) {
      Thread.Keeper = Pointers.resolveOne(Bind(Callee.Keeper));
      settleCount(Thread);
    }
    for (const QueueUse &Use : Callee.Serves)
      addUse(Thread.Serves, {Use.Key, Pointers.resolveOne(Bind(Use.Queue))});
    Thread.IsCallback = Callee.IsCallback;
    Thread.Entry = Callee.Entry;
    for (PathId Handle : Callee.Joined)
      Thread.Joined.push_back(Pointers.resolveOne(Bind(Handle)));
    if (Callee.EntryParameter == UnknownPath) {
      liftInto(Instr, Target.Function, Callee.Accesses, Bind, Thread.Accesses);
      for (const Invocation &Called : Callee.Invocations)
        liftInvocation(Instr, Called, Bind, Thread.Accesses,
                       Thread.Invocations);
      addThread(Instr, LoopDepth, std::move(Thread));
      continue;
    }
    // The callee starts one of its parameters: this call says which function
    // that is.
    const AccessPath &Formal = Store.path(Callee.EntryParameter);
    const Value *Actual =
        Formal.Selectors.empty() ? Bind.argument(Formal.Root.Index) : nullptr;
    if (Thread.Future == UnknownPath && Actual)
      Thread.Future = futureOf(*Actual);
    for (PathId Arg : Callee.EntryArguments)
      Thread.EntryArguments.push_back(Bind(Arg));
    Thread.EntryMethod = Callee.EntryMethod;
    Thread.EntryHeld = Callee.EntryHeld;
    for (HeldLock &Lock : Thread.EntryHeld)
      Lock.Lock = Pointers.resolveOne(Bind.lock(Lock.Lock));
    startOpen(Instr, LoopDepth, Actual, Bind(Callee.EntryParameter),
              std::move(Thread));
  }
  if (!Begins.empty())
    noteBeside(Started.back());
}
