// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The part of the summariser that applies a callee's lock and join effects to
/// the caller.
#include "Analysis/HandOvers.h"
#include "Analysis/Summariser.h"
#include "Support/CallWords.h"

using namespace mapwarden;

/// Does \p Function come to instruction \p Instr on every way?
static bool isUnconditional(const FunctionFacts &Function, uint32_t Instr) {
  std::vector<bool> Seen(Function.Blocks.size(), false);
  for (uint32_t B = 0; B < Function.Blocks.size() && !Seen[B];) {
    Seen[B] = true;
    const BlockFacts &Block = Function.Blocks[B];
    if (Block.Begin <= Instr && Instr < Block.End)
      return true;
    if (Block.Successors.size() != 1)
      return false;
    B = Block.Successors[0];
  }
  return false;
}

/// A guard that is given the functions that lock and unlock: `Synchronized
/// s(&mutex, acquire, release)`.
void Summariser::addCalledEffects(uint32_t Instr, const CallTarget &Target,
                                  const Substitution &Bind,
                                  CallEffect &Effect) {
  const FunctionFacts &Callee = Prog.Functions[Target.Function];
  for (const Invocation &Called : Owner.of(Target.Function).Invocations) {
    if (Called.StartedBy || !Called.Trace || Called.Trace->Next ||
        !isUnconditional(Callee, Called.Trace->Instr))
      continue;
    const Value *Given = Bind.argumentOf(Store.path(Called.Callee));
    const bool IsGiven = Given && (Given->Kind == ValueKind::Function ||
                                   Given->Kind == ValueKind::Bind);
    std::vector<CallTarget> Run = IsGiven ? Graph.resolve(*Given, Function.Usr)
                                          : callableAt(Bind(Called.Callee));
    if (Run.size() != 1)
      continue;
    llvm::SmallVector<PathId, 2> Arguments;
    for (PathId Argument : Called.Arguments)
      Arguments.push_back(Pointers.resolveOne(Bind(Argument)));
    const Substitution Inner(Prog, Store, Function, Instr, Run[0], Arguments);
    const FunctionSummary &Does = Owner.of(Run[0].Function);
    for (HeldLock Lock : Does.Acquired) {
      Lock.Lock = Pointers.resolveOne(Inner.lock(Lock.Lock));
      Lock.Guard = UnknownPath;
      Lock.TakenAt = Function.Instructions[Instr].At;
      if (Lock.Lock != UnknownPath)
        Effect.Acquired.push_back(Lock);
    }
    for (PathId Released : Does.Released)
      if (PathId Path = Pointers.resolveOne(Inner.lock(Released));
          Path != UnknownPath)
        Effect.Released.push_back(Path);
  }
}

