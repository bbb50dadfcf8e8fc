// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The part of the summariser that follows tasks: what is put into queues, and
/// what threads take out of them.
///
/// A task is a thread that starts where it is stored. Which function it runs is
/// often known to a caller only (`pool.enqueue(f)`); until then it is *open*:
/// the path of the callable or object in terms of the function's parameters.
#include "Analysis/Summariser.h"

using namespace mapwarden;

/// Tasks that start tasks are followed so far.
static constexpr unsigned MaxOpenDepth = 3;

void Summariser::addUse(llvm::SmallVectorImpl<QueueUse> &Uses, QueueUse Use) {
  if (Uses.size() < MaxQueueUses && !llvm::is_contained(Uses, Use))
    Uses.push_back(Use);
}

/// The part of \p Path that is the collection \p Key, or UnknownPath.
PathId Summariser::queueIn(PathId Path, NameId Key) {
  // An element may go by the name of what was put there.
  llvm::SmallVector<PathId, 3> Names(Pointers.resolve(Path));
  Names.push_back(Path);
  for (PathId Object : Names) {
    const AccessPath &P = Store.path(Object);
    for (size_t I = P.Selectors.size(); I-- > 0;)
      if (P.Selectors[I].K == Selector::Field && P.Selectors[I].Name == Key)
        return Store.prefix(Object, I + 1);
    if (P.Root.Kind == RootKind::Global && P.Root.Name == Key)
      return Store.prefix(Object, 0);
  }
  // A local variable has no name that every function knows.
  if (Prog.field(Key) || Prog.global(Key))
    return UnknownPath;
  for (PathId Object : Names) {
    const AccessPath &P = Store.path(Object);
    if (P.Root.Kind == RootKind::Local && !P.Selectors.empty() &&
        P.Selectors[0].K == Selector::Element)
      return Store.prefix(Object, 0);
  }
  return UnknownPath;
}

/// The object that the collection \p Queue is a field of.
PathId Summariser::ownerOf(PathId Queue) {
  const unsigned Length = Store.path(Queue).Selectors.size();
  return Length == 0 ? UnknownPath : Store.prefix(Queue, Length - 1);
}

void Summariser::recordTake(uint32_t Instr, const TaskQueue &Queue,
                            const FlowState &Before) {
  const Instruction &Call = Function.Instructions[Instr];
  PathId From = Call.Callee.Kind == ValueKind::Path ? raw(Call.Callee.Path)
                                                    : raw(Call.Target);
  TaskTake Take;
  Take.Function = Id;
  Take.Queue = queueIn(From, Queue.Key);
  Take.Held.assign(Before.Held.begin(), Before.Held.end());
  addUse(Summary.Takes, {Queue.Key, Take.Queue});
  Owner.Takes[Queue.Key].push_back(std::move(Take));
}

/// The locks that every take from \p Queue holds, as \p Queue's function names
/// them.
llvm::SmallVector<HeldLock, 1> Summariser::heldByTakers(NameId Key,
                                                        PathId Queue) {
  llvm::SmallVector<HeldLock, 1> Common;
  bool IsFirst = true;
  for (const TaskTake &Take : Owner.Takes[Key]) {
    const AccessPath &Taken = Store.path(Take.Queue);
    const AccessPath &Here = Store.path(Queue);
    llvm::SmallVector<HeldLock, 1> Held;
    for (HeldLock Lock : Take.Held) {
      const AccessPath &Path = Store.path(Lock.Lock);
      Lock.Guard = UnknownPath;
      if (Path.Root.Kind != RootKind::Global) {
        // Beside the queue there, so beside the queue here.
        size_t Extra = Taken.Selectors.size();
        if (!Taken.isKnown() || !Here.isKnown() || !(Path.Root == Taken.Root) ||
            Here.Selectors.size() < Extra ||
            !std::equal(Taken.Selectors.begin(), Taken.Selectors.end(),
                        Here.Selectors.end() - Extra))
          continue;
        Lock.Lock = Store.append(
            Store.prefix(Queue, Here.Selectors.size() - Extra), Lock.Lock, 0);
      }
      Held.push_back(Lock);
    }
    if (IsFirst)
      Common = std::move(Held);
    else
      llvm::erase_if(Common, [&](const HeldLock &Lock) {
        return llvm::none_of(
            Held, [&](const HeldLock &L) { return L.Lock == Lock.Lock; });
      });
    IsFirst = false;
  }
  return Common;
}

