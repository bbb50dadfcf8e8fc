// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What is known on one way out of a branch: locks that a try has got, threads
/// that have ended, once-flags that have been passed, keys that are present.
#include "Analysis/FunctionFlow.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;

/// Under a mutex, a flag, counter or map that says what has been done already
/// is a once-flag. A reader lock is enough to see that it has been done.
void FunctionFlow::passOnceTest(uint32_t Block, size_t Edge, FlowState &State) {
  bool IsReader = false, IsWriter = false;
  for (const HeldLock &Lock : State.Held)
    if (!Lock.IsOnce)
      (Lock.IsShared ? IsReader : IsWriter) = true;
  if (!IsReader && !IsWriter)
    return;
  const OnceTests::DoneEdge Done = Once.at(Block);
  const bool IsDone = Edge == (Done == OnceTests::First ? 0 : 1);
  if (Done == OnceTests::None || (!IsDone && !IsWriter))
    return;
  const Instruction &Test =
      In.Function->Instructions[In.Function->Blocks[Block].Condition];
  State.holdFlag(lockPath(Test.Target), IsDone, Test.At);
}

/// Where the other way out of \p Block initialises a static, it has been
/// initialised on this one.
void FunctionFlow::markInitialised(const BlockFacts &Block, size_t Edge,
                                   FlowState &State) const {
  if (Block.Successors.size() != 2 ||
      Block.Condition != BlockFacts::NoCondition)
    return;
  const BlockFacts &Other = In.Function->Blocks[Block.Successors[1 - Edge]];
  if (Other.Begin == Other.End)
    return;
  const Instruction &First = In.Function->Instructions[Other.Begin];
  if (First.Kind == InstrKind::Lock && First.has(LockOnce))
    State.holdFlag(lockPath(First.Target), /*IsPassed=*/true, First.At);
}

/// Whether what was done before the flag was set is visible where \p Test has
/// seen it: it is atomic, or tested with the mutex of a wait.
bool FunctionFlow::isOrderedTest(const Instruction &Test) const {
  const VariableFacts *Flag = In.Store->variable(lockPath(Test.Target));
  return (Flag && Flag->has(VariableIsAtomic)) ||
         llvm::any_of(In.Function->Instructions, [](const Instruction &Instr) {
           return Instr.Kind == InstrKind::GuardWait;
         });
}

/// An atomic flag that the function tests twice, with ordering the first time:
/// double-checked locking.
bool FunctionFlow::isDoubleChecked(const Instruction &Test) const {
  PathId Flag = lockPath(Test.Target);
  const VariableFacts *Variable = In.Store->variable(Flag);
  if (!Variable || !Variable->has(VariableIsAtomic))
    return false;
  unsigned Tests = 0;
  bool IsOrdered = false;
  for (const Instruction &Instr : In.Function->Instructions)
    if (Instr.Kind == InstrKind::Test && lockPath(Instr.Target) == Flag) {
      ++Tests;
      IsOrdered |= Instr.Name == NameId::None; // Else it is relaxed.
    }
  return Tests > 1 && IsOrdered;
}

/// Where the flag is set, what was done before it was set is visible: like a
/// once-flag that has been passed. Where it is not, and a lock is held, this is
/// the one thread that does it.
void FunctionFlow::passDoubleCheck(const Instruction &Test, bool IsSet,
                                   FlowState &State) const {
  bool HoldsMutex = llvm::any_of(
      State.Held, [](const HeldLock &Lock) { return !Lock.IsOnce; });
  if (IsSet || HoldsMutex)
    State.holdFlag(lockPath(Test.Target), IsSet, Test.At);
}

/// `if (!ready) { std::call_once(once, fill); ready = true; }`: who sees an
/// atomic flag set that only this function sets, behind or in the call_once,
/// sees what that has done.
void FunctionFlow::passOnceBehind(uint32_t Condition, FlowState &State) const {
  const std::vector<Instruction> &Code = In.Function->Instructions;
  const Instruction &Test = Code[Condition];
  const VariableFacts *Flag = In.Store->variable(lockPath(Test.Target));
  if (!Flag || !Flag->has(VariableIsAtomic) || Test.Name != NameId::None ||
      !In.Flags->isSetOnlyIn(Test.Target, In.Function->Usr))
    return;
  const auto Once = llvm::find_if(
      llvm::drop_begin(Code, Condition), [](const Instruction &Instr) {
        return Instr.Kind == InstrKind::Lock && Instr.has(LockOnce) &&
               !Instr.has(LockDeferred);
      });
  const bool IsSetBefore = llvm::any_of(
      llvm::make_range(Code.begin(), Once), [&](const Instruction &Instr) {
        return Instr.Kind == InstrKind::Assign && Instr.Target == Test.Target;
      });
  if (Once != Code.end() && !IsSetBefore)
    State.holdFlag(lockPath(Once->Target), /*IsPassed=*/true, Once->At);
}

