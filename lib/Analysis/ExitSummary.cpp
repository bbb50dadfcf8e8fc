// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What callers must know of a function when it has returned: the threads that
/// it leaves running, the locks that it leaves held, what it returns and
/// stores.
#include "Analysis/AccessBudget.h"
#include "Analysis/Conflicts.h"
#include "Analysis/Summariser.h"

using namespace mapwarden;

/// Formals, globals, and anything of another frame; locals and their parts die
/// with the function.
bool Summariser::isVisibleToCaller(PathId Path) const {
  const PathRoot &Root = Store.path(Path).Root;
  return Root.Kind != RootKind::Unknown &&
         (Root.Kind != RootKind::Local || Root.Frame != Function.Usr);
}

/// A function that waits in a loop for what others do, and puts nothing
/// anywhere: a barrier for its caller. One that stores what it is given, or
/// takes something out, waits for room or for a job.
static bool isWait(const FunctionFacts &Function) {
  bool Waits = false;
  for (const BlockFacts &Block : Function.Blocks)
    for (uint32_t I = Block.Begin; I < Block.End; ++I) {
      const Instruction &Instr = Function.Instructions[I];
      Waits |= Instr.Kind == InstrKind::GuardWait;
      bool Stores =
          Instr.Kind == InstrKind::Assign &&
          llvm::any_of(Instr.Target.Selectors, [](const Selector &Step) {
            return Step.K == Selector::Element;
          });
      bool Changes = Instr.Kind == InstrKind::Access && Instr.has(AccessWrite);
      if (Stores || Changes || Instr.Kind == InstrKind::Spawn)
        return false;
    }
  return Waits;
}

/// A destructor that waits for what its object runs: `~Pool() { wait(); }`.
bool Summariser::endsWithOwnWait() const {
  if (!Function.has(FunctionIsDestructor))
    return false;
  for (const auto &[Instr, Effect] : Inputs.Calls) {
    const AccessPath &Object = Function.Instructions[Instr].Target;
    if (Effect.HasWaited && Object.Root.Kind == RootKind::This &&
        Object.Selectors.empty())
      return true;
  }
  return false;
}

/// Thread number \p T, which may outlive the call by the state \p Alive, in the
/// eyes of callers. \p NumberAbove has the numbers that those before it have
/// there.
ThreadSummary Summariser::outlivingThread(
    size_t T, const LiveThread &Alive, const Frame &Here,
    llvm::ArrayRef<std::optional<uint32_t>> NumberAbove) const {
  const FrameThread &Thread = Threads[T];
  ThreadSummary Up = Thread.Summary;
  Up.Handle = Alive.Handle;
  Up.Future = Alive.Future;
  bool IsRestarted = llvm::any_of(Thread.LiveAtStart, [&](const LiveThread &L) {
    return L.Thread == T && !L.IsWaited;
  });
  // What the loop makes for each run stays apart in the callers' eyes, too.
  if (IsRestarted && !Up.IsMany)
    for (AccessSummary &Access : Up.Accesses)
      Access.IsOwnPerRun |=
          isPerIteration(Prog, Store, Here, Thread, Access.Object) ||
          isOfLoopElement(Prog, Store, Here, Thread, Access);
  Up.IsMany |= IsRestarted && !isOnlyThread(Store, Up);
  Up.Beside.clear();
  for (const auto *Live : {&Thread.LiveAtStart, &Thread.Beside})
    for (const LiveThread &L : *Live)
      if (NumberAbove[L.Thread] && !L.IsWaited &&
          !llvm::is_contained(Up.Joined, L.Handle) &&
          !llvm::is_contained(Up.Beside, *NumberAbove[L.Thread]))
        Up.Beside.push_back(*NumberAbove[L.Thread]);
  return Up;
}

