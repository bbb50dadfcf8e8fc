// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Guards of one's own that are told whether to lock.
///
/// `explicit Guard(Mutex &m, bool now = true) : m(m) { if (now) lock(); }`:
/// whether the constructor leaves with the lock depends on an argument, which
/// each use of the guard gives as a constant, or leaves out. Where it is a
/// variable, such as `optional ? &mutex : nullptr`, the lock is not counted on.
#include "Analysis/BranchRegions.h"
#include "Analysis/Summariser.h"

using namespace mapwarden;

/// The parameter that decides where \p Flag is tested: itself, or what a member
/// is set to; null when there is none.
static const AccessPath *decidingParameter(const FunctionFacts &Function,
                                           const AccessPath &Flag) {
  const AccessPath *Decides = nullptr;
  if (Flag.Root.Kind == RootKind::Param && Flag.Selectors.empty())
    Decides = &Flag;
  for (const Instruction &Instr : Function.Instructions) {
    if (Instr.Kind != InstrKind::Assign || !(Instr.Target == Flag))
      continue;
    bool IsGiven = !Decides && !Instr.Args.empty() &&
                   Instr.Args[0].Kind == ValueKind::Path &&
                   Instr.Args[0].Path.Root.Kind == RootKind::Param &&
                   Instr.Args[0].Path.Selectors.empty();
    if (!IsGiven)
      return nullptr;
    Decides = &Instr.Args[0].Path;
  }
  return Decides;
}

void Summariser::summariseFlaggedLocks(const FlowState &Exit) {
  if (!Function.has(FunctionIsConstructor))
    return;
  BranchRegions Regions(Function);
  for (uint32_t Id = 0; Id < Function.Blocks.size(); ++Id) {
    const BlockFacts &Block = Function.Blocks[Id];
    if (Block.Condition >= Function.Instructions.size() ||
        Block.Successors.size() != 2 ||
        Function.Instructions[Block.Condition].Kind != InstrKind::Test)
      continue;
    const AccessPath *Decides = decidingParameter(
        Function, Function.Instructions[Block.Condition].Target);
    if (!Decides)
      continue;
    for (unsigned Edge : {0, 1}) {
      auto note = [&](PathId Lock, bool IsShared) {
        auto isThis = [&](const HeldLock &Held) { return Held.Lock == Lock; };
        if (!isVisibleToCaller(Lock) || llvm::any_of(Exit.Held, isThis) ||
            llvm::is_contained(Exit.Released, Lock))
          return;
        Summary.AcquiredIf.push_back(
            {{Lock, UnknownPath, IsShared, false, false, Function.At},
             Decides->Root.Index,
             (Edge == 0) != Block.IsConditionNegated});
      };
      const std::vector<bool> &Decided = Regions.decidedBy(Id, Edge);
      for (uint32_t Other = 0; Other < Function.Blocks.size(); ++Other)
        for (uint32_t I = Function.Blocks[Other].Begin;
             Decided[Other] && I < Function.Blocks[Other].End; ++I) {
          const Instruction &Instr = Function.Instructions[I];
          if (Instr.Kind == InstrKind::Lock && !Instr.has(LockOnce | LockTry))
            note(Pointers.resolveOne(raw(Instr.Target)), Instr.has(LockShared));
          auto Effect = Inputs.Calls.find(I);
          if (Instr.Kind == InstrKind::Call && Effect != Inputs.Calls.end())
            for (const HeldLock &Lock : Effect->second.Acquired)
              if (!Lock.IsOnce && Lock.Guard == UnknownPath)
                note(Lock.Lock, Lock.IsShared);
        }
    }
  }
}
