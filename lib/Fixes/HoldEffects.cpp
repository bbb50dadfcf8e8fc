// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Effects of functions, and what can be reached from them.
#include "Fixes/HoldEffects.h"

using namespace mapwarden;

static bool takesLock(const Instruction &Instr) {
  return (Instr.Kind == InstrKind::Lock || Instr.Kind == InstrKind::Guard) &&
         !Instr.has(LockOnce);
}

HoldEffects::HoldEffects(const Program &Prog, AnalysisResults &Results)
    : Prog(Prog), Results(Results) {
  for (FunctionId Id = 0; Id < Prog.Functions.size(); ++Id)
    for (const Instruction &Instr : Prog.Functions[Id].Instructions)
      if (takesLock(Instr))
        for (const std::string &Lock : locksOf(Prog.Functions[Id], Instr))
          if (std::vector<FunctionId> &List = Takers[Lock];
              List.empty() || List.back() != Id)
            List.push_back(Id);
}

std::vector<std::string> HoldEffects::locksOf(const FunctionFacts &Function,
                                              const Instruction &Instr) {
  std::vector<std::string> Names;
  auto Add = [&](const AccessPath &Path) {
    PathId Id = Results.Store.intern(Path, Function.Usr);
    const AccessPath &Known = Results.Store.path(Id);
    bool HasField = llvm::any_of(Known.Selectors, [](const Selector &Step) {
      return Step.K == Selector::Field;
    });
    const VariableFacts *Variable = Results.Store.variable(Id);
    bool IsKnown = Known.Root.Kind == RootKind::Global || HasField ||
                   (Known.Root.Kind == RootKind::Local && Variable &&
                    !Variable->has(VariableIsReference));
    Names.push_back(IsKnown && Variable && !Variable->has(VariableIsReference)
                        ? Results.Store.key(Id)
                        : std::string());
  };
  if (Instr.Kind == InstrKind::Lock) {
    Add(Instr.Target);
    return Names;
  }
  for (const Value &Arg : Instr.Args)
    if (Arg.Kind == ValueKind::Path)
      Add(Arg.Path);
  return Names;
}

const HoldEffects::Local &HoldEffects::localOf(FunctionId Id) {
  auto [Entry, IsNew] = Locals.try_emplace(Id);
  Local &Out = Entry->second;
  if (!IsNew)
    return Out;
  const FunctionFacts &Function = Prog.Functions[Id];
  for (uint32_t I = 0; I < Function.Instructions.size(); ++I) {
    const Instruction &Instr = Function.Instructions[I];
    if (takesLock(Instr))
      for (std::string &Lock : locksOf(Function, Instr)) {
        Out.TakesUnknown |= Lock.empty();
        if (!Lock.empty())
          Out.Locks.insert(std::move(Lock));
      }
    Out.Waits |= Instr.Kind == InstrKind::Join ||
                 Instr.Kind == InstrKind::GuardWait ||
                 (Instr.Kind == InstrKind::Spawn && Instr.has(SpawnJoinsHere));
    Out.RunsUnknown |= Instr.Kind == InstrKind::Call &&
                       Instr.Callee.Kind == ValueKind::Path &&
                       Results.Graph.targets(Id, I).empty();
  }
  return Out;
}

/// Adds \p From and what it calls. False when that is too much.
bool HoldEffects::reach(FunctionId From, llvm::DenseSet<FunctionId> &Seen) {
  std::vector<FunctionId> Work;
  if (Seen.insert(From).second)
    Work.push_back(From);
  while (!Work.empty()) {
    FunctionId Id = Work.back();
    Work.pop_back();
    if (Seen.size() > MaxReach)
      return false;
    for (FunctionId Next : Results.Graph.callees(Id))
      if (Seen.insert(Next).second)
        Work.push_back(Next);
  }
  return true;
}

bool HoldEffects::isTakenUnder(const std::string &Lock,
                               const std::string &Other) {
  auto [Entry, IsNew] = Orders.try_emplace({Lock, Other}, false);
  if (!IsNew)
    return Entry->second;
  llvm::DenseSet<FunctionId> Seen;
  bool IsTaken = false;
  if (auto Found = Takers.find(Other); Found != Takers.end())
    for (FunctionId Id : Found->second)
      IsTaken |= !reach(Id, Seen);
  for (FunctionId Id : Seen) {
    const Local &Effects = localOf(Id);
    IsTaken |= Effects.Locks.count(Lock) != 0 || Effects.TakesUnknown ||
               Effects.RunsUnknown;
  }
  return Orders[{Lock, Other}] = IsTaken;
}

bool HoldEffects::canHold(FunctionId Function, uint32_t Number, PathId Lock,
                          llvm::function_ref<bool(FunctionId)> IsTaken) {
  const Instruction &Instr = Prog.Functions[Function].Instructions[Number];
  switch (Instr.Kind) {
  case InstrKind::Join:
  case InstrKind::GuardWait:
    return false;
  case InstrKind::Spawn:
    return !Instr.has(SpawnJoinsHere) && !Instr.has(SpawnMany);
  case InstrKind::Call:
    break;
  default:
    return true;
  }
  llvm::ArrayRef<CallTarget> Targets = Results.Graph.targets(Function, Number);
  if (Targets.empty() && Instr.Callee.Kind == ValueKind::Path)
    return false;
  const std::string Name = Results.Store.key(Lock);
  llvm::DenseSet<FunctionId> Seen;
  for (const CallTarget &Target : Targets)
    if (!reach(Target.Function, Seen))
      return false;
  for (FunctionId Id : Seen) {
    const Local &Effects = localOf(Id);
    if (Effects.TakesUnknown || Effects.Waits || Effects.RunsUnknown ||
        Effects.Locks.count(Name) || IsTaken(Id))
      return false;
    for (const std::string &Other : Effects.Locks)
      if (isTakenUnder(Name, Other))
        return false;
  }
  return true;
}
