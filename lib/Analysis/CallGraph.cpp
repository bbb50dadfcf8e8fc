// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Call resolution, the flow of callables, and strongly connected components.
#include "Analysis/CallGraph.h"
#include "Analysis/CallablePaths.h"
#include <algorithm>

using namespace mapwarden;

CallGraph CallGraph::build(const Program &Prog) {
  CallGraph Graph(Prog);
  Graph.CallTargets.resize(Prog.Functions.size());
  Graph.TaskStores.resize(Prog.Functions.size());
  Graph.TaskTakes.resize(Prog.Functions.size());
  Graph.Registrations.resize(Prog.Functions.size());
  Graph.Callers.resize(Prog.Functions.size());
  Graph.indexOverrides();
  Graph.seedSlots();
  Graph.connectCalls();
  Graph.removeRepeatedEdges();
  Graph.solveSlots();
  Graph.resolveCalls();
  Graph.findStarted();
  Graph.findHandOvers();
  Graph.findTaskQueues();
  Graph.dropEmptySlots();
  Graph.buildComponents();
  return Graph;
}

llvm::ArrayRef<CallTarget> CallGraph::targets(FunctionId Caller,
                                              uint32_t Instr) const {
  auto Entry = CallTargets[Caller].find(Instr);
  if (Entry == CallTargets[Caller].end())
    return {};
  return Entry->second;
}

const TaskQueue *CallGraph::taskStore(FunctionId Function,
                                      uint32_t Instr) const {
  auto Entry = TaskStores[Function].find(Instr);
  return Entry == TaskStores[Function].end() ? nullptr : &Queues[Entry->second];
}

const TaskQueue *CallGraph::taskTake(FunctionId Function,
                                     uint32_t Instr) const {
  auto Entry = TaskTakes[Function].find(Instr);
  return Entry == TaskTakes[Function].end() ? nullptr
                                            : &Queues[Entry->second.first];
}

const Registration *CallGraph::registration(FunctionId Function,
                                            uint32_t Instr) const {
  auto Entry = Registrations[Function].find(Instr);
  return Entry == Registrations[Function].end() ? nullptr : &Entry->second;
}

void CallGraph::indexOverrides() {
  for (FunctionId Id = 0; Id < Prog->Functions.size(); ++Id)
    for (NameId Base : Prog->Functions[Id].Overrides)
      DirectOverrides[Base].push_back(Id);
}

std::vector<FunctionId> CallGraph::overriders(NameId Method) const {
  std::vector<FunctionId> Result;
  std::vector<NameId> Worklist = {Method};
  llvm::DenseMap<NameId, bool> Seen;
  while (!Worklist.empty()) {
    NameId Usr = Worklist.back();
    Worklist.pop_back();
    if (!Seen.try_emplace(Usr, true).second)
      continue;
    auto Self = Prog->FunctionByUsr.find(Usr);
    if (Self != Prog->FunctionByUsr.end() &&
        !Prog->Functions[Self->second].Blocks.empty())
      Result.push_back(Self->second);
    auto Overrides = DirectOverrides.find(Usr);
    if (Overrides != DirectOverrides.end())
      for (FunctionId Id : Overrides->second)
        Worklist.push_back(Prog->Functions[Id].Usr);
  }
  return Result;
}

bool mapwarden::derivesFrom(const Program &Prog, NameId Derived, NameId Base,
                            unsigned Depth) {
  if (Derived == Base)
    return true;
  const ClassFacts *Class = Prog.classOf(Derived);
  if (!Class || Depth > 16)
    return false;
  return llvm::any_of(Class->Bases, [&](NameId Next) {
    return derivesFrom(Prog, Next, Base, Depth + 1);
  });
}

/// The exact class of the object at \p Path when it is a variable held by
/// value, else None.
static NameId exactClass(const Program &Prog, const AccessPath &Path,
                         const FunctionFacts &Frame) {
  const VariableFacts *Variable = nullptr;
  if (!Path.Selectors.empty()) {
    if (Path.Selectors.back().K != Selector::Field)
      return NameId::None;
    Variable = Prog.field(Path.Selectors.back().Name);
  } else if (Path.Root.Kind == RootKind::Local &&
             Path.Root.Frame == NameId::None &&
             Path.Root.Index < Frame.Locals.size()) {
    Variable = &Frame.Locals[Path.Root.Index];
  } else if (Path.Root.Kind == RootKind::Global) {
    Variable = Prog.global(Path.Root.Name);
  }
  return Variable && !Variable->has(VariableIsReference) ? Variable->TypeClass
                                                         : NameId::None;
}

