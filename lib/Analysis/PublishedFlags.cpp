// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Collection of the stores, and the proof that a store runs once.
#include "Analysis/PublishedFlags.h"
#include "Support/PhaseWords.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;

/// Calls between a store and the start of its thread that are looked at.
static constexpr unsigned MaxCalls = 8;

static VariableKey keyOf(const AccessPath &Flag, NameId Function) {
  return keyOfVariable(Flag, Flag.Selectors.size(), Function);
}

/// The variable that \p Path, of \p Function, ends in; null for others.
static const VariableFacts *variableAt(const Program &Prog,
                                       const AccessPath &Path,
                                       const FunctionFacts &Function) {
  if (!Path.Selectors.empty())
    return Path.Selectors.back().K == Selector::Field
               ? Prog.field(Path.Selectors.back().Name)
               : nullptr;
  if (Path.Root.Kind == RootKind::Global)
    return Prog.global(Path.Root.Name);
  if (Path.Root.Kind != RootKind::Local)
    return nullptr;
  const FunctionFacts *Owner = Path.Root.Frame == NameId::None
                                   ? &Function
                                   : Prog.function(Path.Root.Frame);
  return Owner && Path.Root.Index < Owner->Locals.size()
             ? &Owner->Locals[Path.Root.Index]
             : nullptr;
}

/// The flags that a function tests which waits for a condition.
static llvm::DenseSet<VariableKey> awaitedFlags(const Program &Prog) {
  llvm::DenseSet<VariableKey> Result;
  for (const FunctionFacts &Function : Prog.Functions) {
    const bool Waits =
        llvm::any_of(Function.Instructions, [](const Instruction &Instr) {
          return Instr.Kind == InstrKind::GuardWait;
        });
    if (!Waits)
      continue;
    for (const Instruction &Instr : Function.Instructions)
      if (Instr.Kind == InstrKind::Test ||
          (Instr.Kind == InstrKind::Lock && Instr.has(LockOnce)))
        Result.insert(keyOf(Instr.Target, Function.Usr));
  }
  return Result;
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

/// `bool ready = false;`
static bool isInitialiser(const Instruction &Assign,
                          const VariableFacts &Variable) {
  return Assign.Target.Root.Kind == RootKind::Local &&
         Assign.Target.Selectors.empty() &&
         Assign.At.Line == Variable.At.Line &&
         Assign.At.Column == Variable.At.Column;
}

PublishedFlags::PublishedFlags(const Program &Prog, const CallGraph &Graph) {
  struct Setter {
    SourceSpan At;
    FunctionId Function = 0;
    bool IsOne = false;
  };
  const llvm::DenseSet<VariableKey> Awaited = awaitedFlags(Prog);
  llvm::DenseMap<VariableKey, Setter> Setters;
  for (FunctionId Id = 0; Id < Prog.Functions.size(); ++Id) {
    const FunctionFacts &Function = Prog.Functions[Id];
    for (const BlockFacts &Block : Function.Blocks)
      for (uint32_t I = Block.Begin; I < Block.End; ++I) {
        const Instruction &Instr = Function.Instructions[I];
        if (Instr.Kind != InstrKind::Assign || Instr.Args.empty())
          continue;
        const VariableFacts *Variable =
            variableAt(Prog, Instr.Target, Function);
        const VariableKey Flag = keyOf(Instr.Target, Function.Usr);
        if (!Variable ||
            !(Variable->has(VariableIsAtomic) || Awaited.contains(Flag)))
          continue;
        const llvm::StringRef Given = Instr.Args[0].Kind == ValueKind::Constant
                                          ? Prog.text(Instr.Args[0].Name)
                                          : llvm::StringRef();
        const bool Clears = Given == "0" || Given == "false";
        // It is false at first, and nobody reads it after the end.
        if (Clears && (isInitialiser(Instr, *Variable) ||
                       Function.has(FunctionIsConstructor) ||
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

bool PublishedFlags::has(const AccessPath &Flag, NameId Function) const {
  return !Stores.empty() && Stores.contains(keyOf(Flag, Function));
}

bool PublishedFlags::isStore(const Instruction &Assign, NameId Function) const {
  if (Assign.Kind != InstrKind::Assign || Stores.empty())
    return false;
  auto Known = Stores.find(keyOf(Assign.Target, Function));
  return Known != Stores.end() && Known->second == Assign.At;
}
