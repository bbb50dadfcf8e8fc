// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The part of the summariser that rewrites accesses of callees, and of
/// callables that callees invoke, in the caller's terms.
#include "Analysis/CallablePaths.h"
#include "Analysis/Summariser.h"

using namespace mapwarden;

/// \p Callee works on the very object that a pointer of this function was given
/// before the call.
bool Summariser::isOfThisRun(const AccessSummary &Callee,
                             const Substitution &Bind, uint32_t Instr) {
  if (Makings.empty())
    return false;
  const RootKind Kind = Store.path(Callee.Object).Root.Kind;
  if (Kind != RootKind::This && Kind != RootKind::Param)
    return false;
  PathId Given = Bind(Store.prefix(Callee.Object, 0));
  return Makings.isMadeBefore(Given, Instr) ||
         Makings.isMadeBefore(Pointers.resolveOne(Given), Instr);
}

/// The class of the object at \p Path itself, when it is a variable held by
/// value or made in sight; None otherwise.
static NameId ownClass(const Program &Prog, const PathStore &Store,
                       PathId Object) {
  const AccessPath &Path = Store.path(Object);
  const PathRoot &Root = Path.Root;
  if (Path.Selectors.empty() && Root.Kind == RootKind::Allocation) {
    const FunctionFacts *Maker = Prog.function(Root.Frame);
    const FunctionFacts *Constructor =
        Maker && Root.Index < Maker->Instructions.size() &&
                Maker->Instructions[Root.Index].has(CallConstructs)
            ? Prog.function(Maker->Instructions[Root.Index].Callee.Name)
            : nullptr;
    return Constructor ? Constructor->Class : NameId::None;
  }
  bool IsVariable =
      Path.Selectors.empty()
          ? Root.Kind == RootKind::Local || Root.Kind == RootKind::Global
          : Path.Selectors.back().K == Selector::Field;
  const VariableFacts *Variable = IsVariable ? Store.variable(Object) : nullptr;
  return Variable && !Variable->has(VariableIsReference) ? Variable->TypeClass
                                                         : NameId::None;
}

/// Whether an object of class \p Own surely is none of class \p Wanted,
/// although the two have a base in common: a wrapper around a pointer has none,
/// and an abstract class says what the object behind a wrapper is at least.
static bool isOtherClass(const Program &Prog, NameId Own, NameId Wanted) {
  const ClassFacts *Exact = Prog.classOf(Own);
  if (!Exact || (Exact->Flags & ClassIsAbstract) ||
      derivesFrom(Prog, Own, Wanted))
    return false;
  std::vector<NameId> Bases = {Own};
  for (size_t I = 0; I < Bases.size() && I < 32; ++I) {
    if (derivesFrom(Prog, Wanted, Bases[I]))
      return true;
    if (const ClassFacts *Class = Prog.classOf(Bases[I]))
      Bases.insert(Bases.end(), Class->Bases.begin(), Class->Bases.end());
  }
  return false;
}

/// Callers may know more of the object at \p Path.
bool Summariser::isFromCaller(PathId Path) const {
  const AccessPath &P = Store.path(Path);
  return (P.Root.Kind == RootKind::This || P.Root.Kind == RootKind::Param) &&
         llvm::none_of(P.Selectors, [](const Selector &Step) {
           return Step.K == Selector::Element;
         });
}

/// Reads the receiver of \p Access, which call \p Instr leads to, in this
/// function's terms, or notes that of the call itself, which runs \p Callee.
/// False when the object is of a class that never runs this access.
bool Summariser::bindReceiver(uint32_t Instr, FunctionId Callee,
                              const Substitution &Bind, AccessSummary &Access) {
  if (Access.Receiver != UnknownPath) {
    Access.Receiver = Pointers.resolveOne(Bind(Access.Receiver));
    NameId Class = ownClass(Prog, Store, Access.Receiver);
    if (Class != NameId::None &&
        isOtherClass(Prog, Class, Access.ReceiverClass))
      return false;
    if (!isFromCaller(Access.Receiver))
      Access.Receiver = UnknownPath;
  }
  const Instruction &Call = Function.Instructions[Instr];
  if (Access.Receiver != UnknownPath || Call.Kind != InstrKind::Call ||
      !Call.has(CallVirtual) || Graph.targets(Id, Instr).size() < 2)
    return true;
  PathId Receiver = Pointers.resolveOne(raw(Call.Target));
  if (!isFromCaller(Receiver))
    return true;
  Access.Receiver = Receiver;
  Access.ReceiverClass = Prog.Functions[Callee].Class;
  return true;
}