CallEffect Summariser::effectOf(uint32_t Instr, const CallTarget &Target) {
  const FunctionFacts &Callee = Prog.Functions[Target.Function];
  const FunctionSummary &Known = Owner.of(Target.Function);
  Substitution Bind = substitution(Instr, Target);
  CallEffect Effect;
  std::vector<HeldLock> Taken = Known.Acquired;
  for (const FlaggedLock &Each : Known.AcquiredIf) {
    const Value *Flag = Bind.argument(Each.Parameter);
    llvm::StringRef Given = Flag && Flag->Kind == ValueKind::Constant
                                ? Prog.text(Flag->Name)
                                : llvm::StringRef();
    // What depends on a variable holds nothing that could be counted on.
    if (!Given.empty() && Each.IfSet == (Given != "0" && Given != "false"))
      Taken.push_back(Each.Lock);
  }
  for (HeldLock Lock : Taken) {
    bool StandsForGuard = Lock.Lock == Lock.Guard;
    // A guard may be reached through a reference that an object keeps.
    Lock.Guard = Lock.Guard == UnknownPath
                     ? UnknownPath
                     : Pointers.resolveOne(Bind(Lock.Guard));
    Lock.Lock =
        StandsForGuard ? Lock.Guard : Pointers.resolveOne(Bind.lock(Lock.Lock));
    Lock.TakenAt = Function.Instructions[Instr].At;
    if (Lock.Lock != UnknownPath)
      Effect.Acquired.push_back(Lock);
  }
  for (PathId Released : Known.Released) {
    PathId Path = Bind.lock(Released);
    if (Path != UnknownPath)
      Effect.Released.push_back(Path);
  }
  if (Function.Instructions[Instr].has(CallConstructs | CallDestroys))
    addCalledEffects(Instr, Target, Bind, Effect);
  for (PathId Opened : Known.Opened) {
    PathId Path = Bind.lock(Opened);
    if (Path != UnknownPath)
      insertSorted(Effect.Opened, Path);
  }
  for (GuardState Guard : Known.Guards) {
    Guard.Guard = Bind(Guard.Guard);
    for (PathId &Lock : Guard.Locks)
      Lock = Pointers.resolveOne(Bind.lock(Lock));
    if (Guard.Guard != UnknownPath)
      Effect.Guards.push_back(std::move(Guard));
  }
  for (PathId Handle : Known.Joined)
    if (PathId Path = Pointers.resolveOne(Bind(Handle)); Path != UnknownPath)
      Effect.Joined.push_back(Path);
  // The end of a pool says nothing of other threads.
  Effect.HasWaited =
      Known.IsWait && !Function.Instructions[Instr].has(CallDestroys);
  if (Known.IsWait && Function.Instructions[Instr].Target.isKnown())
    Effect.Waited.push_back(
        Pointers.resolveOne(raw(Function.Instructions[Instr].Target)));
  Effect.AsksForElement =
      !Known.Accesses.empty() &&
      llvm::all_of(Known.Accesses, [](const AccessSummary &Access) {
        return Access.Flags &
               (AccessTestsPresence | AccessTestsEmpty | AccessNamesEnd);
      });
  LockMember Member = Owner.Locks.member(Callee);
  const Instruction &Call = Function.Instructions[Instr];
  if (Member.Half != LockMember::None && Call.Target.isKnown()) {
    PathId Lock = Pointers.resolveOne(raw(Call.Target));
    const HeldLock Taken = {Lock,  UnknownPath, Member.IsShared,
                            false, false,       Call.At};
    if (Member.IsTry)
      Effect.IfTrue = Taken;
    else if (Member.Half == LockMember::Release)
      Effect.Released.push_back(Lock);
    else
      Effect.Acquired.push_back(Taken);
  }
  return Effect;
}

/// Is \p Call given one object, and perhaps options behind it: `AutoLock l(&m,
/// false)`?
static bool takesOneObject(const Instruction &Call) {
  return !Call.Args.empty() && Call.Args[0].Kind == ValueKind::Path &&
         llvm::all_of(llvm::drop_begin(Call.Args), [](const Value &Option) {
           return Option.Kind == ValueKind::Constant ||
                  Option.Kind == ValueKind::None;
         });
}

/// An object whose bodies are not in the program, and that by its name releases
/// the one mutex it is given as long as it lives.
CallEffect Summariser::assumeUnlocker(const Instruction &Call) {
  CallEffect Effect;
  auto isMaking = [&](const Instruction &Other) {
    return Other.Kind == InstrKind::Call && Other.has(CallConstructs) &&
           Other.Target == Call.Target && takesOneObject(Other);
  };
  auto Made = llvm::find_if(Function.Instructions, isMaking);
  if (Made == Function.Instructions.end())
    return Effect;
  PathId Lock = Pointers.resolveOne(raw(Made->Args[0].Path));
  if (Call.has(CallDestroys))
    Effect.Acquired.push_back(
        {Lock, UnknownPath, false, false, false, Call.At});
  else
    Effect.Released.push_back(Lock);
  return Effect;
}

