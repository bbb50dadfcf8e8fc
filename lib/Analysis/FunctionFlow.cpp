// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Transfer functions of the event graph and the fixpoint iteration.
#include "Analysis/FunctionFlow.h"
#include "llvm/ADT/STLExtras.h"
#include <set>

using namespace mapwarden;

FunctionFlow::FunctionFlow(const FlowInputs &Inputs)
    : In(Inputs),
      Conditional(*Inputs.Function, Inputs.IsStarted,
                  [this](const AccessPath &Path) { return lockPath(Path); }),
      Once(*Inputs.Function, *Inputs.Flags) {
  const FunctionFacts &Function = *In.Function;
  Entry.resize(Function.Blocks.size());
  if (Entry.empty())
    return;
  if (joinsAny())
    Earlier = EarlierRuns(Function, *In.Names);
  Entry[0].IsReachable = true;
  Entry[0].Live = In.AtEntry;
  for (const LockContract &Contract : Function.Contracts)
    if (Contract.K == LockContract::Requires ||
        Contract.K == LockContract::Releases)
      Entry[0].hold(lockPath(Contract.Mutex), UnknownPath, Contract.IsShared,
                    Function.At);
  for (const auto &[Instr, Flags] : In.Publishes)
    for (PathId Flag : Flags)
      Entry[0].holdUnpublished(Flag, Function.Instructions[Instr].At);
  // Block numbers follow the source order of Clang's CFG reversed, so the
  // smallest pending one is a good next choice.
  std::set<uint32_t> Pending = {0};
  auto ignore = [](uint32_t, const FlowState &) {};
  while (!Pending.empty()) {
    uint32_t Id = *Pending.begin();
    Pending.erase(Pending.begin());
    const BlockFacts &Block = Function.Blocks[Id];
    FlowState Out = transferBlock(Id, Entry[Id], ignore);
    for (size_t Edge = 0; Edge < Block.Successors.size(); ++Edge) {
      FlowState OnEdge = Out;
      if (Block.Condition != BlockFacts::NoCondition)
        refine(Block, (Edge == 0) != Block.IsConditionNegated, OnEdge);
      markInitialised(Block, Edge, OnEdge);
      passOnceTest(Id, Edge, OnEdge);
      if (const ConditionalLocks::Effect *Other =
              Conditional.onOtherWay(Id, Edge)) {
        if (Other->IsRelease)
          OnEdge.release(Other->Lock);
        else
          OnEdge.hold(Other->Lock, UnknownPath, false,
                      Function.Instructions[Block.Condition].At, true);
      }
      OnEdge.IsRepeated |= Earlier.show(Id, Edge);
      if (leavesWait(Id, Edge))
        noteWait(static_cast<uint16_t>(Block.LoopDepth - 1), OnEdge);
      if (Entry[Block.Successors[Edge]].mergeFrom(OnEdge))
        Pending.insert(Block.Successors[Edge]);
    }
  }
  for (uint32_t Id = 0; Id < Function.Blocks.size(); ++Id)
    if (Entry[Id].IsReachable && Function.Blocks[Id].Successors.empty())
      Exit.mergeFrom(transferBlock(Id, Entry[Id], ignore));
}

bool FunctionFlow::joinsAny() const {
  return llvm::any_of(In.Function->Instructions,
                      [](const Instruction &Instr) {
                        return Instr.Kind == InstrKind::Join;
                      }) ||
         llvm::any_of(In.Calls, [](const auto &Call) {
           return !Call.second.Joined.empty();
         });
}

void FunctionFlow::forEach(
    llvm::function_ref<void(uint32_t, uint32_t, const FlowState &)> Visit)
    const {
  for (uint32_t Id = 0; Id < Entry.size(); ++Id)
    if (Entry[Id].IsReachable)
      transferBlock(Id, Entry[Id],
                    [&](uint32_t Instr, const FlowState &Before) {
                      Visit(Instr, Id, Before);
                    });
}

FlowState FunctionFlow::transferBlock(
    uint32_t Block, FlowState State,
    llvm::function_ref<void(uint32_t, const FlowState &)> Visit) const {
  const BlockFacts &Facts = In.Function->Blocks[Block];
  for (uint32_t I = Facts.Begin; I < Facts.End; ++I) {
    Visit(I, State);
    transfer(I, Facts.LoopDepth, State);
  }
  return State;
}

