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
  Owner.Traces->push_back({Id, Instr, Next});
  return &Owner.Traces->back();
}

/// Whether \p Handle is what starting a thread returns.
bool Summariser::isStarted(PathId Handle) const {
  const AccessPath &Path = Store.path(Handle);
  return Path.Root.Kind == RootKind::Result && Path.Selectors.empty() &&
         Path.Root.Frame == Function.Usr &&
         Path.Root.Index < Function.Instructions.size() &&
         Function.Instructions[Path.Root.Index].Kind == InstrKind::Spawn;
}

/// \p Copy, which is declared as \p Variable, is another object than \p Object,
/// but its pointers and references lead to the same ones.
void Summariser::copyPointers(const VariableFacts &Variable, PathId Copy,
                              PathId Object, uint32_t Instr) {
  const ClassFacts *Class = !Variable.has(VariableIsReference)
                                ? Prog.classOf(Variable.TypeClass)
                                : nullptr;
  // An element of a collection: its class is that of what is put into it.
  const AccessPath &To = Store.path(Copy), &From = Store.path(Object);
  if (!Class && !To.Selectors.empty() &&
      To.Selectors.back().K == Selector::Element) {
    const bool IsMadeHere = From.Root.Kind == RootKind::Result &&
                            From.Root.Frame == Function.Usr &&
                            From.Selectors.empty();
    const Instruction *Making =
        IsMadeHere ? &Function.Instructions[From.Root.Index] : nullptr;
    const FunctionFacts *Constructor = Making && Making->has(CallConstructs)
                                           ? Prog.function(Making->Callee.Name)
                                           : nullptr;
    const VariableFacts *Source = Store.variable(Object);
    const NameId Name = Constructor ? Constructor->Class
                        : Source && !Source->has(VariableIsReference)
                            ? Source->TypeClass
                            : NameId::None;
    Class = Prog.classOf(Name);
  }
  if (!Class)
    return;
  for (const VariableFacts &Field : Class->Fields)
    if (Field.has(VariableIsReference))
      Pointers.store(Instr, Store.append(Copy, {Selector::Field, Field.Usr}),
                     Store.append(Object, {Selector::Field, Field.Usr}));
}

/// `[S] { ... }`: the lambda has an S of its own, declared where the captured
/// one is.
void Summariser::addCapturedCopies() {
  for (const CaptureFacts &Capture : Function.Captures) {
    const VariableFacts *Captured =
        Capture.ByReference || !Capture.Path.Selectors.empty()
            ? nullptr
            : Store.variable(raw(Capture.Path));
    if (!Captured)
      continue;
    for (uint32_t L = 0; L < Function.Locals.size(); ++L) {
      const VariableFacts &Own = Function.Locals[L];
      if (!Own.has(VariableIsCopiedParam) || Own.Name != Captured->Name ||
          !(Own.At == Captured->At))
        continue;
      AccessPath Path;
      Path.Root.Kind = RootKind::Local;
      Path.Root.Index = L;
      copyPointers(Own, raw(Path), raw(Capture.Path), 0);
    }
  }
}

/// Pointer \p Instr = Args[0].
void Summariser::addAssignment(uint32_t Instr) {
  const Instruction &Facts = Function.Instructions[Instr];
  if (Facts.Args.empty() || Facts.Args[0].Kind != ValueKind::Path)
    return;
  PathId Target = raw(Facts.Target), Object = raw(Facts.Args[0].Path);
  const VariableFacts *Variable = Store.variable(Target);
  // A handle moves, it does not designate; a reference to one does, and so does
  // a future of a task.
  if (Variable && Variable->has(VariableIsThreadHandle) &&
      !Facts.has(AssignCopiesPointer) &&
      (!Variable->has(VariableIsReference) || isStarted(Object)))
    return;
  if (Facts.Args[0].Copied) {
    if (Variable)
      copyPointers(*Variable, Target, Object, Instr);
    return;
  }
  // What is made for a field or global is known by that name from the start.
  const AccessPath &Made = Store.path(Object);
  // What a registration returns is a handle too.
  if (Made.Root.Kind == RootKind::Result && Made.Selectors.empty() &&
      Made.Root.Frame == Function.Usr &&
      Graph.registration(Id, Made.Root.Index))
    return;
  bool IsBareParam = Store.path(Target).Root.Kind == RootKind::Param &&
                     Store.path(Target).Selectors.empty();
  bool IsNew = Made.Root.Kind == RootKind::Allocation ||
               (Made.Root.Kind == RootKind::Result && !IsBareParam &&
                Pointers.resolveOne(Object) == Object);
  bool IsMadeFor = IsNew && Made.Selectors.empty() &&
                   Store.path(Target).Root.Kind != RootKind::Local;
  if (IsMadeFor)
    Pointers.add(Object, Target);
  else
    Pointers.store(Instr, Target, Object);
}