/// A guard whose bodies are not in the program: by its name, it holds the one
/// mutex it is given.
CallEffect Summariser::assumeGuard(const Instruction &Call) {
  CallEffect Effect;
  PathId Object = raw(Call.Target);
  const VariableFacts *Variable = Store.variable(Object);
  const ClassFacts *Class =
      Variable ? Prog.classOf(Variable->TypeClass) : nullptr;
  if (!Class)
    return Effect;
  if (isUnlockerName(Prog.text(Class->Name)))
    return assumeUnlocker(Call);
  if (!isGuardName(Prog.text(Class->Name)))
    return Effect;
  if (Call.has(CallDestroys)) {
    Effect.Released.push_back(Object);
  } else if (takesOneObject(Call)) {
    PathId Lock = Pointers.resolveOne(raw(Call.Args[0].Path));
    Effect.Guards.push_back({Object, {Lock}, false, true, Call.At});
    Effect.Acquired.push_back({Lock, Object, false, false, false, Call.At});
  }
  return Effect;
}

/// A call of a library function that ends something by its name.
bool Summariser::endsCallbacks(const Instruction &Call) const {
  return Call.Callee.Kind == ValueKind::Function && !Call.has(CallConstructs) &&
         !Prog.FunctionByUsr.count(Call.Callee.Name) &&
         verbOf(bodilessName(Prog, Call)) == CallVerb::Ends;
}

/// Callbacks that were registered with what \p Call is given have returned for
/// good: libraries wait for them in `stop` and `destroy`.
CallEffect Summariser::endCallbacks(const Instruction &Call) {
  CallEffect Effect;
  if (Call.Target.isKnown())
    Effect.Joined.push_back(Pointers.resolveOne(raw(Call.Target)));
  for (const Value &Arg : Call.Args)
    if (Arg.Kind == ValueKind::Path)
      Effect.Joined.push_back(Pointers.resolveOne(raw(Arg.Path)));
  return Effect;
}

/// Keeps of \p Into only the must-parts that \p Other has too.
static void intersectEffects(CallEffect &Into, const CallEffect &Other) {
  llvm::erase_if(Into.Acquired, [&](const HeldLock &Lock) {
    return llvm::none_of(
        Other.Acquired, [&](const HeldLock &L) { return L.Lock == Lock.Lock; });
  });
  llvm::erase_if(Into.Guards, [&](const GuardState &Guard) {
    return !llvm::is_contained(Other.Guards, Guard);
  });
  llvm::erase_if(Into.Joined, [&](PathId Handle) {
    return !llvm::is_contained(Other.Joined, Handle);
  });
  if (!Other.IfTrue || (Into.IfTrue && Into.IfTrue->Lock != Other.IfTrue->Lock))
    Into.IfTrue.reset();
  Into.HasWaited &= Other.HasWaited;
  llvm::erase_if(Into.Waited, [&](PathId Object) {
    return !llvm::is_contained(Other.Waited, Object);
  });
  Into.Released.insert(Into.Released.end(), Other.Released.begin(),
                       Other.Released.end());
  for (PathId Opened : Other.Opened)
    insertSorted(Into.Opened, Opened);
}

/// `engine_ = make_unique<Engine>();` makes an object, ends the one that the
/// pointer had before, and assigns. For the second, the number of the first.
static std::optional<uint32_t> makerOfReplacement(const FunctionFacts &Function,
                                                  uint32_t Instr) {
  const Instruction &Call = Function.Instructions[Instr];
  if (!Call.has(CallDestroys) || Instr + 1 >= Function.Instructions.size())
    return std::nullopt;
  const Instruction &Next = Function.Instructions[Instr + 1];
  const bool IsReplaced = Next.Kind == InstrKind::Assign &&
                          Next.Target == Call.Target && Next.At == Call.At &&
                          !Next.Args.empty() &&
                          Next.Args[0].Kind == ValueKind::Path &&
                          Next.Args[0].Path.Root.Kind == RootKind::Allocation &&
                          Next.Args[0].Path.Root.Frame == NameId::None &&
                          Next.Args[0].Path.Root.Index < Instr;
  return IsReplaced ? std::optional(Next.Args[0].Path.Root.Index)
                    : std::nullopt;
}