PathId FunctionFlow::rawPath(const AccessPath &Path) const {
  return In.Store->intern(Path, In.Function->Usr);
}

/// `TryGuard(Mutex &M) : Held(M.try_lock()) {}`: the object made here is a
/// guard that may own the mutex; what it says of itself tells.
void FunctionFlow::tryForObject(const Instruction &Try,
                                FlowState &State) const {
  AccessPath This;
  This.Root.Kind = RootKind::This;
  GuardState Guard;
  Guard.Guard = rawPath(This);
  Guard.Locks.push_back(lockPath(Try.Target));
  Guard.IsShared = Try.has(LockShared);
  State.setGuard(std::move(Guard));
}

PathId FunctionFlow::lockPath(const AccessPath &Path) const {
  return In.Pointers->resolveOne(rawPath(Path));
}

void FunctionFlow::transfer(uint32_t Number, uint16_t LoopDepth,
                            FlowState &State) const {
  const Instruction &Instr = In.Function->Instructions[Number];
  In.Pointers->moveTo(Number);
  auto Starts = In.Starts.find(Number);
  switch (Instr.Kind) {
  case InstrKind::Lock:
    if (Instr.has(LockOnce) && Instr.has(LockDeferred))
      State.holdUnpublished(lockPath(Instr.Target), Instr.At);
    else if (Instr.has(LockOnce))
      State.holdFlag(In.Promised->nameOf(*In.Store, lockPath(Instr.Target)),
                     Instr.has(LockShared), Instr.At);
    else if (!Instr.has(LockTry))
      State.hold(lockPath(Instr.Target), UnknownPath, Instr.has(LockShared),
                 Instr.At);
    else if (In.Function->has(FunctionIsConstructor))
      tryForObject(Instr, State);
    break;
  case InstrKind::Unlock:
    if (Instr.has(LockOnce))
      State.passOnce(lockPath(Instr.Target));
    else if (const GuardState *Left = State.guard(rawPath(Instr.Target))) {
      // `lock.release()->unlock()`
      const auto Mutexes = Left->Locks;
      for (PathId Mutex : Mutexes)
        State.release(Mutex);
    } else
      State.release(lockPath(Instr.Target));
    break;
  case InstrKind::Guard:
  case InstrKind::GuardLock:
  case InstrKind::GuardUnlock:
  case InstrKind::GuardRelease:
  case InstrKind::GuardEnd:
  case InstrKind::GuardMove:
    transferGuard(Instr, State);
    break;
  case InstrKind::Join:
    joinHandle(rawPath(Instr.Target), Instr, LoopDepth, State);
    break;
  case InstrKind::Detach:
    detachHandle(Instr, State);
    break;
  case InstrKind::Assign:
    // An object that holds a guard, as a function returned it.
    if (!Instr.Args.empty() && Instr.Args[0].Kind == ValueKind::Path &&
        Instr.Args[0].Copied && !State.Guards.empty())
      State.moveGuards(*In.Store, rawPath(Instr.Args[0].Path),
                       rawPath(Instr.Target));
    if (!Instr.Args.empty())
      moveHandles(Instr.Args[0], destinationOf(Instr), State);
    break;
  case InstrKind::Return:
    if (!Instr.Args.empty() && !Instr.has(ReturnsAlias)) {
      AccessPath Returned;
      Returned.Root.Kind = RootKind::Return;
      // `return lock();`: with the object the guards in it.
      if (Instr.Args[0].Kind == ValueKind::Path && !State.Guards.empty())
        State.moveGuards(*In.Store, rawPath(Instr.Args[0].Path),
                         rawPath(Returned));
      moveHandles(Instr.Args[0], rawPath(Returned), State);
    }
    break;
  case InstrKind::Call: {
    auto Effect = In.Calls.find(Number);
    if (Effect != In.Calls.end())
      applyCall(Effect->second, LoopDepth, State);
    break;
  }
  case InstrKind::Access:
    if (Instr.has(AccessErases) || Instr.has(AccessClears))
      State.Present.clear();
    break;
  case InstrKind::GuardWait:
    State.Present.clear(); // Others held the lock in between.
    // One that gives up after a while is no better than one that comes round.
    if (!isSignalKnown(Number))
      noteWait(Instr.has(LockTry) ? LoopDepth + 1 : LoopDepth, State);
    break;
  case InstrKind::Spawn:
  case InstrKind::GuardTest:
  case InstrKind::JoinTest:
  case InstrKind::IterBegin:
  case InstrKind::IterNext:
  case InstrKind::IterUse:
  case InstrKind::Test:
  case InstrKind::Rounds:
    break;
  case InstrKind::ForAll:
    doForAll(Instr, State);
    break;
  }
  if (auto Published = In.Publishes.find(Number);
      Published != In.Publishes.end())
    for (PathId Flag : Published->second)
      State.publish(Flag);
  if (Starts != In.Starts.end())
    for (const LiveThread &Thread : Starts->second) {
      State.forgetJoined(In.Store->anyElement(Thread.Handle));
      State.forgetJoined(Thread.Handle);
      auto Place = llvm::lower_bound(State.Live, Thread);
      if (Place == State.Live.end() || *Place != Thread)
        State.Live.insert(Place, Thread);
    }
}