Substitution Summariser::substitution(uint32_t Instr,
                                      const CallTarget &Target) {
  Substitution Bind(Prog, Store, Function, Instr, Target);
  const auto &Returned = Owner.of(Target.Function).Returns;
  if (Function.Instructions[Instr].Kind != InstrKind::Call ||
      Returned.size() != 1)
    return Bind;
  const AccessPath &Object = Store.path(Returned[0]);
  const bool IsMade = Object.Root.Kind == RootKind::Allocation ||
                      Object.Root.Kind == RootKind::Result;
  if (IsMade && Object.Selectors.empty() &&
      Object.Root.Frame == Prog.Functions[Target.Function].Usr)
    Bind.nameMade(Returned[0]);
  return Bind;
}

/// The pointers that \p Target stores, which instruction \p Instr runs.
void Summariser::addStores(uint32_t Instr, const CallTarget &Target,
                           const Substitution &Bind) {
  for (auto [Pointer, Object] : Owner.of(Target.Function).Stores) {
    const PathId To = Bind(Pointer), What = Bind(Object);
    // What is made here for the callee to keep goes by that name.
    const AccessPath &Made = Store.path(What);
    const bool IsMadeFor =
        Made.Root.Kind == RootKind::Allocation && Made.Selectors.empty() &&
        Made.Root.Frame == Function.Usr && To != UnknownPath &&
        Store.path(To).Root.Kind != RootKind::Local;
    if (IsMadeFor)
      Pointers.add(What, To);
    else
      Pointers.store(Instr, To, What);
  }
}

Aliases Summariser::buildAliases() {
  Pointers.follow(Function);
  addCapturedCopies();
  for (uint32_t I = 0; I < Function.Instructions.size(); ++I) {
    const Instruction &Instr = Function.Instructions[I];
    if (Instr.Kind == InstrKind::Assign)
      addAssignment(I);
    // What a thread stores is stored some time after its start.
    if (Instr.Kind == InstrKind::Spawn)
      for (const CallTarget &Target : Graph.targets(Id, I))
        addStores(I, Target, substitution(I, Target));
    if (Instr.Kind != InstrKind::Call)
      continue;
    llvm::ArrayRef<CallTarget> Targets = Graph.targets(Id, I);
    AccessPath Root;
    Root.Root.Kind = RootKind::Result;
    Root.Root.Index = I;
    PathId Result = raw(Root);
    for (const CallTarget &Target : Targets) {
      const FunctionSummary &Callee = Owner.of(Target.Function);
      if (Callee.Returns.empty() && Callee.Stores.empty())
        continue;
      Substitution Bind = substitution(I, Target);
      for (PathId Returned : Callee.Returns) {
        RootKind Kind = Store.path(Returned).Root.Kind;
        // What a factory makes is a new object for each call: it stays the
        // call's result.
        if (Kind != RootKind::Allocation && Kind != RootKind::Result)
          Pointers.add(Result, Bind(Returned));
      }
      addStores(I, Target, Bind);
    }
    // An accessor without a body still designates one thing: `obj.getMutex()`
    // twice is the same mutex.
    if (Targets.empty() && Instr.Callee.Kind == ValueKind::Function &&
        Instr.Args.empty() && !Instr.has(CallConstructs) &&
        !Instr.has(CallDestroys)) {
      if (Instr.Target.isKnown()) {
        Pointers.add(
            Result, Store.append(raw(Instr.Target),
                                 Selector{Selector::Field, Instr.Callee.Name}));
      } else {
        AccessPath Global;
        Global.Root.Kind = RootKind::Global;
        Global.Root.Name = Instr.Callee.Name;
        Pointers.add(Result, Store.intern(std::move(Global), NameId::None));
      }
    }
  }
  Pointers.finishStores();
  return Pointers;
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

/// Adds what the function holds at the call to what the callee holds at the
/// access.
void Summariser::addCallerState(const FlowState &Before,
                                AccessSummary &Access) const {
  if (Access.StartedBy)
    return; // Runs in a thread of its own.
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
  else if (!Access.StartedBy)
    Access.IsAfterWait |= Before.HasWaited;
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

void Summariser::addOwnAccess(uint32_t Instr, const FlowState &Before) {
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
  PathId Target = raw(Facts.Target);
  if (isUnpublished(Facts.Target.Root, Instr))
    return Result;
  for (PathId Object : Pointers.resolve(Target)) {
    // Through an iterator or element pointer the container is what the element
    // belongs to.
    if (Facts.has(AccessElement) && Object != Target)
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
