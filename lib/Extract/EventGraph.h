// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The event graph of one function while it is being built.
///
/// Instructions get provisional numbers when they are made and final ones when
/// the graph is finished, because a few are put into blocks that were lowered
/// before (the join of all threads, in the condition of the loop that joins
/// each). Finishing folds blocks without instructions and choice away and
/// computes loop depths.
#ifndef MAPWARDEN_EXTRACT_EVENTGRAPH_H
#define MAPWARDEN_EXTRACT_EVENTGRAPH_H

#include "Facts/FunctionFacts.h"
#include "llvm/ADT/STLExtras.h"

namespace mapwarden {

class EventGraph {
public:
  /// Adds an empty block; the first one is the entry.
  uint32_t addBlock();
  void addEdge(uint32_t From, uint32_t To) {
    Blocks[From].Successors.push_back(To);
  }
  void clearEdges(uint32_t From) { Blocks[From].Successors.clear(); }
  const llvm::SmallVector<uint32_t, 2> &edges(uint32_t From) const {
    return Blocks[From].Successors;
  }
  /// Marks that control does not leave the function from \p Block, though it
  /// goes no further: throw, abort. Such a block is its own successor in the
  /// finished graph.
  void markNoReturn(uint32_t Block) { Blocks[Block].IsNoReturn = true; }
  /// The branch at the end of \p Block, which has two successors, is decided by
  /// instruction \p Number.
  void setCondition(uint32_t Block, uint32_t Number, bool IsNegated);

  /// The branch at the end of \p Block depends on the instructions \p From.
  void setBlockSources(uint32_t Block, llvm::SmallVector<uint32_t, 0> From) {
    Blocks[Block].From = std::move(From);
  }

  /// Appends \p New to \p Block; the result is its provisional number.
  uint32_t emit(uint32_t Block, Instruction New);
  /// Puts \p New before what stands in \p Block.
  uint32_t emitFirst(uint32_t Block, Instruction New);
  /// Whether \p Block has an instruction of one of \p Kinds.
  bool hasAny(uint32_t Block, std::initializer_list<InstrKind> Kinds) const {
    return llvm::any_of(Blocks[Block].Instructions, [&](uint32_t Number) {
      return llvm::is_contained(Kinds, Pool[Number].Kind);
    });
  }
  /// Takes instruction \p Number back, if it is the last one made and stands at
  /// the end of \p Block.
  void dropLast(uint32_t Block, uint32_t Number);
  /// Valid until the next emission.
  Instruction &instruction(uint32_t Number) { return Pool[Number]; }
  /// The latest assignment to the variable \p Root itself; null when there is
  /// none. Linear. Valid until the next emission.
  const Instruction *lastAssignment(const PathRoot &Root) const {
    for (const Instruction &Instr : llvm::reverse(Pool))
      if (Instr.Kind == InstrKind::Assign && Instr.Target.Root == Root &&
          Instr.Target.Selectors.empty())
        return &Instr;
    return nullptr;
  }
  /// The number that the next instruction gets.
  uint32_t nextNumber() const { return Pool.size(); }
  bool isEmpty() const { return Pool.empty(); }

  /// Moves the graph into \p Facts. Returns the final number of each
  /// provisional one; unreachable instructions, which are dropped, map to 0.
  /// Leaves Facts without blocks when there are no instructions. O(blocks *
  /// loops).
  std::vector<uint32_t> finish(FunctionFacts &Facts);

private:
  struct Block {
    std::vector<uint32_t> Instructions;
    llvm::SmallVector<uint32_t, 2> Successors;
    uint32_t Condition = BlockFacts::NoCondition;
    bool IsConditionNegated = false;
    llvm::SmallVector<uint32_t, 0> From;
    bool IsNoReturn = false;
  };
  std::vector<Block> Blocks;
  std::vector<Instruction> Pool;
  uint32_t Entry = 0;

  uint32_t skipEmpty(uint32_t Start) const;
  void fold();
  void mergeChains();
  std::vector<uint32_t> reachableInOrder() const;
};

/// Replaces instruction numbers in all paths of \p Changed.
void renumberInstruction(Instruction &Changed,
                         llvm::ArrayRef<uint32_t> NewNumbers);

} // namespace mapwarden

#endif
