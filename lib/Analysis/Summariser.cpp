// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// One function: pointers, callee effects, flow, then what callers must know.
#include "Analysis/Summariser.h"
#include "Analysis/AccessBudget.h"
#include "Analysis/BranchRegions.h"
#include "Analysis/Conflicts.h"
#include "Analysis/LockRelation.h"
#include "Analysis/Loops.h"
#include "llvm/ADT/Hashing.h"

using namespace mapwarden;

Summariser::Summariser(Summaries &Owner, FunctionId Id)
    : Owner(Owner), Prog(*Owner.Prog), Graph(*Owner.Graph), Store(*Owner.Store),
      Id(Id), Function(Prog.Functions[Id]), Pointers(Store, &Owner.Statics),
      Makings(Function, Store) {}

const TraceNode *Summariser::trace(uint32_t Instr, const TraceNode *Next) {
  return Owner.trace(Id, Instr, Next);
}

/// The number of selectors that two paths of one root have in common; -1 for
/// different roots.
static int commonLength(const AccessPath &L, const AccessPath &R) {
  if (!(L.Root == R.Root))
    return -1;
  int Length = 0;
  for (auto [Mine, Theirs] : llvm::zip(L.Selectors, R.Selectors)) {
    if (!(Mine == Theirs))
      break;
    ++Length;
  }
  return Length;
}

/// A pointer with several possible values is one of them for the object and its
/// lock alike.
void Summariser::correlateLocks(AccessSummary &Access) const {
  const AccessPath &Object = Store.path(Access.Object);
  for (HeldLock &Lock : Access.Held) {
    int Closest = commonLength(Store.path(Lock.Lock), Object);
    if (Closest >= 0)
      continue;
    for (PathId Value : Pointers.resolve(Lock.Lock))
      if (int Length = commonLength(Store.path(Value), Object);
          Length > Closest) {
        Closest = Length;
        Lock.Lock = Value;
      }
  }
}

static void addJoined(AccessSummary &Access, PathId Handle) {
  if (Access.Joined.size() < MaxJoinedHandles &&
      !llvm::is_contained(Access.Joined, Handle))
    Access.Joined.push_back(Handle);
}

/// Takes away the locks that the function called demands of its callers, by an
/// annotation, and that this one surely does not hold.
void Summariser::dropBrokenDemands(const FlowState &Before,
                                   AccessSummary &Access) const {
  const TraceNode *Called = Access.Trace ? Access.Trace->Next : nullptr;
  if (!Called || Function.has(FunctionNoAnalysis))
    return;
  const FunctionFacts &Callee = Prog.Functions[Called->Function];
  if (Callee.Contracts.empty())
    return;
  llvm::erase_if(Access.Held, [&](const HeldLock &Lock) {
    return Lock.TakenAt == Callee.At &&
           llvm::none_of(Before.Held,
                         [&](const HeldLock &Known) {
                           return Known.Lock == Lock.Lock;
                         }) &&
           !mayShareMutex(Prog, Store, Lock, Before.Held);
  });
}

/// Adds what the function holds at the call to what the callee holds at the
/// access.
void Summariser::addCallerState(const FlowState &Before,
                                AccessSummary &Access) const {
  if (Access.StartedBy)
    return; // Runs in a thread of its own.
  dropBrokenDemands(Before, Access);
  for (const HeldLock &Lock : Before.Held) {
    bool IsReleased = llvm::is_contained(Access.Released, Lock.Lock) ||
                      (Lock.Guard != UnknownPath &&
                       llvm::is_contained(Access.Released, Lock.Guard));
    auto Known = llvm::find_if(
        Access.Held, [&](const HeldLock &L) { return L.Lock == Lock.Lock; });
    if (IsReleased)
      continue;
    if (Known == Access.Held.end())
      Access.Held.push_back(Lock);
    else
      Known->IsShared &= Lock.IsShared;
  }
  // What a callee holds through our guard are the mutexes of the guard.
  for (const GuardState &Guard : Before.Guards) {
    auto Through = llvm::find_if(Access.Held, [&](const HeldLock &Lock) {
      return Lock.Lock == Guard.Guard;
    });
    if (Through == Access.Held.end())
      continue;
    HeldLock Lock = *Through;
    Access.Held.erase(Through);
    for (PathId Mutex : Guard.Locks) {
      Lock.Lock = Mutex;
      Lock.IsShared |= Guard.IsShared;
      Access.Held.push_back(Lock);
    }
  }
  for (PathId Released : Before.Released)
    if (!llvm::is_contained(Access.Released, Released))
      Access.Released.push_back(Released);
  for (PathId Handle : Before.Joined)
    addJoined(Access, Handle);
}

