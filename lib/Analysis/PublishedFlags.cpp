// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Collection of the stores, and the proof that a store runs once.
#include "Analysis/PublishedFlags.h"
#include "Support/PhaseWords.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;

/// Calls between a store and the start of its thread that are looked at.
static constexpr unsigned MaxCalls = 8;

/// The atomic variable that \p Path ends in; None for others.
static NameId atomicOf(const Program &Prog, const AccessPath &Path) {
  NameId Name = NameId::None;
  const VariableFacts *Variable = nullptr;
  if (Path.Selectors.empty() && Path.Root.Kind == RootKind::Global) {
    Name = Path.Root.Name;
    Variable = Prog.global(Name);
  } else if (!Path.Selectors.empty() &&
             Path.Selectors.back().K == Selector::Field) {
    Name = Path.Selectors.back().Name;
    Variable = Prog.field(Name);
  }
  return Variable && Variable->has(VariableIsAtomic) ? Name : NameId::None;
}

/// Does \p Function run once, in a program with a main: called or started from
/// one place, in no loop, in a function that runs once?
static bool runsOnce(const Program &Prog, const CallGraph &Graph,
                     FunctionId Function, unsigned Depth) {
  if (Prog.Functions[Function].has(FunctionIsMain))
    return true;
  llvm::ArrayRef<FunctionId> Callers = Graph.callers(Function);
  if (Callers.size() != 1 || Depth == MaxCalls)
    return false;
  const FunctionFacts &Caller = Prog.Functions[Callers[0]];
  unsigned Places = 0;
  for (const BlockFacts &Block : Caller.Blocks)
    for (uint32_t I = Block.Begin; I < Block.End; ++I) {
      const bool Leads = llvm::any_of(Graph.targets(Callers[0], I),
                                      [&](const CallTarget &Target) {
                                        return Target.Function == Function;
                                      });
      if (!Leads)
        continue;
      ++Places;
      if (Block.LoopDepth > 0 || Caller.Instructions[I].has(SpawnMany) ||
          Graph.registration(Callers[0], I))
        return false;
    }
  return Places == 1 && runsOnce(Prog, Graph, Callers[0], Depth + 1);
}

PublishedFlags::PublishedFlags(const Program &Prog, const CallGraph &Graph) {
  struct Setter {
    SourceSpan At;
    FunctionId Function = 0;
    bool IsOne = false;
  };
  llvm::DenseMap<NameId, Setter> Setters;
  for (FunctionId Id = 0; Id < Prog.Functions.size(); ++Id) {
    const FunctionFacts &Function = Prog.Functions[Id];
    for (const BlockFacts &Block : Function.Blocks)
      for (uint32_t I = Block.Begin; I < Block.End; ++I) {
        const Instruction &Instr = Function.Instructions[I];
        const NameId Flag = Instr.Kind == InstrKind::Assign
                                ? atomicOf(Prog, Instr.Target)
                                : NameId::None;
        if (Flag == NameId::None || Instr.Args.empty())
          continue;
        const llvm::StringRef Given = Instr.Args[0].Kind == ValueKind::Constant
                                          ? Prog.text(Instr.Args[0].Name)
                                          : llvm::StringRef();
        const bool Clears = Given == "0" || Given == "false";
        // It is false at first, and nobody reads it after the end.
        if (Clears && (Function.has(FunctionIsConstructor) ||
                       Function.has(FunctionIsDestructor) ||
                       phaseOf(Prog.text(Function.Name)) == Phase::Teardown))
          continue;
        const bool IsStore = !Given.empty() && !Clears &&
                             Instr.Name == NameId::None && // Else relaxed.
                             Block.LoopDepth == 0;
        auto [Known, IsNew] = Setters.insert({Flag, {Instr.At, Id, IsStore}});
        if (!IsNew)
          Known->second.IsOne = false;
      }
  }
  for (const auto &[Flag, One] : Setters)
    if (One.IsOne && runsOnce(Prog, Graph, One.Function, 0))
      Stores[Flag] = One.At;
}

static NameId lastName(const AccessPath &Path) {
  return Path.Selectors.empty() ? Path.Root.Name : Path.Selectors.back().Name;
}

bool PublishedFlags::has(const AccessPath &Flag) const {
  return !Stores.empty() && Stores.contains(lastName(Flag));
}

bool PublishedFlags::isStore(const Instruction &Assign) const {
  if (Assign.Kind != InstrKind::Assign || Stores.empty())
    return false;
  auto Known = Stores.find(lastName(Assign.Target));
  return Known != Stores.end() && Known->second == Assign.At;
}
