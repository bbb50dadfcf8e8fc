// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Waits for what other threads do, and what they order.
#include "Analysis/FunctionFlow.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;

void FunctionFlow::noteWait(uint16_t LoopDepth, FlowState &State) {
  State.HasWaited = true;
  State.HasWaitedOnce |= LoopDepth == 0;
}

/// `while (state != Ready) changed.wait(lock);`: who leaves the loop that block
/// \p Head begins has waited, or had no need to. One that looks into a map
/// waits for what it takes from there.
bool FunctionFlow::leavesWait(uint32_t Head, size_t Edge) const {
  const FunctionFacts &Function = *In.Function;
  const BlockFacts &Block = Function.Blocks[Head];
  if (Block.Successors.size() != 2 || Block.LoopDepth == 0)
    return false;
  if (Block.Condition < Function.Instructions.size()) {
    const Instruction &Asked = Function.Instructions[Block.Condition];
    if (Asked.Kind == InstrKind::Access ||
        (Asked.Kind == InstrKind::Test &&
         In.Published->has(Asked.Target, Function.Usr)))
      return false;
  }
  const BlockFacts &Body = Function.Blocks[Block.Successors[1 - Edge]];
  if (!llvm::is_contained(Body.Successors, Head))
    return false;
  for (uint32_t I = Body.Begin; I < Body.End; ++I)
    if (Function.Instructions[I].Kind == InstrKind::GuardWait)
      return true;
  return false;
}

/// Whether it is seen who gives the signal that \p Wait waits for, and when:
/// then the flag or latch says what is ordered. One whose predicate looks into
/// a map waits for what it takes from there.
bool FunctionFlow::isSignalKnown(uint32_t Wait) const {
  const std::vector<Instruction> &Code = In.Function->Instructions;
  for (uint32_t I = Wait + 1; I < Code.size() && Code[I].At == Code[Wait].At;
       ++I) {
    const Instruction &Passed = Code[I];
    if (auto Asks = In.Calls.find(I);
        Asks != In.Calls.end() && Asks->second.AsksForElement)
      return true;
    if (Passed.Kind == InstrKind::Lock && Passed.has(LockOnce) &&
        (In.Published->has(Passed.Target, In.Function->Usr) ||
         In.Promised->isFulfilled(In.Store->path(lockPath(Passed.Target)))))
      return true;
  }
  return false;
}
