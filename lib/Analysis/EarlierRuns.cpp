// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Comparison of what a branch has seen with what the other way stores.
#include "Analysis/EarlierRuns.h"
#include "Analysis/BranchRegions.h"
#include <optional>

using namespace mapwarden;

/// What \p Instr sets \p Flag to; nothing if it does not, or not to a constant.
static std::optional<bool> valueSet(const Instruction &Instr,
                                    const AccessPath &Flag,
                                    const NameTable &Names) {
  if (Instr.Kind != InstrKind::Assign || !(Instr.Target == Flag) ||
      Instr.Args.empty() || Instr.Args[0].Kind != ValueKind::Constant)
    return std::nullopt;
  llvm::StringRef Given = Names.text(Instr.Args[0].Name);
  if (Given == "true" || Given == "1")
    return true;
  if (Given == "false" || Given == "0")
    return false;
  return std::nullopt;
}

EarlierRuns::EarlierRuns(const FunctionFacts &Function,
                         const NameTable &Names) {
  BranchRegions Regions(Function);
  for (uint32_t Id = 0; Id < Function.Blocks.size(); ++Id) {
    const BlockFacts &Block = Function.Blocks[Id];
    if (Block.Successors.size() != 2 ||
        Block.Condition >= Function.Instructions.size())
      continue;
    const Instruction &Test = Function.Instructions[Block.Condition];
    if (Test.Kind != InstrKind::Test)
      continue;
    // The exchange that is asked for the old value stands right before.
    if (!Test.Args.empty()) {
      if (Names.text(Test.Args[0].Name) != ExchangedValue ||
          Block.Condition == 0)
        continue;
      std::optional<bool> Set = valueSet(
          Function.Instructions[Block.Condition - 1], Test.Target, Names);
      if (Set)
        Edges.insert(Id * 2 + (*Set != Block.IsConditionNegated ? 0 : 1));
      continue;
    }
    for (unsigned Edge : {0u, 1u}) {
      const bool Seen = (Edge == 0) != Block.IsConditionNegated;
      const std::vector<bool> &Other = Regions.decidedBy(Id, 1 - Edge);
      for (uint32_t Later = 0; Later < Function.Blocks.size(); ++Later)
        for (uint32_t I = Function.Blocks[Later].Begin;
             Other[Later] && I < Function.Blocks[Later].End; ++I)
          if (valueSet(Function.Instructions[I], Test.Target, Names) == Seen)
            Edges.insert(Id * 2 + Edge);
    }
  }
}