std::vector<CallTarget> CallGraph::dispatch(const Instruction &Call,
                                            const FunctionFacts &Caller) const {
  // A destructor ends its own bases, not what may derive from them.
  bool IsOwnBase = Call.has(CallDestroys) && Call.Target.Selectors.empty() &&
                   Call.Target.Root.Kind == RootKind::This;
  if (IsOwnBase)
    return direct(Call.Callee.Name);
  // The object of a thread is its first argument; the target is its handle.
  if (Call.Kind == InstrKind::Spawn)
    return methodOf(Call.Callee.Name,
                    Call.Args.empty() ? AccessPath() : Call.Args[0].Path,
                    Caller);
  return methodOf(Call.Callee.Name, Call.Target, Caller, Call.Class);
}

std::pair<NameId, bool> mapwarden::classAt(const Program &Prog,
                                           const AccessPath &Path,
                                           const FunctionFacts &Frame) {
  if (NameId Exact = exactClass(Prog, Path, Frame); Exact != NameId::None)
    return {Exact, true};
  const PathRoot &Root = Path.Root;
  if (!Path.Selectors.empty() ||
      (Root.Frame != NameId::None && Root.Frame != Frame.Usr))
    return {NameId::None, false};
  switch (Root.Kind) {
  case RootKind::This:
    return {Frame.Class, false};
  case RootKind::Local:
  case RootKind::Param: {
    const auto &Variables =
        Root.Kind == RootKind::Local ? Frame.Locals : Frame.Params;
    return {Root.Index < Variables.size() ? Variables[Root.Index].TypeClass
                                          : NameId::None,
            false};
  }
  case RootKind::Allocation:
  case RootKind::Result: {
    if (Root.Index >= Frame.Instructions.size())
      return {NameId::None, false};
    const Instruction &Maker = Frame.Instructions[Root.Index];
    const FunctionFacts *Constructor =
        Maker.has(CallConstructs) ? Prog.function(Maker.Callee.Name) : nullptr;
    return {Constructor ? Constructor->Class : NameId::None, true};
  }
  default:
    return {NameId::None, false};
  }
}

std::vector<CallTarget> CallGraph::methodOf(NameId Method,
                                            const AccessPath &Object,
                                            const FunctionFacts &Frame,
                                            NameId Declared) const {
  std::vector<CallTarget> Result;
  auto [Class, IsExact] = classAt(*Prog, Object, Frame);
  if (Class == NameId::None || (Declared != NameId::None && !IsExact &&
                                derivesFrom(*Prog, Declared, Class))) {
    Class = Declared;
    IsExact = false;
  }
  for (FunctionId Id : overriders(Method)) {
    NameId Owner = Prog->Functions[Id].Class;
    // An override in a class that the object is not is never called; overridden
    // versions above it may be, through an explicit base call, and cost little.
    bool IsPossible = Class == NameId::None ||
                      derivesFrom(*Prog, Class, Owner) ||
                      (!IsExact && derivesFrom(*Prog, Owner, Class));
    if (IsPossible)
      Result.push_back({Id, nullptr, NameId::None});
  }
  return Result;
}

std::pair<uint32_t, uint32_t> CallGraph::slotKey(const AccessPath &Path,
                                                 NameId Frame) {
  for (const Selector &Step : llvm::reverse(Path.Selectors))
    if (Step.K == Selector::Field)
      return {index(Step.Name), 0};
  const PathRoot &Root = Path.Root;
  if (Root.Kind == RootKind::Global)
    return {index(Root.Name), 0};
  uint32_t Owner = index(Root.Frame == NameId::None ? Frame : Root.Frame);
  return {Owner, 1 + static_cast<uint32_t>(Root.Kind) + 8 * Root.Index};
}

uint32_t CallGraph::slot(const AccessPath &Path, NameId Frame) {
  auto [Entry, IsNew] = SlotIds.try_emplace(
      slotKey(Path, Frame), static_cast<uint32_t>(Slots.size()));
  if (IsNew)
    Slots.emplace_back();
  return Entry->second;
}