void FunctionFlow::transferGuard(const Instruction &Instr,
                                 FlowState &State) const {
  PathId Guard = rawPath(Instr.Target);
  // A guard that a pointer owns goes by the name that it was made under.
  if (Instr.Kind != InstrKind::Guard && !State.guard(Guard))
    if (PathId Owned = lockPath(Instr.Target); State.guard(Owned))
      Guard = Owned;
  switch (Instr.Kind) {
  case InstrKind::Guard: {
    GuardState New;
    New.Guard = Guard;
    New.IsShared = Instr.has(LockShared);
    for (const Value &Mutex : Instr.Args)
      if (Mutex.Kind == ValueKind::Path) {
        // A guard that is made from another one takes the mutex of that one.
        if (const GuardState *Of = State.guard(rawPath(Mutex.Path)))
          llvm::append_range(New.Locks, Of->Locks);
        else
          New.Locks.push_back(lockPath(Mutex.Path));
      }
    bool Owns = !Instr.has(LockDeferred) && !Instr.has(LockTry);
    llvm::SmallVector<PathId, 2> Locks = New.Locks;
    if (Instr.has(LockAdopted)) // The direct hold becomes the guard's.
      llvm::erase_if(State.Held, [&](const HeldLock &Lock) {
        return Lock.Guard == UnknownPath &&
               llvm::is_contained(Locks, Lock.Lock);
      });
    State.setGuard(std::move(New));
    if (Owns)
      State.lockGuard(Guard, false, Instr.At);
    break;
  }
  case InstrKind::GuardLock:
    if (Instr.has(LockAdopted)) // Changes the mode of what is held.
      State.setGuardMode(Guard, Instr.has(LockShared));
    else if (!Instr.has(LockTry))
      State.lockGuard(Guard, Instr.has(LockShared), Instr.At);
    break;
  case InstrKind::GuardUnlock:
    State.releaseGuard(Guard);
    break;
  case InstrKind::GuardRelease:
    for (HeldLock &Lock : State.Held)
      if (Lock.Guard == Guard)
        Lock.Guard = UnknownPath;
    // What it returns leads to the mutex.
    if (const GuardState *Known = State.guard(Guard)) {
      GuardState Left = *Known;
      AccessPath Result;
      Result.Root.Kind = RootKind::Result;
      Result.Root.Index =
          static_cast<uint32_t>(&Instr - In.Function->Instructions.data());
      Left.Guard = rawPath(Result);
      State.setGuard(std::move(Left));
    }
    State.dropGuard(Guard);
    break;
  case InstrKind::GuardEnd:
    if (State.guard(Guard)) {
      State.releaseGuard(Guard);
      State.dropGuard(Guard);
    } else if (In.Store->path(Guard).Root.Kind == RootKind::This) {
      State.releaseGuard(
          Guard); // A destructor ends the guard that the constructor made.
    }
    break;
  case InstrKind::GuardMove: {
    if (Instr.Args.empty() || Instr.Args[0].Kind != ValueKind::Path)
      break;
    PathId From = rawPath(Instr.Args[0].Path);
    GuardState *Known = State.guard(From);
    if (!Known)
      break;
    GuardState Moved = *Known;
    Moved.Guard = Guard;
    for (HeldLock &Lock : State.Held)
      if (Lock.Guard == From)
        Lock.Guard = Guard;
    State.dropGuard(From);
    State.setGuard(std::move(Moved));
    break;
  }
  default:
    break;
  }
}