void Summariser::addAccess(AccessSummary Access, uint32_t Instr,
                           const FlowState &Before) {
  addCallerState(Before, Access);
  // Each thread has one of its own.
  llvm::erase_if(Access.Held, [&](const HeldLock &Lock) {
    return Store.isOfThread(Lock.Lock);
  });
  if (!Access.StartedBy)
    for (PathId Handle : Restarted.idleAt(Instr, Store, Access.Object))
      addJoined(Access, Handle);
  correlateLocks(Access);
  if (LoopDepth > 0)
    Access.IsAfterWait = false;
  if (!Access.StartedBy)
    Access.IsAfterWait |=
        LoopDepth > 0 ? Before.HasWaitedOnce : Before.HasWaited;
  relateElements(Store, Access);
  llvm::hash_code Hash =
      llvm::hash_combine(Access.Object, Access.Function, Access.Instr,
                         Access.StartedBy != nullptr, Access.Escape);
  for (const HeldLock &Lock : Access.Held)
    Hash = llvm::hash_combine(Hash, Lock.Lock, Lock.IsShared);
  for (const LiveThread &Thread : Before.Live)
    Hash = llvm::hash_combine(Hash, Thread.Thread, Thread.IsWaited);
  auto [Seen, IsNew] = SeenAccesses.try_emplace(
      static_cast<uint64_t>(Hash) >> 1, Summary.Accesses.size());
  if (!IsNew) {
    // One way may make the object and another find it there.
    AccessSummary &Known = Summary.Accesses[Seen->second];
    Known.IsGuess &= Access.IsGuess;
    Known.IsInMaking &= Access.IsInMaking;
    if (Known.Receiver != Access.Receiver ||
        Known.ReceiverClass != Access.ReceiverClass)
      Known.Receiver = UnknownPath;
    auto &Made = Summary.Accesses[Seen->second].Made;
    Made = std::min(Made, Access.Made);
    cover(Access);
    return;
  }
  AccessLive.push_back({Instr, Before.Live});
  Summary.Accesses.push_back(std::move(Access));
}

/// The function deletes what it has made itself and offered to an atomic
/// pointer: it was refused, since another one was there first
/// (compare_exchange).
bool Summariser::isRefusedOffer(uint32_t Instr) const {
  const Instruction &Delete = Function.Instructions[Instr];
  if (Prog.text(Delete.Name) != "delete" ||
      Delete.Target.Root.Kind != RootKind::Allocation ||
      !Delete.Target.Selectors.empty())
    return false;
  return llvm::any_of(Function.Instructions, [&](const Instruction &Offer) {
    if (Offer.Kind != InstrKind::Assign || Offer.Args.empty() ||
        Offer.Args[0].Kind != ValueKind::Path ||
        !(Offer.Args[0].Path == Delete.Target))
      return false;
    const VariableFacts *Pointer =
        Store.variable(Store.intern(Offer.Target, Function.Usr));
    return Pointer && Pointer->has(VariableIsAtomic);
  });
}

void Summariser::addOwnAccess(uint32_t Instr, const FlowState &Before) {
  if (isRefusedOffer(Instr))
    return;
  for (AccessSummary &Access : ownAccesses(Instr, Before)) {
    bool IsKnown = (Access.Flags & (AccessElement | AccessNamesEnd)) &&
                   isKnownUnder(Access.Object, Before.Held);
    if (IsKnown && (Access.Flags & AccessNamesEnd))
      continue; // `find(k) == end()`: the other one says it all.
    Access.IsImplied = IsKnown;
    addAccess(std::move(Access), Instr, Before);
  }
}

