// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Reachability between blocks.
#include "Analysis/Loops.h"

using namespace mapwarden;

std::optional<uint32_t> mapwarden::blockOf(const FunctionFacts &Function,
                                           uint32_t Instr) {
  for (uint32_t Id = 0; Id < Function.Blocks.size(); ++Id)
    if (Instr >= Function.Blocks[Id].Begin && Instr < Function.Blocks[Id].End)
      return Id;
  return std::nullopt;
}

std::vector<bool> mapwarden::reachedFrom(const FunctionFacts &Function,
                                         uint32_t From) {
  std::vector<bool> Reached(Function.Blocks.size(), false);
  std::vector<uint32_t> Pending = {From};
  while (!Pending.empty()) {
    uint32_t Block = Pending.back();
    Pending.pop_back();
    for (uint32_t Next : Function.Blocks[Block].Successors)
      if (!Reached[Next]) {
        Reached[Next] = true;
        Pending.push_back(Next);
      }
  }
  return Reached;
}

bool mapwarden::areInOneLoop(const FunctionFacts &Function, uint32_t First,
                             uint32_t Second) {
  std::optional<uint32_t> One = blockOf(Function, First);
  std::optional<uint32_t> Two = blockOf(Function, Second);
  return One && Two &&
         Function.Blocks[*One].LoopDepth >= Function.Blocks[*Two].LoopDepth &&
         reachedFrom(Function, *One)[*Two] && reachedFrom(Function, *Two)[*One];
}
