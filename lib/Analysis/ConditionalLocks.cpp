// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Pairs of tests of one flag, of which one decides a lock and the other its
/// release.
#include "Analysis/ConditionalLocks.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;

/// A parameter, a local or a member of `this` that keeps its value: two tests
/// of it have one answer.
static bool isSteady(const FunctionFacts &Function, const AccessPath &Flag) {
  if (!Flag.isKnown() || Flag.Selectors.size() > 1 ||
      Flag.Root.Kind == RootKind::Result)
    return false;
  unsigned Sets =
      llvm::count_if(Function.Instructions, [&](const Instruction &Instr) {
        return Instr.Kind == InstrKind::Assign && Instr.Target == Flag;
      });
  return Sets <= (Flag.Root.Kind == RootKind::Local ? 1u : 0u);
}

namespace {
/// One way out of a block that tests a flag.
struct Way {
  const AccessPath *Flag = nullptr;
  const std::vector<Value> *Equals = nullptr; ///< What it is compared with.
  bool IsSet = false;
  uint32_t Block = 0;
  size_t Edge = 0;
  std::vector<PathId> Taken, Released; ///< In what it alone decides.
};
} // namespace

ConditionalLocks::ConditionalLocks(const FunctionFacts &Function,
                                   bool IsStarted, LockOf lockOf) {
  std::vector<Way> Ways;
  for (uint32_t Id = 0; Id < Function.Blocks.size(); ++Id) {
    const BlockFacts &Block = Function.Blocks[Id];
    if (Block.Condition >= Function.Instructions.size() ||
        Block.Successors.size() != 2 ||
        Function.Instructions[Block.Condition].Kind != InstrKind::Test)
      continue;
    const AccessPath &Flag = Function.Instructions[Block.Condition].Target;
    for (size_t Edge : {0, 1})
      Ways.push_back({&Flag,
                      &Function.Instructions[Block.Condition].Args,
                      (Edge == 0) != Block.IsConditionNegated,
                      Id,
                      Edge,
                      {},
                      {}});
  }
  bool HasLock =
      llvm::any_of(Function.Instructions, [](const Instruction &Instr) {
        return Instr.Kind == InstrKind::Lock && !Instr.has(LockOnce | LockTry);
      });
  if (Ways.size() < 4 || !HasLock)
    return;
  BranchRegions Regions(Function);
  for (Way &Each : Ways) {
    const std::vector<bool> &Decided = Regions.decidedBy(Each.Block, Each.Edge);
    for (uint32_t Id = 0; Id < Function.Blocks.size(); ++Id)
      for (uint32_t I = Function.Blocks[Id].Begin;
           Decided[Id] && I < Function.Blocks[Id].End; ++I) {
        const Instruction &Instr = Function.Instructions[I];
        if (Instr.has(LockOnce | LockTry))
          continue;
        if (Instr.Kind == InstrKind::Lock)
          Each.Taken.push_back(lockOf(Instr.Target));
        else if (Instr.Kind == InstrKind::Unlock)
          Each.Released.push_back(lockOf(Instr.Target));
      }
  }
  for (const Way &Taking : Ways)
    for (const Way &Releasing : Ways) {
      if (IsStarted && Taking.Flag->Root.Kind == RootKind::Param)
        continue;
      if (Taking.Block == Releasing.Block || Taking.IsSet != Releasing.IsSet ||
          !(*Taking.Flag == *Releasing.Flag) ||
          *Taking.Equals != *Releasing.Equals ||
          !isSteady(Function, *Taking.Flag))
        continue;
      for (PathId Lock : Taking.Taken) {
        if (Lock == UnknownPath || llvm::is_contained(Taking.Released, Lock) ||
            !llvm::is_contained(Releasing.Released, Lock) ||
            llvm::is_contained(Releasing.Taken, Lock))
          continue;
        Halves.push_back({Taking.Block, 1 - Taking.Edge, {Lock, false}});
        Halves.push_back({Releasing.Block, 1 - Releasing.Edge, {Lock, true}});
      }
    }
}

const ConditionalLocks::Effect *
ConditionalLocks::onOtherWay(uint32_t Block, size_t Edge) const {
  for (const Half &Each : Halves)
    if (Each.Block == Block && Each.Edge == Edge)
      return &Each.What;
  return nullptr;
}