/// \p Root is an object that the function has made, and that is stored where
/// others can find it only after instruction \p Instr: nobody else has it yet.
bool Summariser::isUnpublished(const PathRoot &Root, uint32_t Instr) const {
  if (Root.Kind != RootKind::Allocation ||
      (Root.Frame != NameId::None && Root.Frame != Function.Usr) ||
      Root.Index >= Instr)
    return false;
  // In a loop it must be made anew each time round.
  for (const BlockFacts &Block : Function.Blocks)
    if (Root.Index >= Block.Begin && Root.Index < Block.End &&
        Block.LoopDepth < LoopDepth)
      return false;
  bool IsPublishedLater = false;
  for (uint32_t I = 0; I < Function.Instructions.size(); ++I) {
    const Instruction &Use = Function.Instructions[I];
    auto isObject = [&](const Value &V) {
      return V.Kind == ValueKind::Path && V.Path.Root == Root;
    };
    bool IsStore = Use.Kind == InstrKind::Assign &&
                   Use.Target.Root.Kind != RootKind::Local;
    bool IsGivenAway =
        Use.Kind == InstrKind::Call || IsStore || Use.Kind == InstrKind::Spawn;
    bool IsMethod = Use.Kind == InstrKind::Call && Use.Target.Root == Root &&
                    !Use.has(CallConstructs);
    if (!IsMethod && (!IsGivenAway || llvm::none_of(Use.Args, isObject)))
      continue;
    if (I < Instr)
      return false;
    IsPublishedLater |= !IsMethod;
  }
  return IsPublishedLater;
}

/// The objects that Access \p Instr may touch, without the locks held.
std::vector<AccessSummary> Summariser::ownAccesses(uint32_t Instr,
                                                   const FlowState &Before) {
  std::vector<AccessSummary> Result;
  // Its author asks for silence.
  if (Function.has(FunctionNoAnalysis))
    return Result;
  const Instruction &Facts = Function.Instructions[Instr];
  if (Owner.Pointers.isFixed(Facts.Target))
    return Result;
  PathId Target = raw(Facts.Target);
  if (isUnpublished(Facts.Target.Root, Instr))
    return Result;
  for (PathId Object : Pointers.resolve(Target)) {
    // Through an iterator or element pointer the container is what the element
    // belongs to. Where a key is named, what is named is the container: one
    // that an element points to, maybe.
    if (Facts.has(AccessElement) && Object != Target &&
        (Facts.Args.empty() || Facts.has(AccessByIterator)))
      Object = Store.withoutElement(Object);
    const VariableFacts *Variable = Store.variable(Object);
    if (Object == UnknownPath ||
        (Variable && (Variable->has(VariableIsThreadLocal) ||
                      Variable->has(VariableIsInternallySynchronised))))
      continue;
    AccessSummary Access;
    Access.Object = Object;
    Access.IsOfThread = Store.isOfThread(Object);
    Access.Flags = Facts.Flags;
    // operator[] on a key that is there does not insert: it only reads, or
    // writes the element.
    if (Facts.has(AccessInserts) && Flow->isKeyPresent(Facts, Before))
      Access.Flags = Facts.has(AccessInsertsIfAbsent)
                         ? AccessRead
                         : AccessWrite | AccessElement;
    Access.Function = Id;
    Access.Instr = Instr;
    Access.Trace = trace(Instr);
    Result.push_back(std::move(Access));
  }
  return Result;
}

/// Whether the function has accessed \p Object itself under the same hold of
/// the same locks: reading an element right where it was looked up, or
/// comparing with the end, adds nothing to that access.
bool Summariser::isKnownUnder(PathId Object,
                              llvm::ArrayRef<HeldLock> Held) const {
  return llvm::any_of(Summary.Accesses, [&](const AccessSummary &Known) {
    return Known.Object == Object && Known.Function == Id &&
           !(Known.Flags & AccessElement) &&
           llvm::equal(Known.Held, Held,
                       [](const HeldLock &L, const HeldLock &R) {
                         return L.Lock == R.Lock && L.TakenAt == R.TakenAt;
                       });
  });
}

/// The call of a stored callable at \p Instr, with nothing held yet.
Invocation Summariser::storedCall(uint32_t Instr) {
  const Instruction &Facts = Function.Instructions[Instr];
  Invocation Call;
  Call.Callee = raw(Facts.Callee.Path);
  for (const Value &Arg : Facts.Args)
    Call.Arguments.push_back(Arg.Kind == ValueKind::Path && !Arg.Copied
                                 ? Pointers.resolveOne(raw(Arg.Path))
                                 : UnknownPath);
  Call.Trace = trace(Instr);
  return Call;
}

/// Whether \p Block chooses by what is in a collection.
static bool dependsOnCollection(const FunctionFacts &Function,
                                const BlockFacts &Block) {
  auto isAccess = [&](uint32_t Number) {
    return Function.Instructions[Number].Kind == InstrKind::Access;
  };
  return (Block.Condition != BlockFacts::NoCondition &&
          isAccess(Block.Condition)) ||
         llvm::any_of(Block.From, isAccess);
}

