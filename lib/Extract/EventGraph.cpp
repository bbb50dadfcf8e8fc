// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Folding, numbering and loops.
#include "Extract/EventGraph.h"
#include "Extract/FunctionScope.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

using namespace mapwarden;

uint32_t EventGraph::addBlock() {
  Blocks.emplace_back();
  return Blocks.size() - 1;
}

void EventGraph::setCondition(uint32_t Block, uint32_t Number, bool IsNegated) {
  Blocks[Block].Condition = Number;
  Blocks[Block].IsConditionNegated = IsNegated;
}

uint32_t EventGraph::emit(uint32_t Block, Instruction New) {
  Pool.push_back(std::move(New));
  Blocks[Block].Instructions.push_back(Pool.size() - 1);
  return Pool.size() - 1;
}

void EventGraph::dropLast(uint32_t Block, uint32_t Number) {
  if (Number + 1 != Pool.size() || Blocks[Block].Instructions.empty() ||
      Blocks[Block].Instructions.back() != Number)
    return;
  Blocks[Block].Instructions.pop_back();
  Pool.pop_back();
}

uint32_t EventGraph::emitFirst(uint32_t Block, Instruction New) {
  Pool.push_back(std::move(New));
  Blocks[Block].Instructions.insert(Blocks[Block].Instructions.begin(),
                                    Pool.size() - 1);
  return Pool.size() - 1;
}

/// The first block from \p Start on that holds something or offers a choice;
/// Start itself in an empty endless loop.
uint32_t EventGraph::skipEmpty(uint32_t Start) const {
  uint32_t Current = Start;
  for (size_t Steps = 0; Steps <= Blocks.size(); ++Steps) {
    const Block &Candidate = Blocks[Current];
    if (!Candidate.Instructions.empty() || Candidate.Successors.size() != 1 ||
        Candidate.IsNoReturn)
      return Current;
    Current = Candidate.Successors[0];
  }
  return Start;
}

/// Redirects edges past blocks that hold nothing, and turns choices that do not
/// matter into jumps, until nothing changes. Each round but the last moves an
/// edge forward or removes one, so it terminates.
void EventGraph::fold() {
  bool Changed = true;
  while (Changed) {
    Changed = false;
    for (uint32_t Self = 0; Self < Blocks.size(); ++Self) {
      Block &Current = Blocks[Self];
      for (uint32_t &Next : Current.Successors) {
        uint32_t Target = skipEmpty(Next);
        Changed |= Target != Next;
        Next = Target;
      }
      auto &Successors = Current.Successors;
      if (Successors.size() > 1 && llvm::all_equal(Successors)) {
        Successors.truncate(1);
        Current.Condition = BlockFacts::NoCondition;
        Current.From.clear();
        Changed = true;
      }
      if (Successors.size() < 2 || Current.Condition != BlockFacts::NoCondition)
        continue;
      // An empty loop is left in the end, and a path that only throws has no
      // effect.
      auto IsPointless = [&](uint32_t Next) {
        return (Next == Self && Current.Instructions.empty()) ||
               (Blocks[Next].IsNoReturn && Blocks[Next].Instructions.empty());
      };
      if (llvm::any_of(Successors, IsPointless) &&
          !llvm::all_of(Successors, IsPointless)) {
        llvm::erase_if(Successors, IsPointless);
        Changed = true;
      }
    }
  }
}

/// Joins blocks that always run one after the other, and lets blocks end where
/// only an empty exit follows.
void EventGraph::mergeChains() {
  Entry = skipEmpty(Entry);
  std::vector<uint32_t> Order = reachableInOrder();
  std::vector<uint32_t> Predecessors(Blocks.size());
  for (uint32_t From : Order)
    for (uint32_t To : Blocks[From].Successors)
      ++Predecessors[To];
  for (uint32_t From : Order) {
    Block &Current = Blocks[From];
    while (Current.Successors.size() == 1 && !Current.IsNoReturn) {
      uint32_t Next = Current.Successors[0];
      Block &Following = Blocks[Next];
      bool IsEmptyExit = Following.Instructions.empty() &&
                         Following.Successors.empty() && !Following.IsNoReturn;
      if (Next == From || Next == Entry ||
          (Predecessors[Next] != 1 && !IsEmptyExit))
        break;
      --Predecessors[Next];
      Current.Instructions.insert(Current.Instructions.end(),
                                  Following.Instructions.begin(),
                                  Following.Instructions.end());
      Current.Successors = Following.Successors;
      Current.Condition = Following.Condition;
      Current.IsConditionNegated = Following.IsConditionNegated;
      Current.From = Following.From;
      Current.IsNoReturn = Following.IsNoReturn;
      if (!IsEmptyExit) {
        Following.Instructions.clear();
        Following.Successors.clear();
      }
    }
  }
}