/// Two handles are the same thread, or one names the collection the other is an
/// element of.
static bool isJoinOf(PathStore &Store, PathId Handle, PathId Target,
                     bool Each) {
  if (Handle == UnknownPath)
    return false;
  if (Handle == Target)
    return true;
  if (!Each)
    return false;
  PathId Any = Store.anyElement(Handle);
  PathId Wanted = Store.anyElement(Target);
  if (Any == Wanted)
    return true;
  // An element of it, or a part of one.
  const AccessPath &Path = Store.path(Any);
  unsigned Length = Store.path(Wanted).Selectors.size();
  return Path.Selectors.size() > Length &&
         Path.Selectors[Length].K == Selector::Element &&
         Store.prefix(Any, Length) == Wanted;
}

/// Whether the path ends in some element, nobody knows which.
static bool isSomeElement(const AccessPath &Path) {
  return !Path.Selectors.empty() &&
         Path.Selectors.back().K == Selector::Element &&
         Path.Selectors.back().Name == NameId::None;
}

void FunctionFlow::joinHandle(PathId Target, const Instruction &Instr,
                              uint16_t LoopDepth, FlowState &State) const {
  bool Each = Instr.has(JoinEach);
  llvm::SmallVector<PathId, 4> Names = {Target};
  if (Each)
    Names.push_back(
        In.Store->append(In.Store->withoutElement(In.Store->anyElement(Target)),
                         Selector{Selector::Element, NameId::None}));
  PathId Resolved = In.Pointers->resolveOne(Target);
  // What pointers in the collection lead to: the handle is a part of that.
  llvm::SmallVector<PathId, 4> Owners;
  for (size_t I = 0, End = Names.size(); I < End; ++I) {
    llvm::SmallVector<PathId, 2> Objects = In.Pointers->resolve(Names[I]);
    if (I > 0)
      llvm::copy_if(Objects, std::back_inserter(Owners),
                    [&](PathId Object) { return Object != Names[I]; });
    Names.append(Objects);
  }
  auto isPartOf = [&](PathId Handle, PathId Owner) {
    const size_t Length = In.Store->path(Owner).Selectors.size();
    return Handle != UnknownPath &&
           In.Store->path(Handle).Selectors.size() > Length &&
           In.Store->prefix(Handle, Length) == Owner;
  };
  auto isJoined = [&](const LiveThread &Thread) {
    if (Instr.has(SpawnAutoJoin) && !In.AutoJoins[Thread.Thread])
      return false;
    return llvm::any_of(Names,
                        [&](PathId Name) {
                          return isJoinOf(*In.Store, Thread.Handle, Name,
                                          Each) ||
                                 isJoinOf(*In.Store, Thread.Future, Name, Each);
                        }) ||
           llvm::any_of(Owners, [&](PathId Owner) {
             return isPartOf(Thread.Handle, Owner);
           });
  };
  // One element of several, or of those that a loop has started: the others run
  // on.
  size_t Matches = llvm::count_if(State.Live, isJoined);
  bool IsOneOfMany =
      !Each && isSomeElement(In.Store->path(Resolved)) &&
      llvm::any_of(State.Live, [&](const LiveThread &Thread) {
        return isJoined(Thread) &&
               (Matches > 1 || In.StartDepths[Thread.Thread] > LoopDepth);
      });
  if (IsOneOfMany)
    return;
  llvm::erase_if(State.Live, isJoined);
  // A promise may be fulfilled under another name; the wait orders all the
  // same. The end of the future is no wait ([futures.unique.future]).
  const PathId Future = In.Promised->nameOf(*In.Store, Resolved);
  if (Matches == 0 && !Instr.has(SpawnAutoJoin) && In.Store->isFuture(Future) &&
      !In.Promised->isFulfilled(In.Store->path(Future)))
    noteWait(LoopDepth, State);
  if (Instr.has(SpawnAutoJoin))
    return; // Whether it waits depends on what the handle holds, which callers
            // cannot see here.
  if (Each)
    Resolved = In.Store->append(
        In.Store->withoutElement(In.Store->anyElement(Resolved)),
        Selector{Selector::Element, NameId::None});
  State.markJoined(Resolved);
}