/// Whether call \p Instr makes a new object with constructor \p Constructor,
/// which does not tell anybody of it.
static bool makesInPrivate(const Program &Prog, const PathStore &Store,
                           const Instruction &Call, FunctionId Constructor,
                           const FunctionSummary &Effects) {
  if (Call.Kind != InstrKind::Call || !Call.has(CallConstructs) ||
      Call.Target.Root.Kind != RootKind::Allocation ||
      !Call.Target.Selectors.empty())
    return false;
  const NameId Own = Prog.Functions[Constructor].Usr;
  return llvm::none_of(Effects.Stores, [&](const auto &Stored) {
    const AccessPath &What = Store.path(Stored.second);
    return What.Root.Kind == RootKind::This && What.Root.Frame == Own &&
           What.Selectors.empty() &&
           Store.path(Stored.first).Root.Kind != RootKind::This;
  });
}

/// Whether the way along \p Trace leads through \p Id.
static bool leadsThrough(const TraceNode *Trace, FunctionId Id) {
  while (Trace && Trace->Function != Id)
    Trace = Trace->Next;
  return Trace != nullptr;
}

/// A parameter itself, of which callers know more.
static bool isParameter(const PathStore &Store, PathId Path) {
  const AccessPath &P = Store.path(Path);
  return P.Root.Kind == RootKind::Param && P.Selectors.empty();
}

/// What a lambda captured with an initialiser is known where it was made: \p
/// Path, where \p Translated knows nothing.
PathId Summariser::orCaptured(PathId Path, PathId Translated,
                              const Substitution &Bind) {
  const bool IsCaptured = Translated == UnknownPath && Bind.isNested() &&
                          Pointers.resolveOne(Path) != Path;
  return IsCaptured ? Path : Translated;
}

void Summariser::liftInto(uint32_t Instr, FunctionId Target,
                          const std::vector<AccessSummary> &From,
                          const Substitution &Bind,
                          std::vector<AccessSummary> &Out, bool IsPrivate) {
  for (const AccessSummary &Callee : From) {
    // A recursive call: what is made where this run makes something is that of
    // another run.
    const PathRoot &Root = Store.path(Callee.Object).Root;
    if (Root.Kind == RootKind::Allocation && Root.Frame == Function.Usr &&
        leadsThrough(Callee.Trace, Id))
      continue;
    PathId Translated =
        orCaptured(Callee.Object,
                   Owner.Bindings.rebind(Store, Bind(Callee.Object), Id), Bind);
    if (Translated == UnknownPath)
      continue;
    AccessSummary Base = Callee;
    if (!bindReceiver(Instr, Target, Bind, Base)) {
      // This call has been seen, and says so.
      if (Callee.Trace)
        Summary.Covered.push_back({Translated, Callee.Trace});
      continue;
    }
    Base.Trace = trace(Instr, Callee.Trace);
    // What a thread makes in its own body is another matter: several may do so
    // at once.
    const bool IsCall = Function.Instructions[Instr].Kind == InstrKind::Call &&
                        !Graph.registration(Id, Instr);
    // An object that is made below and has no name here is known to that call
    // alone.
    const bool IsUnnamed = Root.Kind == RootKind::Allocation &&
                           Root.Frame != Function.Usr &&
                           Translated == Callee.Object;
    if (Callee.Made != AccessSummary::Unmade || IsUnnamed ||
        Bind.isOfMade(Callee.Object))
      Base.Made = IsCall ? AccessSummary::MadeBelow : AccessSummary::Unmade;
    if (Base.Made == AccessSummary::Unmade && isOfThisRun(Callee, Bind, Instr))
      Base.Made = AccessSummary::MadeHere;
    if (Callee.StartedBy)
      Base.StartedBy = trace(Instr, Callee.StartedBy);
    else if (IsPrivate && Store.path(Callee.Object).Root.Kind == RootKind::This)
      Base.IsInMaking = true;
    llvm::erase_if(Base.Held, [&](HeldLock &Lock) {
      Lock.Lock = Pointers.resolveOne(orCaptured(
          Lock.Lock, Owner.Bindings.rebind(Store, Bind.lock(Lock.Lock), Id),
          Bind));
      Lock.Guard = UnknownPath;
      return Lock.Lock == UnknownPath;
    });
    for (PathId &Released : Base.Released)
      Released = Bind.lock(Released);
    for (PathId &Handle : Base.Joined)
      Handle = Pointers.resolveOne(Bind(Handle));
    const bool IsByIterator = (Base.Flags & AccessElement) != 0 &&
                              (Base.Flags & AccessByIterator) != 0;
    for (PathId Object : Pointers.resolve(Translated)) {
      if (Object == UnknownPath || Bind.isCopied(Object))
        continue;
      const PathId Designated = Object;
      if (IsByIterator) {
        Object = Store.withoutElement(Designated);
        if (Object == Designated && !isParameter(Store, Object))
          continue;
      }
      Out.push_back(Base);
      Out.back().Object = Object;
      if (Object != Designated)
        Out.back().Flags &= ~uint64_t(AccessByIterator);
      Out.back().IsOfThread |= Store.isOfThread(Object);
      correlateLocks(Out.back());
    }
  }
}

