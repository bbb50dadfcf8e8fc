// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Walks up and down the recorded statements.
#include "Fixes/StatementTree.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;

uint32_t StatementTree::innermost(const SourceSpan &At) const {
  // Outer ones come first.
  for (uint32_t I = Function.Statements.size(); I-- > 0;)
    if (isInside(Function.Statements[I].At, At))
      return I;
  return None;
}

uint32_t StatementTree::childOf(uint32_t Block, uint32_t Number) const {
  while (Number != None && Function.Statements[Number].Parent != Block)
    Number = Function.Statements[Number].Parent;
  return Number;
}

bool StatementTree::isBelow(uint32_t Outer, uint32_t Inner) const {
  while (Inner != None && Inner != Outer)
    Inner = Function.Statements[Inner].Parent;
  return Inner == Outer;
}

std::optional<StatementTree::Run>
StatementTree::enclose(llvm::ArrayRef<uint32_t> Instrs) const {
  llvm::SmallVector<uint32_t, 8> Inner;
  for (uint32_t Instr : Instrs) {
    uint32_t Number = innermost(Function.Instructions[Instr].At);
    if (Number == None ||
        Function.Statements[Number].Kind == StatementKind::Opaque)
      return std::nullopt;
    Inner.push_back(Number);
  }
  if (Inner.empty())
    return std::nullopt;
  uint32_t Block = Inner.front();
  while (Block != None &&
         (!isBlock(Block) || llvm::any_of(Inner, [&](uint32_t Each) {
           return Each == Block || !isBelow(Block, Each);
         })))
    Block = Function.Statements[Block].Parent;
  if (Block == None)
    return std::nullopt;
  Run Found{Block, None, None};
  for (uint32_t Each : Inner) {
    uint32_t Child = childOf(Block, Each);
    if (Found.First == None || Child < Found.First)
      Found.First = Child;
    if (Found.Last == None || Child > Found.Last)
      Found.Last = Child;
  }
  return Found;
}

std::optional<StatementTree::Run> StatementTree::widen(const Run &Inner) const {
  uint32_t Block = Function.Statements[Inner.Block].Parent;
  while (Block != None && !isBlock(Block))
    Block = Function.Statements[Block].Parent;
  if (Block == None)
    return std::nullopt;
  uint32_t Child = childOf(Block, Inner.Block);
  return Run{Block, Child, Child};
}
