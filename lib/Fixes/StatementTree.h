// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Which statements of a function hold given instructions.
#ifndef MAPWARDEN_FIXES_STATEMENTTREE_H
#define MAPWARDEN_FIXES_STATEMENTTREE_H

#include "Facts/FunctionFacts.h"
#include "llvm/ADT/ArrayRef.h"
#include <optional>

namespace mapwarden {

/// The statements of a function as a tree. A view: the function must outlive
/// it.
class StatementTree {
public:
  static constexpr uint32_t None = StatementFacts::NoParent;

  explicit StatementTree(const FunctionFacts &Function) : Function(Function) {}

  const StatementFacts &operator[](uint32_t Number) const {
    return Function.Statements[Number];
  }
  /// The innermost statement at the beginning of \p At; None when there is
  /// none. Linear.
  uint32_t innermost(const SourceSpan &At) const;
  bool isBlock(uint32_t Number) const {
    return Number != None &&
           Function.Statements[Number].Kind == StatementKind::Block;
  }
  /// The statement that holds \p Number, or is it, and stands in \p Block; None
  /// when it does not stand below it.
  uint32_t childOf(uint32_t Block, uint32_t Number) const;
  bool isBelow(uint32_t Outer, uint32_t Inner) const;

  /// Statements of a block, from First to Last, both included.
  struct Run {
    uint32_t Block = None, First = None, Last = None;
  };
  /// The shortest run of statements in one block that holds all of \p Instrs;
  /// nothing when there is none, or one of them is in an opaque statement.
  std::optional<Run> enclose(llvm::ArrayRef<uint32_t> Instrs) const;
  /// The run one block further out; nothing at the function's body.
  std::optional<Run> widen(const Run &Inner) const;

  static bool isInside(const SourceSpan &Outer, const SourceSpan &At) {
    auto Where = std::pair(At.Line, At.Column);
    return Outer.File == At.File &&
           std::pair(Outer.Line, Outer.Column) <= Where &&
           Where < std::pair(Outer.EndLine, Outer.EndColumn);
  }

private:
  const FunctionFacts &Function;
};

} // namespace mapwarden

#endif