/// Callables that call callables are followed so far.
static constexpr unsigned MaxNested = 3;

void Summariser::liftAccesses(uint32_t Instr, const CallTarget &Target,
                              const Substitution &Bind,
                              std::vector<AccessSummary> &Out,
                              std::vector<Invocation> &Open) {
  const FunctionSummary &Callee = Owner.of(Target.Function);
  bool IsPrivate = makesInPrivate(Prog, Store, Function.Instructions[Instr],
                                  Target.Function, Callee);
  liftInto(Instr, Target.Function, Callee.Accesses, Bind, Out, IsPrivate);
  for (const Invocation &Called : Callee.Invocations)
    liftInvocation(Instr, Called, Bind, Out, Open);
}

/// An open call of a callee: with this call's arguments it may be known.
void Summariser::liftInvocation(uint32_t Instr, const Invocation &Called,
                                const Substitution &Bind,
                                std::vector<AccessSummary> &Out,
                                std::vector<Invocation> &Open) {
  Invocation Up = Called;
  Up.Trace = trace(Instr, Called.Trace);
  if (Called.StartedBy)
    Up.StartedBy = trace(Instr, Called.StartedBy);
  for (PathId &Argument : Up.Arguments)
    Argument = Bind(Argument);
  llvm::erase_if(Up.Held, [&](HeldLock &Lock) {
    Lock.Lock =
        Pointers.resolveOne(orCaptured(Lock.Lock, Bind.lock(Lock.Lock), Bind));
    Lock.Guard = UnknownPath;
    return Lock.Lock == UnknownPath;
  });
  for (PathId &Released : Up.Released)
    Released = Bind.lock(Released);
  for (PathId &Handle : Up.Joined)
    Handle = Pointers.resolveOne(Bind(Handle));
  const Value *Actual = Bind.argumentOf(Store.path(Called.Callee));
  if (Actual && (Actual->Kind == ValueKind::Function ||
                 Actual->Kind == ValueKind::Bind)) {
    for (const CallTarget &Target : Graph.resolve(*Actual, Function.Usr))
      invoke(Instr, Target, Up, Out, Open);
    return;
  }
  Up.Callee = Bind(Called.Callee);
  resolveInvocation(Instr, Up, Out, Open);
}

/// Whether a caller may know more of the callable at \p Callee than this
/// function does.
bool Summariser::isOpen(PathId Callee) const {
  const PathRoot &Root = Store.path(Callee).Root;
  if (Root.Kind != RootKind::Param && Root.Kind != RootKind::This)
    return false;
  if (Root.Frame == Function.Usr)
    return llvm::any_of(Graph.callers(Id),
                        [&](FunctionId Caller) { return Caller != Id; });
  const FunctionFacts *Outer = &Function;
  while (Outer && Outer->Parent != NameId::None) {
    if (Outer->Parent == Root.Frame)
      return true;
    Outer = Prog.function(Outer->Parent);
  }
  return false;
}