/// For each thread: the locks that the function holds when it starts it, and as
/// long as it may run. To others the thread holds them, too.
std::vector<std::vector<HeldLock>> Summariser::locksAround() const {
  std::vector<std::vector<HeldLock>> Around(Threads.size());
  // What is held wherever a thread may run, in no order of the places.
  std::vector<std::optional<std::vector<HeldLock>>> Meanwhile(Threads.size());
  llvm::DenseMap<uint32_t, llvm::SmallVector<uint32_t, 2>> StartedAt;
  for (uint32_t T = 0; T < Threads.size(); ++T)
    if (Threads[T].Instr != FrameThread::AtEntry)
      StartedAt[Threads[T].Instr].push_back(T);
  auto keepHeld = [](std::vector<HeldLock> &Locks,
                     llvm::ArrayRef<HeldLock> Held) {
    llvm::erase_if(Locks, [&](const HeldLock &Lock) {
      return llvm::none_of(Held, [&](const HeldLock &Still) {
        return Still.Lock == Lock.Lock && Still.IsShared == Lock.IsShared &&
               Still.IsUnpublished == Lock.IsUnpublished;
      });
    });
  };
  Flow->forEach([&](uint32_t Instr, uint32_t, const FlowState &Before) {
    // A lock that is given up meanwhile is no lock around anything.
    auto Call = Inputs.Calls.find(Instr);
    const bool GivesUp =
        Function.Instructions[Instr].Kind == InstrKind::GuardWait ||
        (Call != Inputs.Calls.end() &&
         (!Call->second.Released.empty() || !Call->second.Opened.empty()));
    const std::vector<HeldLock> Held =
        GivesUp ? std::vector<HeldLock>() : Before.Held;
    for (const LiveThread &Live : Before.Live) {
      std::optional<std::vector<HeldLock>> &Known = Meanwhile[Live.Thread];
      if (Known)
        keepHeld(*Known, Held);
      else
        Known = Held;
    }
    if (auto Found = StartedAt.find(Instr); Found != StartedAt.end())
      for (uint32_t T : Found->second)
        Around[T] = Held;
  });
  for (uint32_t T = 0; T < Threads.size(); ++T)
    if (Meanwhile[T])
      keepHeld(Around[T], *Meanwhile[T]);
  return Around;
}

/// What \p Thread, which is joined when the function ends, did is done by the
/// function, with the locks \p Around held.
void Summariser::addEndedThread(const ThreadSummary &Thread,
                                llvm::ArrayRef<HeldLock> Around) {
  for (Invocation Called : Thread.Invocations)
    if (Summary.Invocations.size() < MaxInvocations) {
      if (!Called.StartedBy)
        Called.StartedBy = Thread.Start;
      Summary.Invocations.push_back(std::move(Called));
    }
  std::vector<AccessSummary> Ended = Thread.Accesses;
  limitAccesses(Ended, roomForCall(Summary.Accesses.size(), MaxSummaryAccesses),
                [&](const AccessSummary &) { Summary.IsTruncated = true; });
  for (AccessSummary &Access : Ended) {
    if (!Access.StartedBy)
      Access.StartedBy = Thread.Start;
    // Other tasks of the executor, or of the one worker of its queue, had to
    // wait for it, as for a lock.
    const PathId Turn = serialPlace(Thread);
    if (Turn != UnknownPath)
      Access.Held.push_back({Turn, UnknownPath, Thread.IsBesideOthers,
                             /*IsOnce=*/true, false,
                             Prog.Functions[Thread.Start->Function]
                                 .Instructions[Thread.Start->Instr]
                                 .At});
    for (const HeldLock &Lock : Around)
      if (llvm::none_of(Access.Held, [&](const HeldLock &Known) {
            return Known.Lock == Lock.Lock;
          }))
        Access.Held.push_back(Lock);
    AccessLive.push_back({~0u, {}});
    Summary.Accesses.push_back(std::move(Access));
  }
}

/// Whether thread number \p T is a task in a queue of this function's own,
/// whose workers are all joined when it ends.
bool Summariser::isLeftInQueue(size_t T, const FlowState &Exit) const {
  const QueueUse &Task = Threads[T].Summary.Task;
  if (Task.Key == NameId::None || Task.Queue == UnknownPath)
    return false;
  const PathRoot &Queue = Store.path(Task.Queue).Root;
  const bool IsMadeHere =
      Queue.Kind == RootKind::Allocation && Queue.Frame == Function.Usr;
  if (isVisibleToCaller(Task.Queue) && !IsMadeHere)
    return false;
  bool IsServed = false;
  for (size_t W = 0; W < Threads.size(); ++W) {
    const bool Serves =
        llvm::any_of(Threads[W].Summary.Serves, [&](const QueueUse &Use) {
          return Use.Key == Task.Key &&
                 (Use.Queue == UnknownPath ||
                  Store.anyElement(Use.Queue) == Store.anyElement(Task.Queue));
        });
    IsServed |= Serves;
    if (Serves && llvm::any_of(Exit.Live, [&](const LiveThread &Thread) {
          return Thread.Thread == W;
        }))
      return false;
  }
  return IsServed;
}

