// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Collection of the futures that fields keep, and of who fulfils a promise.
#include "Analysis/Promises.h"

using namespace mapwarden;

/// The promise of \p Future, named in \p Function.
static VariableKey promiseOf(const AccessPath &Future, NameId Function) {
  return keyOfVariable(Future, Future.Selectors.size() - 1, Function);
}

/// \p Future as seen from the object whose field \p Keeper is, or as a global.
/// Unknown when the two belong to different objects.
static AccessPath besideKeeper(const AccessPath &Keeper,
                               const AccessPath &Future) {
  if (Keeper.Selectors.empty())
    return Future.Root.Kind == RootKind::Global ? Future : AccessPath();
  AccessPath Owner = Keeper;
  Owner.Selectors.pop_back();
  AccessPath Beside;
  if (!startsWith(Future, Owner) ||
      Future.Selectors.size() < Owner.Selectors.size() + 2)
    return Beside;
  Beside.Root.Kind = RootKind::This;
  for (size_t I = Owner.Selectors.size(); I < Future.Selectors.size(); ++I)
    Beside.Selectors.push_back(Future.Selectors[I]);
  return Beside;
}

/// The field or global that \p Path ends in.
static NameId lastVariable(const AccessPath &Path) {
  if (!Path.Selectors.empty())
    return Path.Selectors.back().K == Selector::Field
               ? Path.Selectors.back().Name
               : NameId::None;
  return Path.Root.Kind == RootKind::Global ? Path.Root.Name : NameId::None;
}

/// Who is given a promise and fulfils it does so for the caller, too.
void Promises::addFulfilledByCallees(const Program &Prog) {
  struct Handing {
    VariableKey Given, Parameter;
  };
  std::vector<Handing> All;
  for (const FunctionFacts &Function : Prog.Functions)
    for (const Instruction &Instr : Function.Instructions) {
      if ((Instr.Kind != InstrKind::Call && Instr.Kind != InstrKind::Spawn) ||
          Instr.Callee.Kind != ValueKind::Function)
        continue;
      const FunctionFacts *Callee = Prog.function(Instr.Callee.Name);
      if (!Callee)
        continue;
      // thread(&C::run, object, std::move(promise))
      const size_t Skipped = Instr.Kind == InstrKind::Spawn &&
                                     Callee->has(FunctionIsMethod) &&
                                     !Callee->has(FunctionIsLambda)
                                 ? 1
                                 : 0;
      for (size_t I = Skipped; I < Instr.Args.size(); ++I) {
        const size_t Number = I - Skipped;
        if (Number >= Callee->Params.size() ||
            !Callee->Params[Number].has(VariableIsThreadHandle) ||
            Instr.Args[I].Kind != ValueKind::Path)
          continue;
        AccessPath Parameter;
        Parameter.Root.Kind = RootKind::Param;
        Parameter.Root.Index = static_cast<uint32_t>(Number);
        const AccessPath &Given = Instr.Args[I].Path;
        All.push_back(
            {keyOfVariable(Given, Given.Selectors.size(), Function.Usr),
             keyOfVariable(Parameter, 0, Callee->Usr)});
      }
    }
  for (bool IsNew = true; IsNew;) {
    IsNew = false;
    for (const Handing &One : All)
      IsNew |= Fulfilled.contains(One.Parameter) &&
               Fulfilled.insert(One.Given).second;
  }
}

Promises::Promises(const Program &Prog)
    : FutureName(Prog.Names.find(FutureSelector)) {
  if (FutureName == NameId::None)
    return;
  for (const FunctionFacts &Function : Prog.Functions)
    for (const Instruction &Instr : Function.Instructions) {
      const NameId Keeper = lastVariable(Instr.Target);
      // The future of a task that is started is none of a promise.
      if (Instr.Kind == InstrKind::Spawn && Keeper != NameId::None)
        Kept[Keeper] = AccessPath();
      if (Instr.Kind != InstrKind::Assign)
        continue;
      if (isFuture(Instr.Target))
        Fulfilled.insert(promiseOf(Instr.Target, Function.Usr));
      if (Keeper == NameId::None || Instr.Args.empty() ||
          Instr.Args[0].Kind != ValueKind::Path ||
          !isFuture(Instr.Args[0].Path))
        continue;
      AccessPath Future = besideKeeper(Instr.Target, Instr.Args[0].Path);
      auto [Known, IsNew] = Kept.try_emplace(Keeper, Future);
      if (!IsNew && !(Known->second == Future))
        Known->second = AccessPath();
    }
  addFulfilledByCallees(Prog);
}

PathId Promises::nameOf(PathStore &Store, PathId Path) const {
  const AccessPath &Keeper = Store.path(Path);
  const NameId Last = lastVariable(Keeper);
  auto Known = Last == NameId::None ? Kept.end() : Kept.find(Last);
  if (Known == Kept.end() || !Known->second.isKnown())
    return Path;
  const AccessPath &Future = Known->second;
  if (Future.Root.Kind == RootKind::Global)
    return Store.intern(Future, NameId::None);
  PathId Name = Store.prefix(Path, Keeper.Selectors.size() - 1);
  for (const Selector &Step : Future.Selectors)
    Name = Store.append(Name, Step);
  return Name;
}

bool Promises::isFulfilled(const AccessPath &Future) const {
  return isFuture(Future) &&
         Fulfilled.contains(promiseOf(Future, NameId::None));
}