/// Runs what is at Called.Callee, or leaves it open. Where nothing is known of
/// this very object, everything that is ever stored in such a place may run.
void Summariser::resolveInvocation(uint32_t Instr, const Invocation &Called,
                                   std::vector<AccessSummary> &Out,
                                   std::vector<Invocation> &Open) {
  for (PathId Callee : Pointers.resolve(Called.Callee)) {
    if (Callee == UnknownPath)
      continue;
    if (isOpen(Callee)) {
      // What this function itself has put into its object is what runs, beside
      // what it does next; callers see the function as a whole. A collection
      // may hold more.
      const AccessPath &Place = Store.path(Callee);
      std::vector<CallTarget> Own;
      if (Place.Root.Kind == RootKind::This && !Place.Selectors.empty() &&
          Place.Root.Frame == Function.Usr)
        Own = callableAt(Callee);
      // No caller knows of another one.
      if (Own.empty() && !Place.Selectors.empty() &&
          Place.Selectors.back().K == Selector::Field)
        if (Own = Graph.resolve(Value::path(Place), Function.Usr);
            Own.size() != 1)
          Own.clear();
      for (const CallTarget &Target : Own)
        invoke(Instr, Target, Called, Out, Open);
      if ((Own.empty() || hasElement(Place)) && Open.size() < MaxInvocations) {
        Open.push_back(Called);
        Open.back().Callee = Callee;
      }
      continue;
    }
    std::vector<CallTarget> Targets = callableAt(Callee);
    if (Targets.empty() && Callee != Called.Callee)
      Targets = callableAt(Called.Callee);
    bool IsKnown = !Targets.empty();
    if (!IsKnown)
      Targets = Graph.resolve(Value::path(Store.path(Callee)), Function.Usr);
    // All that a table holds is called through it; an object has one of them.
    const bool IsOneOfThem = !IsKnown && !hasElement(Store.path(Callee));
    if (IsOneOfThem && Targets.size() > MaxGuessedCallables) {
      for (const CallTarget &Target : Targets)
        Owner.Invoked.insert(Target.Function);
      Summary.IsTruncated = true; // The report says that something is missing.
      continue;
    }
    const size_t Before = Out.size();
    for (const CallTarget &Target : Targets)
      invoke(Instr, Target, Called, Out, Open);
    if (IsOneOfThem && Targets.size() > MaxLikelyCallables)
      for (size_t I = Before; I < Out.size(); ++I)
        Out[I].IsGuess = true;
  }
}

/// The accesses of \p Target under the locks that are held at the call.
void Summariser::invoke(uint32_t Instr, const CallTarget &Target,
                        const Invocation &Called,
                        std::vector<AccessSummary> &Out,
                        std::vector<Invocation> &Open) {
  Owner.Invoked.insert(Target.Function);
  Substitution Bind(Prog, Store, Function, Instr, Target, Called.Arguments);
  std::vector<AccessSummary> Lifted;
  std::vector<Invocation> Inner;
  const FunctionSummary &Callee = Owner.of(Target.Function);
  liftInto(Instr, Target.Function, Callee.Accesses, Bind, Lifted);
  if (OpenDepth < MaxNested) {
    ++OpenDepth;
    for (const Invocation &Nested : Callee.Invocations)
      liftInvocation(Instr, Nested, Bind, Lifted, Inner);
    --OpenDepth;
  }
  auto addState = [&](auto &Item) {
    if (Item.StartedBy)
      return; // Runs in a thread of its own.
    Item.Held.append(Called.Held.begin(), Called.Held.end());
    Item.Released.append(Called.Released.begin(), Called.Released.end());
    Item.Joined.append(Called.Joined.begin(), Called.Joined.end());
    Item.StartedBy = Called.StartedBy;
  };
  for (AccessSummary &Access : Lifted) {
    addState(Access);
    Out.push_back(std::move(Access));
  }
  for (Invocation &Nested : Inner) {
    addState(Nested);
    if (Open.size() < MaxInvocations)
      Open.push_back(std::move(Nested));
  }
}
