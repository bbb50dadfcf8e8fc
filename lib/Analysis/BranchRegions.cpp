// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Two walks per branch.
#include "Analysis/BranchRegions.h"
#include "Analysis/Loops.h"

using namespace mapwarden;

/// The blocks that can be reached from \p Start without running \p Without.
static std::vector<bool> reachableFrom(const FunctionFacts &Function,
                                       uint32_t Start, uint32_t Without) {
  std::vector<bool> Seen(Function.Blocks.size());
  std::vector<uint32_t> Work;
  auto add = [&](uint32_t Block) {
    if (Block != Without && !Seen[Block]) {
      Seen[Block] = true;
      Work.push_back(Block);
    }
  };
  add(Start);
  while (!Work.empty()) {
    uint32_t Block = Work.back();
    Work.pop_back();
    for (uint32_t Next : Function.Blocks[Block].Successors)
      add(Next);
  }
  return Seen;
}

bool mapwarden::comesBefore(const FunctionFacts &Function, uint32_t First,
                            uint32_t Second) {
  const std::optional<uint32_t> One = blockOf(Function, First),
                                Two = blockOf(Function, Second);
  if (!One || !Two)
    return false;
  return *One == *Two ? First < Second
                      : !reachableFrom(Function, 0, *One)[*Two];
}

const std::vector<bool> &BranchRegions::decidedBy(uint32_t Branch,
                                                  unsigned Edge) {
  auto [Entry, IsNew] = Known.try_emplace(Branch);
  if (IsNew) {
    const auto &Ways = Function->Blocks[Branch].Successors;
    std::vector<bool> First = reachableFrom(*Function, Ways[0], Branch);
    std::vector<bool> Second = reachableFrom(*Function, Ways[1], Branch);
    for (size_t I = 0; I < First.size(); ++I)
      if (First[I] && Second[I])
        First[I] = Second[I] = false;
    Entry->second = {std::move(First), std::move(Second)};
  }
  return Edge == 0 ? Entry->second.first : Entry->second.second;
}

std::optional<unsigned> BranchRegions::edgeIntoLoop(uint32_t Branch) const {
  const auto &Ways = Function->Blocks[Branch].Successors;
  std::optional<unsigned> Result;
  for (unsigned Edge = 0; Edge < Ways.size(); ++Edge) {
    const std::vector<bool> Seen =
        reachableFrom(*Function, Ways[Edge], Function->Blocks.size());
    if (!Seen[Branch])
      continue;
    if (Result)
      return std::nullopt;
    Result = Edge;
  }
  return Result;
}