std::optional<uint32_t> CallGraph::findSlot(const AccessPath &Path,
                                            NameId Frame) const {
  auto Entry = SlotIds.find(slotKey(Path, Frame));
  if (Entry == SlotIds.end())
    return std::nullopt;
  return Entry->second;
}

bool mapwarden::addUnique(std::vector<CallTarget> &Targets,
                          const CallTarget &Target) {
  if (llvm::is_contained(Targets, Target))
    return false;
  Targets.push_back(Target);
  return true;
}

void CallGraph::flow(const Value &From, NameId Frame, uint32_t To) {
  if (From.Kind == ValueKind::Path) {
    if (!From.Path.isKnown())
      return;
    uint32_t Source = slot(From.Path, Frame);
    if (Source == To)
      return;
    Slots[Source].FlowsTo.push_back(To);
    if (hasElement(From.Path)) {
      Slots[To].FromCollection = true;
      Slots[To].Collection = collectionName(From.Path, Frame);
      markPending(To);
    } else if (NameId Whole = wholeName(From.Path); Whole != NameId::None) {
      Slots[To].Whole = Whole;
      markPending(To);
    }
    if (!From.Path.Selectors.empty() && !hasElement(From.Path)) {
      AccessPath Object;
      Object.Root = From.Path.Root;
      uint32_t Whole = slot(Object, Frame);
      Slots[Whole].Parts.push_back({&From.Path, To});
      markPending(Whole);
    }
    markPending(Source);
    return;
  }
  if (From.Kind == ValueKind::Bind && !From.Bound.empty() &&
      From.Bound.front().Kind == ValueKind::Path &&
      From.Bound.front().Path.isKnown()) {
    uint32_t Source = slot(From.Bound.front().Path, Frame);
    Slots[Source].Binds.push_back({&From, Frame, To});
    markPending(Source);
    return;
  }
  for (const CallTarget &Target : resolve(From, Frame))
    if (addUnique(Slots[To].Targets, Target))
      markPending(To);
}

/// Has the edges of \p Slot followed, unless nothing can come of it.
void CallGraph::markPending(uint32_t Slot) {
  Slots[Slot].IsPending = !Slots[Slot].Targets.empty() ||
                          Slots[Slot].FromCollection ||
                          Slots[Slot].Whole != NameId::None;
  if (Slots[Slot].IsPending)
    Pending.push_back(Slot);
}

/// The first of equal edges stays. A function with many callers has an edge to
/// each of them, so they are not searched one by one.
void CallGraph::removeRepeatedEdges() {
  constexpr uint32_t None = ~0u;
  std::vector<uint32_t> LastSource(Slots.size(), None);
  for (uint32_t From = 0; From < Slots.size(); ++From)
    llvm::erase_if(Slots[From].FlowsTo, [&](uint32_t To) {
      return std::exchange(LastSource[To], From) == From;
    });
}

/// Most slots never hold a callable; they are not kept for later questions.
void CallGraph::dropEmptySlots() {
  std::vector<Slot> Kept;
  decltype(SlotIds) KeptIds;
  for (const auto &[Key, Number] : SlotIds) {
    if (Slots[Number].Targets.empty())
      continue;
    KeptIds[Key] = static_cast<uint32_t>(Kept.size());
    Kept.push_back(std::move(Slots[Number]));
    Kept.back().FlowsTo = {};
    Kept.back().Binds = {};
    Kept.back().Parts = {};
  }
  Slots = std::move(Kept);
  SlotIds = std::move(KeptIds);
}

std::vector<CallTarget> CallGraph::resolve(const Value &Callable,
                                           NameId Frame) const {
  switch (Callable.Kind) {
  case ValueKind::Function: {
    auto Entry = Prog->FunctionByUsr.find(Callable.Name);
    if (Entry == Prog->FunctionByUsr.end())
      return {};
    if (!Prog->Functions[Entry->second].has(FunctionIsVirtual))
      return {{Entry->second, nullptr, NameId::None}};
    std::vector<CallTarget> Result;
    for (FunctionId Id : overriders(Callable.Name))
      Result.push_back({Id, nullptr, NameId::None});
    return Result;
  }
  case ValueKind::Bind: {
    if (Callable.Bound.empty())
      return {};
    std::vector<CallTarget> Result = resolve(Callable.Bound.front(), Frame);
    for (CallTarget &Target : Result)
      Target = {Target.Function, &Callable, Frame};
    return Result;
  }
  case ValueKind::Path:
    if (std::optional<uint32_t> Slot = findSlot(Callable.Path, Frame))
      return Slots[*Slot].Targets;
    return {};
  case ValueKind::None:
  case ValueKind::Null:
  case ValueKind::Constant:
    return {};
  }
  return {};
}