std::vector<uint32_t> EventGraph::reachableInOrder() const {
  // Reverse post-order, without recursion.
  std::vector<uint32_t> PostOrder;
  std::vector<std::pair<uint32_t, unsigned>> Stack;
  std::vector<bool> Seen(Blocks.size());
  Stack.push_back({Entry, 0});
  Seen[Entry] = true;
  while (!Stack.empty()) {
    auto &[Current, Next] = Stack.back();
    const auto &Successors = Blocks[Current].Successors;
    if (Next == Successors.size()) {
      PostOrder.push_back(Current);
      Stack.pop_back();
      continue;
    }
    // The last successor first, so that the first one comes right after the
    // block in the result.
    uint32_t Child = Successors[Successors.size() - 1 - Next++];
    if (!Seen[Child]) {
      Seen[Child] = true;
      Stack.push_back({Child, 0});
    }
  }
  std::reverse(PostOrder.begin(), PostOrder.end());
  return PostOrder;
}

/// Counts, for each block, the natural loops it belongs to. Back edges are
/// those that go up in reverse post-order. A block of \p IsNoReturn leads to
/// itself, but does not run again.
static void computeLoopDepths(std::vector<BlockFacts> &Blocks,
                              const std::vector<bool> &IsNoReturn) {
  std::vector<std::vector<uint32_t>> Predecessors(Blocks.size());
  for (uint32_t I = 0; I < Blocks.size(); ++I)
    for (uint32_t Successor : Blocks[I].Successors)
      Predecessors[Successor].push_back(I);
  for (uint32_t Header = 0; Header < Blocks.size(); ++Header) {
    std::vector<uint32_t> Work;
    for (uint32_t Latch : Predecessors[Header])
      if (Latch >= Header && !(Latch == Header && IsNoReturn[Header]))
        Work.push_back(Latch);
    if (Work.empty())
      continue;
    std::vector<bool> InLoop(Blocks.size());
    InLoop[Header] = true;
    ++Blocks[Header].LoopDepth;
    while (!Work.empty()) {
      uint32_t Current = Work.back();
      Work.pop_back();
      if (InLoop[Current] || Current < Header)
        continue;
      InLoop[Current] = true;
      ++Blocks[Current].LoopDepth;
      Work.insert(Work.end(), Predecessors[Current].begin(),
                  Predecessors[Current].end());
    }
  }
}

static void renumberValue(Value &Changed, llvm::ArrayRef<uint32_t> NewNumbers) {
  renumberPath(Changed.Path, NewNumbers);
  for (Value &Bound : Changed.Bound)
    renumberValue(Bound, NewNumbers);
}

void mapwarden::renumberInstruction(Instruction &Changed,
                                    llvm::ArrayRef<uint32_t> NewNumbers) {
  renumberPath(Changed.Target, NewNumbers);
  renumberValue(Changed.Callee, NewNumbers);
  for (Value &Argument : Changed.Args)
    renumberValue(Argument, NewNumbers);
  renumberPath(Changed.Executor, NewNumbers);
}

std::vector<uint32_t> EventGraph::finish(FunctionFacts &Facts) {
  std::vector<uint32_t> NewNumbers(Pool.size());
  if (Pool.empty() || Blocks.empty())
    return NewNumbers;
  fold();
  mergeChains();
  std::vector<uint32_t> Order = reachableInOrder();
  std::vector<uint32_t> NewBlocks(Blocks.size());
  for (uint32_t I = 0; I < Order.size(); ++I)
    NewBlocks[Order[I]] = I;
  uint32_t Count = 0;
  std::vector<bool> IsKept(Pool.size());
  for (uint32_t Old : Order)
    for (uint32_t Number : Blocks[Old].Instructions) {
      NewNumbers[Number] = Count++;
      IsKept[Number] = true;
    }
  if (Count == 0)
    return NewNumbers;
  auto renumberSources = [&](llvm::SmallVector<uint32_t, 0> From) {
    llvm::erase_if(From, [&](uint32_t Number) { return !IsKept[Number]; });
    for (uint32_t &Number : From)
      Number = NewNumbers[Number];
    llvm::sort(From);
    From.erase(llvm::unique(From), From.end());
    if (From.size() > MaxSources)
      From.truncate(MaxSources);
    return From;
  };
  std::vector<bool> IsNoReturn;
  for (uint32_t Old : Order) {
    const Block &From = Blocks[Old];
    IsNoReturn.push_back(From.IsNoReturn);
    BlockFacts &To = Facts.Blocks.emplace_back();
    To.Begin = Facts.Instructions.size();
    for (uint32_t Number : From.Instructions) {
      renumberInstruction(Pool[Number], NewNumbers);
      Pool[Number].From = renumberSources(std::move(Pool[Number].From));
      Facts.Instructions.push_back(std::move(Pool[Number]));
    }
    To.End = Facts.Instructions.size();
    if (From.IsNoReturn)
      To.Successors.push_back(NewBlocks[Old]);
    else
      for (uint32_t Successor : From.Successors)
        To.Successors.push_back(NewBlocks[Successor]);
    if (To.Successors.size() == 2 &&
        From.Condition != BlockFacts::NoCondition) {
      To.Condition = NewNumbers[From.Condition];
      To.IsConditionNegated = From.IsConditionNegated;
    }
    if (To.Successors.size() > 1)
      To.From = renumberSources(From.From);
  }
  computeLoopDepths(Facts.Blocks, IsNoReturn);
  return NewNumbers;
}