void Summariser::summariseExit(const FlowState &Exit, Frame &Out) {
  // The frame keeps every thread; callers see those that may outlive the call,
  // and those that run what they are given.
  std::vector<std::optional<uint32_t>> NumberAbove(Threads.size());
  const std::vector<std::vector<HeldLock>> Around =
      Threads.empty() ? std::vector<std::vector<HeldLock>>() : locksAround();
  for (size_t T = 0; T < Threads.size(); ++T) {
    auto Alive = llvm::find_if(Exit.Live, [&](const LiveThread &Thread) {
      return Thread.Thread == T;
    });
    bool Outlives = Exit.IsReachable && Alive != Exit.Live.end() &&
                    !Threads[T].Summary.JoinsHere && !isLeftInQueue(T, Exit);
    const ThreadSummary &Thread = Threads[T].Summary;
    // Threads of one start that call what the function is given meet there.
    const bool IsOpen =
        !Outlives && !Thread.Invocations.empty() &&
        (Thread.IsMany ||
         llvm::any_of(Threads[T].LiveAtStart,
                      [T](const LiveThread &L) { return L.Thread == T; }));
    if (!Outlives && (Thread.EntryParameter != UnknownPath || IsOpen)) {
      // What it runs is known to the callers alone. To them it is over with the
      // call.
      LiveThread Ended;
      Ended.Thread = static_cast<uint32_t>(T);
      Ended.Handle = Thread.Handle;
      Ended.Future = Thread.Future;
      Summary.Threads.push_back(outlivingThread(T, Ended, Out, NumberAbove));
      Summary.Threads.back().JoinsHere = true;
      NumberAbove[T] = static_cast<uint32_t>(Summary.Threads.size() - 1);
      if (!IsOpen)
        continue;
      // The rest of what it does has been judged here.
      Summary.Threads.back().Accesses.clear();
      ThreadSummary Known = Thread;
      Known.Invocations.clear();
      addEndedThread(Known, Around[T]);
      continue;
    }
    if (!Outlives) {
      addEndedThread(Thread, Around[T]);
      continue;
    }
    Summary.Threads.push_back(outlivingThread(T, *Alive, Out, NumberAbove));
    Summary.Threads.back().IsWaited =
        llvm::all_of(Exit.Live, [&](const LiveThread &Thread) {
          return Thread.Thread != T || Thread.IsWaited;
        });
    NumberAbove[T] = static_cast<uint32_t>(Summary.Threads.size() - 1);
  }
  for (size_t I = 0; I < Summary.Accesses.size(); ++I)
    if (AccessLive[I].first != ~0u)
      Out.Accesses.push_back(
          {&Summary.Accesses[I], AccessLive[I].first, AccessLive[I].second});
  Out.Threads = std::move(Threads);
  if (!Exit.IsReachable)
    return;
  Summary.IsWait = isWait(Function) || endsWithOwnWait();
  // A lock that an annotation demands on entry is the caller's.
  for (const HeldLock &Lock : Exit.Held)
    if (isVisibleToCaller(Lock.Lock) && Lock.TakenAt != Function.At &&
        !Lock.IsUnpublished)
      Summary.Acquired.push_back(Lock);
  for (const auto &[Instr, Flags] : Inputs.Publishes)
    for (PathId Flag : Flags)
      if (isVisibleToCaller(Flag) &&
          !llvm::is_contained(Summary.Publishes, Flag))
        Summary.Publishes.push_back(Flag);
  summariseFlaggedLocks(Exit);
  for (PathId Released : Exit.Released)
    if (isVisibleToCaller(Released))
      Summary.Released.push_back(Released);
  for (const GuardState &Guard : Exit.Guards)
    if (isVisibleToCaller(Guard.Guard))
      Summary.Guards.push_back(Guard);
  for (PathId Handle : Exit.Joined)
    if (isVisibleToCaller(Handle) && Summary.Joined.size() < MaxJoinedHandles)
      Summary.Joined.push_back(Handle);
}

/// Where a store by a callee goes: a field of an object that has got a name
/// here.
PathId Summariser::nameOfStore(PathId Pointer) {
  const unsigned Length = Store.path(Pointer).Selectors.size();
  if (Length == 0)
    return Pointer;
  PathId Object = Pointers.resolveOne(Store.prefix(Pointer, Length - 1));
  return Store.append(Object, Pointer, Length - 1);
}