/// Where a handle is moved to; of one that is a pointer its place is meant.
PathId FunctionFlow::destinationOf(const Instruction &Assign) const {
  PathId To = lockPath(Assign.Target);
  const Value &From = Assign.Args[0];
  bool IsSame = From.Kind == ValueKind::Path && rawPath(From.Path) == To;
  // An iterator or reference into a collection names the handle, it does not
  // take it away.
  bool IsInCollection = IsSame && !From.Path.Selectors.empty() &&
                        From.Path.Selectors.back().K == Selector::Element &&
                        Assign.Target.Root.Kind == RootKind::Local &&
                        Assign.Target.Selectors.empty();
  // So does a reference that is bound to a variable: `Joiner J{T};`.
  const VariableFacts *Name = In.Store->variable(rawPath(Assign.Target));
  const VariableFacts *Handle =
      IsSame ? In.Store->variable(rawPath(From.Path)) : nullptr;
  bool IsReference = Name && Name->has(VariableIsReference) && Handle &&
                     !Handle->has(VariableIsReference);
  return IsSame && !IsInCollection && !IsReference ? rawPath(Assign.Target)
                                                   : To;
}

void FunctionFlow::detachHandle(const Instruction &Instr,
                                FlowState &State) const {
  PathId Handle = lockPath(Instr.Target), Raw = rawPath(Instr.Target);
  for (LiveThread &Thread : State.Live)
    if (Thread.Handle == Handle || Thread.Handle == Raw)
      Thread.Handle = UnknownPath;
  State.normaliseLive();
}

/// Moving a handle, or an object with a handle in it, moves the thread: `t_ =
/// std::thread(...)`, `threads.push_back(std::move(t))`, `return future;`
void FunctionFlow::moveHandles(const Value &From, PathId To,
                               FlowState &State) const {
  if (From.Kind != ValueKind::Path || State.Live.empty())
    return;
  PathId Raw = rawPath(From.Path);
  llvm::SmallVector<PathId, 4> Names = In.Pointers->resolve(Raw);
  Names.push_back(Raw);
  bool Changed = false;
  auto move = [&](PathId &Handle) {
    for (PathId Name : Names) {
      if (Name == UnknownPath || Handle == UnknownPath)
        continue;
      unsigned Length = In.Store->path(Name).Selectors.size();
      bool IsIn = From.Copied && In.Store->prefix(Handle, Length) == Name;
      if (Handle != Name && !IsIn)
        continue;
      PathId New = In.Store->append(To, Handle, Length);
      if (New == Handle)
        return;
      Handle = New;
      State.forgetJoined(In.Store->anyElement(New));
      State.forgetJoined(New);
      Changed = true;
      return;
    }
  };
  for (LiveThread &Thread : State.Live) {
    move(Thread.Handle);
    move(Thread.Future);
  }
  if (Changed)
    State.normaliseLive();
}

/// The tasks of \p Object, a pool or one that owns it, are probably done.
void FunctionFlow::waitFor(PathId Object, FlowState &State) const {
  const unsigned Length = In.Store->path(Object).Selectors.size();
  bool Changed = false;
  for (LiveThread &Thread : State.Live) {
    PathId Queue = In.Queues[Thread.Thread];
    if (Thread.IsWaited || Queue == UnknownPath ||
        In.Store->prefix(Queue, Length) != Object)
      continue;
    Thread.IsWaited = Changed = true;
  }
  if (Changed)
    State.normaliseLive();
}

/// Behind a loop that called a method of each element, locked or unlocked each
/// one, or took a guard of each one into a collection.
void FunctionFlow::doForAll(const Instruction &ForAll, FlowState &State) const {
  if (ForAll.From.empty())
    return; // It was never reached.
  const Instruction &Each = In.Function->Instructions[ForAll.From[0]];
  if (Each.Kind == InstrKind::Call) {
    auto Effect = In.Calls.find(ForAll.From[0]);
    if (Effect == In.Calls.end())
      return;
    std::vector<PathId> Handles = Effect->second.Joined;
    for (size_t I = 0, End = Handles.size(); I < End; ++I)
      llvm::append_range(
          Handles, In.Pointers->resolve(In.Store->anyElement(Handles[I])));
    joinAll(Handles, State);
  } else if (Each.Kind == InstrKind::Guard) {
    transferGuard(Each, State);
  } else if (Each.Kind == InstrKind::Lock) {
    State.hold(In.Store->anyElement(lockPath(Each.Target)), UnknownPath,
               Each.has(LockShared), Each.At);
  } else if (Each.Kind == InstrKind::Unlock) {
    State.release(In.Store->anyElement(lockPath(Each.Target)));
  }
}