/// Whether Call \p Instr runs what the function otherwise puts into a queue:
/// the caller is a worker of the queue itself, or there is none. So the task
/// stands for it. Where a collection decides (the queue is full) the caller
/// runs it beside the workers.
bool Summariser::isPostedInstead(uint32_t Instr) {
  PathId Callable = raw(Function.Instructions[Instr].Callee.Path);
  std::optional<uint32_t> Here = blockOf(Function, Instr);
  for (const FrameThread &Thread : Threads) {
    const ThreadSummary &Task = Thread.Summary;
    std::optional<uint32_t> There = blockOf(Function, Thread.Instr);
    if (Task.EntryParameter != Callable || !Here || !There || Here == There ||
        (Task.Task.Key == NameId::None && Task.Executor == UnknownPath) ||
        reachedFrom(Function, *Here)[*There] ||
        reachedFrom(Function, *There)[*Here])
      continue;
    BranchRegions Branches(Function);
    bool IsByCollection = false;
    for (uint32_t B = 0; B < Function.Blocks.size(); ++B)
      IsByCollection |= Function.Blocks[B].Successors.size() == 2 &&
                        Branches.decides(B, *Here) &&
                        dependsOnCollection(Function, Function.Blocks[B]);
    if (!IsByCollection)
      return true;
  }
  return false;
}

static bool holdsMutex(const FlowState &State) {
  return llvm::any_of(State.Held,
                      [](const HeldLock &Lock) { return !Lock.IsOnce; });
}

void Summariser::addCall(uint32_t Instr, const FlowState &Before) {
  const Instruction &Facts = Function.Instructions[Instr];
  const TaskQueue *Queue = Graph.taskTake(Id, Instr);
  if (Queue)
    recordTake(Instr, *Queue, Before);
  std::vector<AccessSummary> Lifted;
  size_t OpenBefore = Summary.Invocations.size();
  bool IsStored =
      Facts.Callee.Kind == ValueKind::Path && !Facts.Target.isKnown() && !Queue;
  if (IsStored && isPostedInstead(Instr))
    return;
  if (IsStored)
    resolveInvocation(Instr, storedCall(Instr), Lifted, Summary.Invocations);
  for (const CallTarget &Target : Graph.targets(Id, Instr)) {
    Substitution Bind = substitution(Instr, Target);
    for (const QueueUse &Use : Owner.of(Target.Function).Takes)
      addUse(Summary.Takes, {Use.Key, Pointers.resolveOne(Bind(Use.Queue))});
    if (!IsStored)
      liftAccesses(Instr, Target, Bind, Lifted, Summary.Invocations);
  }
  for (size_t I = OpenBefore; I < Summary.Invocations.size(); ++I) {
    Invocation &Open = Summary.Invocations[I];
    if (Open.StartedBy)
      continue;
    Open.Held.append(Before.Held.begin(), Before.Held.end());
    Open.Released.append(Before.Released.begin(), Before.Released.end());
  }
  limitAccesses(Lifted,
                roomForCall(Summary.Accesses.size(), MaxSummaryAccesses),
                [&](const AccessSummary &Access) {
                  Summary.IsTruncated = true;
                  // It must not look as if nobody held a lock.
                  if (holdsMutex(Before))
                    cover(Access);
                });
  for (AccessSummary &Access : Lifted)
    addAccess(std::move(Access), Instr, Before);
}

void Summariser::visitInstruction(uint32_t Instr, const FlowState &Before) {
  const Instruction &Facts = Function.Instructions[Instr];
  noteOpened(Instr, Before);
  if (Facts.Kind == InstrKind::Access)
    addOwnAccess(Instr, Before);
  else if (Facts.Kind == InstrKind::Call)
    addCall(Instr, Before);
  addEscapes(Instr, Before);
  for (FrameThread &Thread : Threads)
    if (Thread.Instr == Instr) {
      Thread.LiveAtStart = Before.Live;
      // A loop that runs once starts nothing anew.
      if (LoopDepth == 1 && Graph.counts().around(Id, Instr).IsOne)
        llvm::erase_if(Thread.LiveAtStart, [&](const LiveThread &L) {
          return &Threads[L.Thread] == &Thread;
        });
      Thread.Summary.Joined.append(Before.Joined.begin(), Before.Joined.end());
      if (auto Call = Inputs.Calls.find(Instr); Call != Inputs.Calls.end())
        Thread.Summary.Joined.append(Call->second.JoinedBefore.begin(),
                                     Call->second.JoinedBefore.end());
    }
}