void Summariser::startTask(uint32_t Instr, uint16_t LoopDepth,
                           const TaskQueue &Queue) {
  const Instruction &Assign = Function.Instructions[Instr];
  auto Last = llvm::find_if(
      llvm::reverse(Assign.Target.Selectors),
      [](const Selector &Step) { return Step.K == Selector::Element; });
  llvm::ArrayRef<Selector> Part(Last.base(), Assign.Target.Selectors.end());
  for (const TaskEntry &Entry : Queue.Entries) {
    llvm::ArrayRef<Selector> Suffix(Entry.Suffix);
    if (!llvm::ArrayRef<Selector>(Suffix).take_front(Part.size()).equals(Part))
      continue; // Another part of the element is set.
    Suffix = Suffix.drop_front(Part.size());
    bool IsMade = Assign.Kind == InstrKind::Call;
    const Value *Given =
        IsMade ? Graph.storedBy(Assign, Suffix) : &Assign.Args[0];
    if (!Given)
      continue;
    if (IsMade)
      Suffix = {};
    const Value &Stored = *Given;
    bool IsValue = Stored.Kind == ValueKind::Path;
    if (IsValue
            ? Stored.Copied && Entry.Method != NameId::None && Suffix.empty()
            : Entry.Method != NameId::None || !Suffix.empty())
      continue;
    PathId Path = IsValue ? raw(Stored.Path) : UnknownPath;
    for (const Selector &Step : Suffix)
      Path = Store.append(Path, Step);
    ThreadSummary Thread;
    Thread.Start = trace(Instr);
    Thread.Task = {Queue.Key, queueIn(raw(Assign.Target), Queue.Key)};
    Thread.IsSerial = !Queue.HasManyWorkers;
    Thread.IsMany = Queue.HasManyWorkers && Queue.IsKept;
    Thread.CountKey = Queue.CountKey;
    Thread.Keeper = ownerOf(Thread.Task.Queue);
    settleCount(Thread);
    Thread.Future =
        IsValue ? Pointers.resolveOne(Store.futureOf(Path)) : futureOf(Stored);
    Thread.EntryMethod = Entry.Method;
    Thread.EntryHeld = heldByTakers(Queue.Key, Thread.Task.Queue);
    startOpen(Instr, LoopDepth, IsValue ? nullptr : &Stored, Path,
              std::move(Thread));
  }
}

/// The callables that this function stores at \p Path, itself or by a call: the
/// constructor of the object around it, a setter.
std::vector<CallTarget> Summariser::callableAt(PathId Path) {
  std::vector<CallTarget> Result;
  auto add = [&](const Value &Callable) {
    if (Callable.Kind == ValueKind::Function ||
        Callable.Kind == ValueKind::Bind)
      for (const CallTarget &Target : Graph.resolve(Callable, Function.Usr))
        if (!llvm::is_contained(Result, Target))
          Result.push_back(Target);
  };
  for (uint32_t I = 0; I < Function.Instructions.size(); ++I) {
    const Instruction &Instr = Function.Instructions[I];
    if (Instr.Kind == InstrKind::Assign && !Instr.Args.empty() &&
        raw(Instr.Target) == Path)
      add(Instr.Args[0]);
    if (Instr.Kind != InstrKind::Call)
      continue;
    for (const CallTarget &Target : Graph.targets(Id, I)) {
      Substitution Bind(Prog, Store, Function, I, Target);
      for (auto [Pointer, Object] : Owner.of(Target.Function).Stores) {
        const AccessPath &From = Store.path(Object);
        if (From.Root.Kind == RootKind::Param && From.Selectors.empty() &&
            Bind(Pointer) == Path)
          if (const Value *Given = Bind.argument(From.Root.Index))
            add(*Given);
      }
    }
  }
  return Result;
}

/// Starts a thread that runs \p Callable, if given, or what is at \p Path: the
/// callable, or the object of Thread.EntryMethod. Stays open while that is a
/// parameter.
void Summariser::startOpen(uint32_t Instr, uint16_t LoopDepth,
                           const Value *Callable, PathId Path,
                           ThreadSummary Thread) {
  auto start = [&](const CallTarget &Entry, PathId Object) {
    ThreadSummary Known = Thread;
    Known.Entry = Entry.Function;
    Known.EntryArguments.clear();
    Substitution Bind(Prog, Store, Function, Instr, Entry,
                      Thread.EntryArguments, Object);
    noteStart(Entry.Function, Bind, Thread);
    liftAccesses(Instr, Entry, Bind, Known.Accesses, Known.Invocations);
    for (AccessSummary &Access : Known.Accesses)
      if (!Access.StartedBy)
        Access.Held.append(Thread.EntryHeld.begin(), Thread.EntryHeld.end());
    addServed(Entry.Function, Bind, Known);
    addThread(Instr, LoopDepth, std::move(Known));
    // A task may start itself anew.
    if (OpenDepth == MaxOpenDepth)
      return;
    ++OpenDepth;
    liftThreads(Instr, LoopDepth, Entry, Bind);
    --OpenDepth;
  };
  if (Callable && Callable->Kind != ValueKind::Path) {
    for (const CallTarget &Entry : Graph.resolve(*Callable, Function.Usr))
      start(Entry, UnknownPath);
    return;
  }
  for (PathId Known : Pointers.resolve(Path)) {
    if (Known == UnknownPath)
      continue;
    const PathRoot &Root = Store.path(Known).Root;
    if (Root.Kind == RootKind::Param && Root.Frame == Function.Usr) {
      ThreadSummary Open = Thread;
      Open.EntryParameter = Known;
      addThread(Instr, LoopDepth, std::move(Open));
      continue;
    }
    if (Thread.EntryMethod != NameId::None) {
      const FunctionFacts *Frame = Prog.function(Root.Frame);
      for (const CallTarget &Entry :
           Graph.methodOf(Thread.EntryMethod, Store.path(Known),
                          Frame ? *Frame : Function))
        start(Entry, Known);
      continue;
    }
    std::vector<CallTarget> Entries = callableAt(Known);
    if (Entries.empty() && Known != Path)
      Entries = callableAt(Path);
    if (Entries.empty())
      Entries = Graph.resolve(Value::path(Store.path(Known)), Function.Usr);
    for (const CallTarget &Entry : Entries)
      start(Entry, UnknownPath);
  }
}
