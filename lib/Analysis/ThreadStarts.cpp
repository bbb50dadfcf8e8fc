// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The part of the summariser that follows threads: spawns, tasks put into
/// queues, threads that callees leave running.
#include "Analysis/Summariser.h"
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
  return static_cast<uint64_t>(Hash) >> 1;
}

void Summariser::addThread(uint32_t Instr, uint16_t LoopDepth,
                           ThreadSummary Thread) {
  if (Thread.Accesses.empty() && Thread.EntryParameter == UnknownPath)
    return;
  if (Thread.Accesses.size() > MaxThreadAccesses) {
    Thread.Accesses.resize(MaxThreadAccesses);
    Summary.IsTruncated = true;
  }
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
    Inputs.Starts[Instr].push_back({Number, Thread.Handle});
  Inputs.AutoJoins.push_back(Thread.AutoJoins);
  FrameThread New;
  New.Summary = std::move(Thread);
  New.Instr = Instr;
  New.LoopDepth = LoopDepth;
  Threads.push_back(std::move(New));
}

void Summariser::collectThreads() {
  for (const BlockFacts &Block : Function.Blocks)
    for (uint32_t I = Block.Begin; I < Block.End; ++I) {
      const Instruction &Instr = Function.Instructions[I];
      if (Instr.Kind == InstrKind::Spawn) {
        for (const CallTarget &Target : Graph.targets(Id, I))
          startThread(I, Block.LoopDepth, Target, nullptr);
        if (Graph.targets(Id, I).empty())
          startParameter(I, Block.LoopDepth, Instr.Callee, nullptr);
      } else if (const TaskQueue *Queue = Graph.taskStore(Id, I)) {
        const Value &Task = Instr.Args[0];
        if (Task.Kind == ValueKind::Path)
          startParameter(I, Block.LoopDepth, Task, Queue);
        else
          for (const CallTarget &Target : Graph.resolve(Task, Function.Usr))
            startThread(I, Block.LoopDepth, Target, Queue);
      } else if (Instr.Kind == InstrKind::Call) {
        for (const CallTarget &Target : Graph.targets(Id, I)) {
          Substitution Bind(Prog, Store, Function, I, Target);
          liftThreads(I, Block.LoopDepth, Target, Bind);
        }
      }
    }
}

static void describe(ThreadSummary &Thread, const Instruction &Instr,
                     const TaskQueue *Queue) {
  Thread.IsMany = Instr.has(SpawnMany);
  Thread.JoinsHere = Instr.has(SpawnJoinsHere);
  Thread.AutoJoins = Instr.has(SpawnFuture) || Instr.has(SpawnAutoJoin);
  if (Queue && !Queue->HasManyWorkers)
    Thread.Serial = Queue->Key;
}

void Summariser::startThread(uint32_t Instr, uint16_t LoopDepth,
                             const CallTarget &Target, const TaskQueue *Queue) {
  const Instruction &Facts = Function.Instructions[Instr];
  Substitution Bind(Prog, Store, Function, Instr, Target);
  ThreadSummary Thread;
  describe(Thread, Facts, Queue);
  Thread.Start = trace(Instr);
  Thread.Handle =
      Facts.Kind == InstrKind::Spawn ? raw(Facts.Target) : UnknownPath;
  if (Facts.Executor.isKnown()) {
    Thread.Executor = raw(Facts.Executor);
    // Joining what a strand is made of joins its tasks.
    Thread.Handle = Pointers.resolveOne(Thread.Handle);
  }
  Thread.Entry = Target.Function;
  liftAccesses(Instr, Target, Bind, Thread.Accesses);
  addThread(Instr, LoopDepth, std::move(Thread));
  // Threads that the entry leaves running are alive from here on too.
  liftThreads(Instr, LoopDepth, Target, Bind);
}

void Summariser::startParameter(uint32_t Instr, uint16_t LoopDepth,
                                const Value &Entry, const TaskQueue *Queue) {
  if (Entry.Kind != ValueKind::Path ||
      Entry.Path.Root.Kind != RootKind::Param ||
      Entry.Path.Root.Frame != NameId::None)
    return;
  const Instruction &Facts = Function.Instructions[Instr];
  ThreadSummary Thread;
  describe(Thread, Facts, Queue);
  Thread.Start = trace(Instr);
  Thread.Handle =
      Facts.Kind == InstrKind::Spawn ? raw(Facts.Target) : UnknownPath;
  if (Facts.Executor.isKnown()) {
    Thread.Executor = raw(Facts.Executor);
    // Joining what a strand is made of joins its tasks.
    Thread.Handle = Pointers.resolveOne(Thread.Handle);
  }
  Thread.EntryParameter = raw(Entry.Path);
  if (Facts.Kind == InstrKind::Spawn)
    for (const Value &Arg : Facts.Args)
      Thread.EntryArguments.push_back(Arg.Kind == ValueKind::Path && !Arg.Copied
                                          ? raw(Arg.Path)
                                          : UnknownPath);
  addThread(Instr, LoopDepth, std::move(Thread));
}

void Summariser::liftThreads(uint32_t Instr, uint16_t LoopDepth,
                             const CallTarget &Target,
                             const Substitution &Bind) {
  for (const ThreadSummary &Callee : Owner.of(Target.Function).Threads) {
    ThreadSummary Thread;
    Thread.Start = trace(Instr, Callee.Start);
    Thread.Handle = Pointers.resolveOne(Bind(Callee.Handle));
    Thread.IsMany = Callee.IsMany;
    Thread.AutoJoins = Callee.AutoJoins;
    Thread.Serial = Callee.Serial;
    if (Callee.Executor != UnknownPath)
      Thread.Executor = Bind(Callee.Executor);
    Thread.Entry = Callee.Entry;
    for (PathId Handle : Callee.Joined)
      Thread.Joined.push_back(Pointers.resolveOne(Bind(Handle)));
    if (Callee.EntryParameter == UnknownPath) {
      liftInto(Instr, Callee.Accesses, Bind, Thread.Accesses);
      addThread(Instr, LoopDepth, std::move(Thread));
      continue;
    }
    // The callee starts one of its parameters: this call says which function
    // that is.
    const AccessPath &Formal = Store.path(Callee.EntryParameter);
    const Value *Actual =
        Formal.Selectors.empty() ? Bind.argument(Formal.Root.Index) : nullptr;
    llvm::SmallVector<PathId, 2> Arguments;
    for (PathId Arg : Callee.EntryArguments)
      Arguments.push_back(Bind(Arg));
    PathId Path = Bind(Callee.EntryParameter);
    bool IsOwnParameter =
        Path != UnknownPath && Store.path(Path).Root.Kind == RootKind::Param;
    if (IsOwnParameter) {
      Thread.EntryParameter = Path;
      Thread.EntryArguments = Arguments;
      addThread(Instr, LoopDepth, std::move(Thread));
    } else if (Actual) {
      for (const CallTarget &Entry : Graph.resolve(*Actual, Function.Usr)) {
        ThreadSummary Known = Thread;
        Known.Entry = Entry.Function;
        Substitution EntryBind(Prog, Store, Function, Instr, Entry, Arguments);
        liftInto(Instr, Owner.of(Entry.Function).Accesses, EntryBind,
                 Known.Accesses);
        addThread(Instr, LoopDepth, std::move(Known));
      }
    }
  }
}