/// The member of the returned object that \p Member is, where the function
/// returns the object that Member belongs to; otherwise \p Member.
PathId Summariser::memberOfReturned(PathId Member) {
  RootKind Kind = Store.path(Member).Root.Kind;
  const bool IsAllocated = Kind == RootKind::Allocation;
  if (Kind != RootKind::Result && Kind != RootKind::Local && !IsAllocated)
    return Member;
  AccessPath Returned;
  Returned.Root.Kind = RootKind::Return;
  for (const Instruction &Instr : Function.Instructions) {
    if (Instr.Kind != InstrKind::Return || Instr.Args.empty() ||
        (Instr.has(ReturnsAlias) && !IsAllocated) ||
        Instr.Args[0].Kind != ValueKind::Path)
      continue;
    PathId Object = raw(Instr.Args[0].Path);
    unsigned Length = Store.path(Object).Selectors.size();
    if (Store.path(Member).Selectors.size() > Length &&
        Store.prefix(Member, Length) == Object)
      return Store.append(raw(Returned), Member, Length);
  }
  return Member;
}

void Summariser::summariseReturns() {
  for (uint32_t I = 0; I < Function.Instructions.size(); ++I) {
    const Instruction &Instr = Function.Instructions[I];
    if (Instr.Args.empty() || Instr.Args[0].Kind != ValueKind::Path)
      continue;
    Pointers.moveTo(I);
    if (Instr.Kind == InstrKind::Return) {
      for (PathId Object : Pointers.resolve(raw(Instr.Args[0].Path)))
        if (isVisibleToCaller(Object) && Summary.Returns.size() < 4 &&
            !llvm::is_contained(Summary.Returns, Object))
          Summary.Returns.push_back(Object);
    } else if (Instr.Kind == InstrKind::Assign && !Instr.Args[0].Copied) {
      // What is set in a local that is returned is set in the result.
      const PathId Target = Instr.Target.Selectors.empty()
                                ? raw(Instr.Target)
                                : memberOfReturned(raw(Instr.Target));
      const RootKind Kind = Store.path(Target).Root.Kind;
      // `*out = &map;`
      bool IsOutParameter = Kind == RootKind::Param &&
                            Instr.Target.Selectors.empty() &&
                            Instr.has(AccessElement);
      bool IsStore = (!Instr.Target.Selectors.empty() || IsOutParameter) &&
                     (Kind == RootKind::This || Kind == RootKind::Param ||
                      Kind == RootKind::Return) &&
                     Instr.Target.Root.Frame == NameId::None;
      PathId Object = Pointers.resolveOne(raw(Instr.Args[0].Path));
      // What is made here is known by the name it is stored under.
      const AccessPath &Stored = Store.path(Object);
      IsStore &= !Stored.Selectors.empty() ||
                 Stored.Root.Frame != Function.Usr ||
                 (Stored.Root.Kind != RootKind::Allocation &&
                  Stored.Root.Kind != RootKind::Result);
      if (IsStore && isVisibleToCaller(Object) && Summary.Stores.size() < 64)
        Summary.Stores.push_back({Target, Object});
    }
  }
  // Stores of callees into our formals: constructors that delegate, setters.
  for (uint32_t I = 0; I < Function.Instructions.size(); ++I) {
    if (Function.Instructions[I].Kind != InstrKind::Call &&
        Function.Instructions[I].Kind != InstrKind::Spawn)
      continue;
    for (const CallTarget &Target : Graph.targets(Id, I)) {
      const FunctionSummary &Callee = Owner.of(Target.Function);
      if (Callee.Stores.empty())
        continue;
      Pointers.moveTo(I);
      Substitution Bind = substitution(I, Target);
      for (auto [Pointer, Object] : Callee.Stores) {
        PathId To = memberOfReturned(nameOfStore(Bind(Pointer))),
               What = Pointers.resolveOne(Bind(Object));
        RootKind Kind = Store.path(To).Root.Kind;
        if ((Kind == RootKind::This || Kind == RootKind::Param ||
             Kind == RootKind::Return) &&
            isVisibleToCaller(What) && Summary.Stores.size() < 64)
          Summary.Stores.push_back({To, What});
      }
    }
  }
}
