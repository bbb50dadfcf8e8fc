// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What the pointers and references of one function designate: by its own
/// assignments, and by what the functions that it calls return and store.
#include "Analysis/Summariser.h"
#include "Support/CallWords.h"

using namespace mapwarden;

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

/// Does the name of the function \p Callee say that it makes something new?
static bool isMaker(const Program &Prog, const Value &Callee) {
  return Callee.Kind == ValueKind::Function &&
         namesMaker(memberInUsr(Prog.text(Callee.Name)));
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
    // What is made here for a thread to keep goes by that name: once it is
    // started, nobody else sets the object up.
    const AccessPath &Made = Store.path(What);
    const bool IsMadeFor =
        Function.Instructions[Instr].Kind == InstrKind::Spawn &&
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
    // twice is the same mutex. What is made is new each time.
    if (Targets.empty() && !isMaker(Prog, Instr.Callee) &&
        Instr.Callee.Kind == ValueKind::Function && Instr.Args.empty() &&
        !Instr.has(CallConstructs) && !Instr.has(CallDestroys)) {
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