void CallGraph::seedSlots() {
  for (FunctionId Id = 0; Id < Prog->Functions.size(); ++Id) {
    const FunctionFacts &Function = Prog->Functions[Id];
    for (const Instruction &Instr : Function.Instructions) {
      if (Instr.Args.empty())
        continue;
      const PathRoot &Set = Instr.Target.Root;
      if (Instr.Kind == InstrKind::Assign && Set.Kind == RootKind::Param &&
          Set.Frame == NameId::None && Instr.Target.Selectors.empty() &&
          Set.Index < Function.Params.size() &&
          Function.Params[Set.Index].has(VariableIsReference))
        AssignedParams.insert({Id, Set.Index});
      if (Instr.Kind == InstrKind::Assign && Instr.Target.isKnown())
        flow(Instr.Args[0], Function.Usr, slot(Instr.Target, Function.Usr));
      if (Instr.Kind == InstrKind::Return) {
        AccessPath Returned;
        Returned.Root.Kind = RootKind::Return;
        flow(Instr.Args[0], Function.Usr, slot(Returned, Function.Usr));
      }
    }
  }
}

void CallGraph::passArguments(const Instruction &Call, NameId Frame,
                              const CallTarget &Target) {
  const FunctionFacts &Callee = Prog->Functions[Target.Function];
  for (uint32_t I = 0; I < Call.Args.size() && I < Callee.Params.size(); ++I) {
    AccessPath Param;
    Param.Root.Kind = RootKind::Param;
    Param.Root.Index = I;
    flow(Call.Args[I], Frame, slot(Param, Callee.Usr));
    // `bool pop(std::function<void()> &Out)`
    if (Call.Args[I].Kind == ValueKind::Path && Call.Args[I].Path.isKnown() &&
        AssignedParams.contains({Target.Function, I}))
      flow(Value::path(Param), Callee.Usr, slot(Call.Args[I].Path, Frame));
  }
}

std::vector<CallTarget> CallGraph::direct(NameId Usr) const {
  auto Entry = Prog->FunctionByUsr.find(Usr);
  if (Entry == Prog->FunctionByUsr.end())
    return {};
  return {{Entry->second, nullptr, NameId::None}};
}

/// Lets flow what \p Target is given and returns when instruction \p Instr
/// calls it.
void CallGraph::connect(FunctionId Id, uint32_t Instr,
                        const CallTarget &Target) {
  const FunctionFacts &Caller = Prog->Functions[Id];
  passArguments(Caller.Instructions[Instr], Caller.Usr, Target);
  AccessPath Returned, Result;
  Returned.Root.Kind = RootKind::Return;
  Result.Root.Kind = RootKind::Result;
  Result.Root.Index = Instr;
  flow(Value::path(Returned), Prog->Functions[Target.Function].Usr,
       slot(Result, Caller.Usr));
}

void CallGraph::connectCalls() {
  for (FunctionId Id = 0; Id < Prog->Functions.size(); ++Id) {
    const FunctionFacts &Caller = Prog->Functions[Id];
    for (uint32_t I = 0; I < Caller.Instructions.size(); ++I) {
      const Instruction &Instr = Caller.Instructions[I];
      if (Instr.Kind != InstrKind::Call && Instr.Kind != InstrKind::Spawn)
        continue;
      std::vector<CallTarget> Targets;
      if (Instr.has(CallVirtual))
        Targets = dispatch(Instr, Caller);
      else if (Instr.Kind == InstrKind::Call &&
               Instr.Callee.Kind == ValueKind::Function)
        Targets =
            direct(Instr.Callee.Name); // `Base::f()`, a base's destructor.
      else if (Instr.Callee.Kind != ValueKind::Path)
        Targets = resolve(Instr.Callee, Caller.Usr);
      for (const CallTarget &Target : Targets)
        connect(Id, I, Target);
      if (!Targets.empty())
        CallTargets[Id][I] = std::move(Targets);
    }
  }
}