/// Whether this constructor, which asks whether a pointer is null, is only
/// called with the addresses of variables: not with a null pointer, and not
/// with a choice, `Guard guard(isShared ? &mutex : nullptr);`.
bool Summariser::isGivenObjects() const {
  const bool AsksForNull =
      Function.has(FunctionIsConstructor) && Function.Params.size() == 1 &&
      Function.Params[0].has(VariableIsReference) &&
      llvm::any_of(Function.Instructions, [](const Instruction &Instr) {
        return Instr.Kind == InstrKind::Test;
      });
  if (!AsksForNull)
    return false;
  return llvm::all_of(Graph.callers(Id), [&](FunctionId Caller) {
    const FunctionFacts &Theirs = Prog.Functions[Caller];
    return llvm::all_of(Theirs.Instructions, [&](const Instruction &Call) {
      if (Call.Kind != InstrKind::Call || !Call.has(CallConstructs) ||
          Call.Callee.Name != Function.Usr)
        return true;
      if (Call.Args.size() != 1 || Call.Args[0].Kind != ValueKind::Path)
        return false;
      const AccessPath &Given = Call.Args[0].Path;
      const VariableFacts *Variable =
          Store.variable(Store.intern(Given, Theirs.Usr));
      return Variable && !Variable->has(VariableIsReference);
    });
  });
}

/// Does \p Call give an object of the program what another one has:
/// `guard = Guard(mutex);`?
static bool isMoveAssignment(const Instruction &Call) {
  return Call.Kind == InstrKind::Call && Call.Target.isKnown() &&
         Call.Callee.Kind == ValueKind::Function && Call.Args.size() == 1 &&
         Call.Args[0].Kind == ValueKind::Path;
}

void Summariser::collectCallEffects() {
  llvm::SmallVector<AccessPath, 2> MovedFrom;
  for (uint32_t I = 0; I < Function.Instructions.size(); ++I) {
    if (Function.Instructions[I].Kind != InstrKind::Call)
      continue;
    Pointers.moveTo(I);
    llvm::ArrayRef<CallTarget> Targets = Graph.targets(Id, I);
    if (Targets.empty()) {
      if (endsCallbacks(Function.Instructions[I])) {
        Inputs.Calls[I] = endCallbacks(Function.Instructions[I]);
        continue;
      }
      if (Function.Instructions[I].has(CallConstructs | CallDestroys))
        Inputs.Calls[I] = assumeGuard(Function.Instructions[I]);
      continue;
    }
    CallEffect Effect = effectOf(I, Targets.front());
    for (const CallTarget &Target : Targets.drop_front())
      intersectEffects(Effect, effectOf(I, Target));
    // The lock goes over to another object: nothing is released by either.
    const Instruction &Call = Function.Instructions[I];
    if (isMoveAssignment(Call) &&
        Prog.text(Call.Callee.Name).contains("@F@operator=#&&")) {
      Effect.Released.clear();
      MovedFrom.push_back(Call.Args[0].Path);
    } else if (Call.has(CallDestroys) &&
               llvm::is_contained(MovedFrom, Call.Target)) {
      Effect.Released.clear();
    }
    // What the pointer had before is over; what it is given has just begun, and
    // goes by the same name.
    if (std::optional<uint32_t> Maker = makerOfReplacement(Function, I)) {
      Inputs.Calls[*Maker].JoinedBefore = std::move(Effect.Joined);
      Effect.Joined.clear();
    }
    Inputs.Calls[I] = std::move(Effect);
  }
}