/// \p Null is a pointer that is null here. What the function locks on the other
/// way, the mutex at it or one in the object that it leads to, itself or by a
/// call, does not exist here: `if (object) object->mutex.lock();`
void FunctionFlow::holdVacuously(PathId Null, FlowState &State) const {
  if (Null == UnknownPath)
    return;
  const size_t Length = In.Store->path(Null).Selectors.size();
  auto hold = [&](PathId Lock, const SourceSpan &At) {
    if (Lock != UnknownPath && In.Store->prefix(Lock, Length) == Null)
      State.hold(Lock, UnknownPath, false, At, true);
  };
  for (uint32_t I = 0; I < In.Function->Instructions.size(); ++I) {
    const Instruction &Instr = In.Function->Instructions[I];
    if (Instr.Kind == InstrKind::Lock && !Instr.has(LockOnce))
      hold(lockPath(Instr.Target), Instr.At);
    // A pointer to a lock of the program's own class makes the lock optional:
    // `if (sync) sync->lock();` protects what others use all the same. A guard
    // is given one: `Guard guard(&mutex);`.
    if (Instr.Kind != InstrKind::Call ||
        (lockPath(Instr.Target) == Null && !In.IsGivenObjects))
      continue;
    if (auto Effect = In.Calls.find(I); Effect != In.Calls.end())
      for (const HeldLock &Lock : Effect->second.Acquired)
        if (!Lock.IsOnce)
          hold(Lock.Lock, Instr.At);
  }
}

/// Whether \p Guard is a variable of this function, as a whole.
bool FunctionFlow::isLocal(PathId Guard) const {
  const AccessPath &Path = In.Store->path(Guard);
  return Path.Root.Kind == RootKind::Local && Path.Selectors.empty() &&
         Path.Root.Frame == In.Function->Usr;
}

void FunctionFlow::refine(const BlockFacts &Block, bool IsTrueEdge,
                          FlowState &State) const {
  if (Block.Condition >= In.Function->Instructions.size())
    return;
  const Instruction &Decider = In.Function->Instructions[Block.Condition];
  In.Pointers->moveTo(Block.Condition);
  switch (Decider.Kind) {
  case InstrKind::Access:
    if (Decider.has(AccessTestsPresence) && IsTrueEdge) {
      PresentKey Key = keyOf(Decider);
      auto Place = llvm::lower_bound(State.Present, Key);
      if (Key.Key && (Place == State.Present.end() || *Place != Key))
        State.Present.insert(Place, Key);
    }
    break;
  case InstrKind::Call:
    // `if (guard)`, `if (guard.owns())`, of a guard class of the program.
    if (IsTrueEdge && Decider.Args.empty() && Decider.Target.isKnown())
      if (GuardState *Known = State.guard(rawPath(Decider.Target));
          Known && !Known->IsOwned && isLocal(Known->Guard))
        State.lockGuard(Known->Guard, Known->IsShared, Decider.At);
    if (auto Effect = In.Calls.find(Block.Condition);
        IsTrueEdge && Effect != In.Calls.end() && Effect->second.IfTrue) {
      const HeldLock &Lock = *Effect->second.IfTrue;
      State.hold(Lock.Lock, UnknownPath, Lock.IsShared, Decider.At);
    }
    break;
  case InstrKind::Lock:
    if (Decider.has(LockTry) && IsTrueEdge)
      State.hold(lockPath(Decider.Target), UnknownPath, Decider.has(LockShared),
                 Decider.At);
    break;
  case InstrKind::Guard: // `Lock.try_acquire(mutex)`
  case InstrKind::GuardLock:
  case InstrKind::GuardTest:
    if (Decider.Kind == InstrKind::Guard && !Decider.has(LockTry))
      break;
    if (IsTrueEdge) {
      const PathId Guard = rawPath(Decider.Target);
      GuardState *Known = State.guard(Guard);
      if (Known && !Known->IsOwned)
        State.lockGuard(Known->Guard, Known->IsShared, Decider.At);
      // One of a caller, or captured: it owns what the caller knows.
      else if (!Known && Decider.Kind == InstrKind::GuardTest &&
               Guard != UnknownPath && !isLocal(Guard))
        State.lockGuard(Guard, false, Decider.At);
    } else {
      State.releaseGuard(rawPath(Decider.Target));
    }
    break;
  case InstrKind::JoinTest:
    if (!IsTrueEdge) {
      Instruction NoThread = Decider;
      NoThread.Flags = 0;
      joinHandle(rawPath(Decider.Target), NoThread, Block.LoopDepth, State);
    }
    break;
  case InstrKind::Test: {
    if (!Decider.Args.empty())
      break; // A comparison says nothing of null.
    if (IsTrueEdge && Decider.Name == NameId::None && // Else it is relaxed.
        In.Published && In.Published->has(Decider.Target, In.Function->Usr) &&
        isOrderedTest(Decider))
      State.holdFlag(lockPath(Decider.Target), /*IsPassed=*/true, Decider.At);
    if (isDoubleChecked(Decider))
      passDoubleCheck(Decider, IsTrueEdge, State);
    if (IsTrueEdge)
      passOnceBehind(Block.Condition, State);
    // `if (mutex) mutex->lock();`: where the pointer is null there is nothing
    // to hold, so the hold is vacuous.
    if (IsTrueEdge)
      break;
    // A handle that is null holds no thread.
    PathId Tested = lockPath(Decider.Target);
    bool IsHandle =
        llvm::any_of(In.Function->Instructions, [&](const Instruction &Instr) {
          return (Instr.Kind == InstrKind::Join ||
                  Instr.Kind == InstrKind::JoinTest) &&
                 Instr.Target == Decider.Target;
        });
    if (IsHandle) {
      Instruction NoThread = Decider;
      NoThread.Flags = 0;
      joinHandle(rawPath(Decider.Target), NoThread, Block.LoopDepth, State);
    }
    holdVacuously(Tested, State);
    break;
  }
  default:
    break;
  }
}