void CallGraph::solveSlots() {
  while (!Pending.empty()) {
    uint32_t From = Pending.back();
    Pending.pop_back();
    // An older entry of one that has been followed since.
    if (!std::exchange(Slots[From].IsPending, false))
      continue;
    for (const BindFlow &Bind : Slots[From].Binds)
      for (size_t T = 0; T < Slots[From].Targets.size(); ++T)
        if (addUnique(Slots[Bind.To].Targets, {Slots[From].Targets[T].Function,
                                               Bind.Bound, Bind.Frame}))
          markPending(Bind.To);
    for (const PartFlow &Part : Slots[From].Parts) {
      Slot &To = Slots[Part.To];
      if (!Slots[From].FromCollection || To.FromCollection)
        continue;
      To.FromCollection = true;
      To.Collection = Slots[From].Collection;
      To.Suffix = Slots[From].Suffix;
      llvm::append_range(To.Suffix, Part.Path->Selectors);
      markPending(Part.To);
    }
    for (size_t I = 0; I < Slots[From].FlowsTo.size(); ++I) {
      uint32_t To = Slots[From].FlowsTo[I];
      bool Changed = false;
      for (size_t T = 0; T < Slots[From].Targets.size(); ++T)
        Changed |= addUnique(Slots[To].Targets, Slots[From].Targets[T]);
      if (Slots[From].FromCollection && !Slots[To].FromCollection) {
        Slots[To].FromCollection = true;
        Slots[To].Collection = Slots[From].Collection;
        Slots[To].Suffix = Slots[From].Suffix;
        Changed = true;
      }
      if (Slots[From].Whole != NameId::None &&
          Slots[To].Whole == NameId::None) {
        Slots[To].Whole = Slots[From].Whole;
        Changed = true;
      }
      if (Changed)
        markPending(To);
    }
  }
}

void CallGraph::findStarted() {
  Started.resize(Prog->Functions.size(), false);
  for (FunctionId Id = 0; Id < Prog->Functions.size(); ++Id) {
    const std::vector<Instruction> &Code = Prog->Functions[Id].Instructions;
    for (uint32_t I = 0; I < Code.size(); ++I)
      if (Code[I].Kind == InstrKind::Spawn)
        for (const CallTarget &Target : targets(Id, I))
          Started[Target.Function] = true;
  }
}

/// Calls through stored callables. A callee that is a parameter of the caller
/// is left to the summaries, which know the argument of each call. What is
/// called may be given callables in turn, so that others are found to be
/// called.
void CallGraph::resolveCalls() {
  std::vector<std::pair<FunctionId, uint32_t>> Stored;
  for (FunctionId Id = 0; Id < Prog->Functions.size(); ++Id) {
    const std::vector<Instruction> &Code = Prog->Functions[Id].Instructions;
    for (uint32_t I = 0; I < Code.size(); ++I) {
      if ((Code[I].Kind != InstrKind::Call &&
           Code[I].Kind != InstrKind::Spawn) ||
          Code[I].Callee.Kind != ValueKind::Path)
        continue;
      const AccessPath &Callee = Code[I].Callee.Path;
      if (Callee.Root.Kind == RootKind::Param && Callee.Selectors.empty() &&
          Callee.Root.Frame == NameId::None)
        continue;
      Stored.push_back({Id, I});
    }
  }
  for (bool IsNew = true; IsNew; solveSlots()) {
    IsNew = false;
    for (auto [Id, I] : Stored) {
      const FunctionFacts &Caller = Prog->Functions[Id];
      std::vector<CallTarget> Targets =
          resolve(Caller.Instructions[I].Callee, Caller.Usr);
      if (Targets.empty())
        continue;
      // A slot only grows, at its end.
      std::vector<CallTarget> &Known = CallTargets[Id][I];
      for (const CallTarget &Target : llvm::drop_begin(Targets, Known.size()))
        // What a bound callable is given stands at other places.
        if (!Target.Bound && !Target.IsHandedOver) {
          connect(Id, I, Target);
          IsNew = true;
        }
      Known = std::move(Targets);
    }
  }
}