void FunctionFlow::joinAll(llvm::ArrayRef<PathId> Handles,
                           FlowState &State) const {
  for (PathId Handle : Handles) {
    llvm::erase_if(State.Live, [&](const LiveThread &Thread) {
      return isJoinOf(*In.Store, Thread.Handle, Handle, true) ||
             isJoinOf(*In.Store, Thread.Future, Handle, true);
    });
    State.markJoined(Handle);
  }
}

void FunctionFlow::applyCall(const CallEffect &Effect, uint16_t LoopDepth,
                             FlowState &State) const {
  joinAll(Effect.JoinedBefore, State);
  if (!Effect.Opened.empty())
    State.Present.clear(); // Others held the lock in between.
  for (PathId Released : Effect.Released) {
    if (State.guard(Released))
      State.releaseGuard(Released);
    else
      State.release(In.Pointers->resolveOne(Released));
  }
  for (const HeldLock &Lock : Effect.Acquired)
    if (Lock.Guard != UnknownPath && Lock.Lock == Lock.Guard)
      State.lockGuard(Lock.Guard, Lock.IsShared, Lock.TakenAt);
    else
      State.hold(Lock.Lock, Lock.Guard, Lock.IsShared, Lock.TakenAt,
                 Lock.IsOnce, Lock.IsFlag);
  for (const GuardState &Guard : Effect.Guards)
    State.setGuard(Guard);
  if (Effect.HasWaited)
    noteWait(LoopDepth, State);
  for (PathId Object : Effect.Waited)
    waitFor(Object, State);
  joinAll(Effect.Joined, State);
}

PresentKey FunctionFlow::keyOf(const Instruction &Access) const {
  PresentKey Result;
  Result.Object = lockPath(Access.Target);
  if (Access.Args.empty())
    return Result;
  const Value &Key = Access.Args[0];
  if (Key.Kind == ValueKind::Constant && Key.Name != NameId::None)
    Result.Key = (uint64_t(index(Key.Name)) << 1) | 1;
  else if (Key.Kind == ValueKind::Path && Key.Path.isKnown())
    Result.Key = uint64_t(lockPath(Key.Path)) << 1;
  return Result;
}

/// Whether the key of \p Access is read off an element of the same container,
/// as in `m[it->first]`: a lookup or the iteration has found it there.
bool FunctionFlow::isKeyOfElement(const Instruction &Access) const {
  constexpr ptrdiff_t Nearby = 4;
  if (Access.Args.empty() || Access.Args[0].Kind != ValueKind::Path)
    return false;
  const AccessPath &Key = Access.Args[0].Path;
  const size_t Length = Access.Target.Selectors.size();
  if (!(Key.Root == Access.Target.Root) || Key.Selectors.size() != Length + 1 ||
      Key.Selectors[Length].K != Selector::Element ||
      !std::equal(Access.Target.Selectors.begin(),
                  Access.Target.Selectors.end(), Key.Selectors.begin()))
    return false;
  // The path of the element's value is the same: what is read decides.
  const std::vector<Instruction> &Code = In.Function->Instructions;
  const ptrdiff_t Number = &Access - Code.data();
  for (ptrdiff_t I = std::max<ptrdiff_t>(0, Number - Nearby); I < Number; ++I)
    if (Code[I].Kind == InstrKind::Access && Code[I].has(AccessElement) &&
        Code[I].Target == Access.Target && Code[I].At.Line == Access.At.Line &&
        Code[I].At.Column >= Access.At.Column &&
        In.Store->text(Code[I].Name) == "first")
      return true;
  return false;
}

bool FunctionFlow::isKeyPresent(const Instruction &Access,
                                const FlowState &Before) const {
  if (isKeyOfElement(Access))
    return true;
  if (Before.Present.empty())
    return false;
  PresentKey Key = keyOf(Access);
  return Key.Key &&
         std::binary_search(Before.Present.begin(), Before.Present.end(), Key);
}