/// Locks and guards of the caller that instruction \p Instr gives up.
void Summariser::noteOpened(uint32_t Instr, const FlowState &Before) {
  const Instruction &Facts = Function.Instructions[Instr];
  auto note = [&](PathId LockOrGuard) {
    const PathId Object = Pointers.resolveOne(LockOrGuard);
    const bool IsOwn = llvm::any_of(Before.Held, [&](const HeldLock &Lock) {
      return Lock.Lock == LockOrGuard || Lock.Guard == LockOrGuard ||
             Lock.Lock == Object || Lock.Guard == Object;
    });
    if (!IsOwn && isVisibleToCaller(Object))
      insertSorted(Summary.Opened, Object);
  };
  if (Facts.Kind == InstrKind::GuardWait ||
      Facts.Kind == InstrKind::GuardUnlock ||
      (Facts.Kind == InstrKind::Unlock && !Facts.has(LockOnce)))
    note(raw(Facts.Target));
  else if (auto Call = Inputs.Calls.find(Instr); Call != Inputs.Calls.end())
    for (PathId Opened : Call->second.Opened)
      note(Opened);
}

/// The stores of flags that are set once, here or in what is called.
void Summariser::collectPublications() {
  for (uint32_t I = 0; I < Function.Instructions.size(); ++I) {
    const Instruction &Instr = Function.Instructions[I];
    if (Owner.Published.isStore(Instr, Function.Usr) ||
        Owner.Promised.isFulfilment(Instr)) {
      Pointers.moveTo(I);
      Inputs.Publishes[I].push_back(Pointers.resolveOne(raw(Instr.Target)));
    }
    if (Instr.Kind != InstrKind::Call)
      continue;
    for (const CallTarget &Target : Graph.targets(Id, I))
      for (PathId Flag : Owner.of(Target.Function).Publishes) {
        Pointers.moveTo(I);
        PathId Own = Pointers.resolveOne(substitution(I, Target)(Flag));
        if (Own != UnknownPath)
          Inputs.Publishes[I].push_back(Own);
      }
  }
}

void Summariser::prepareFlow(bool WithThreads) {
  buildAliases();
  collectCallEffects();
  if (WithThreads)
    collectThreads();
  Inputs.Function = &Function;
  Inputs.Names = &Prog.Names;
  Inputs.IsStarted = Graph.isStarted(Id);
  Inputs.IsGivenObjects = isGivenObjects();
  Inputs.Store = &Store;
  Inputs.Pointers = &Pointers;
  Inputs.Flags = &Owner.Flags;
  Inputs.Published = &Owner.Published;
  Inputs.Promised = &Owner.Promised;
  collectPublications();
  Restarted = Restarts(Inputs);
}

void Summariser::forEachPoint(Summaries::PointVisitor Visit, bool WithThreads) {
  prepareFlow(WithThreads);
  FunctionFlow Solved(Inputs);
  Flow = &Solved;
  Flow->forEach([&](uint32_t Instr, uint32_t Block, const FlowState &Before) {
    ProgramPoint Point{Instr, Block, Before, {}};
    InstrKind Kind = Function.Instructions[Instr].Kind;
    if (Kind == InstrKind::Access)
      Point.Accesses = ownAccesses(Instr, Before);
    else if (Kind == InstrKind::Call)
      for (const CallTarget &Target : Graph.targets(Id, Instr))
        liftAccesses(Instr, Target, substitution(Instr, Target), Point.Accesses,
                     Summary.Invocations);
    llvm::erase_if(Point.Accesses, [](const AccessSummary &Access) {
      return Access.Escape != nullptr; // Nothing that happens here.
    });
    Visit(Point);
  });
}

void Summariser::run(Frame &Out) {
  Out.Function = Id;
  IsRecording = true;
  prepareFlow(/*WithThreads=*/true);
  FunctionFlow Solved(Inputs);
  Flow = &Solved;
  collectEscapes();
  Flow->forEach([&](uint32_t Instr, uint32_t Block, const FlowState &Before) {
    LoopDepth = Function.Blocks[Block].LoopDepth;
    Pointers.moveTo(Instr);
    visitInstruction(Instr, Before);
  });
  collectOutlivedThreads(Flow->exit());
  collectOutlivedCallbacks();
  summariseExit(Flow->exit(), Out);
  summariseReturns();
}
