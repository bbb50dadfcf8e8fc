// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Keeps each dismissed pair once.
#include "Analysis/SilenceLog.h"

using namespace mapwarden;

/// The instruction that starts the thread; callers differ, the start does not.
static std::pair<FunctionId, uint32_t> startOf(const TraceNode *Start) {
  if (!Start)
    return {~0u, ~0u};
  while (Start->Next)
    Start = Start->Next;
  return {Start->Function, Start->Instr};
}

void SilenceLog::add(const DismissedPair &Pair) {
  if (!Watched(Pair.Leaf.first, Pair.Leaf.second))
    return;
  auto [Mine, MyInstr] = startOf(Pair.Start);
  auto [Theirs, TheirInstr] = startOf(Pair.OtherStart);
  if (!Seen.insert({Pair.Leaf.first, Pair.Leaf.second, Pair.Other.first,
                    Pair.Other.second, Pair.Why, Mine, MyInstr, Theirs,
                    TheirInstr, Pair.Lock})
           .second ||
      ++PerLeaf[Pair.Leaf] > MaxPairs)
    return;
  Pairs.push_back(Pair);
}
