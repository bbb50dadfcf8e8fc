// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The statements of a function body, as far as an edit needs to know them.
///
/// A fix inserts, moves or replaces text. Where a statement begins and ends,
/// and in which block it stands, is known to the compiler alone; so the facts
/// keep it, for the statements that hold an instruction of interest and
/// nothing else (docs/design/0017-fixes.md). What stands inside of them is the
/// business of instructions, which are matched by their places.
#ifndef MAPWARDEN_FACTS_STATEMENT_H
#define MAPWARDEN_FACTS_STATEMENT_H

#include "Support/SourceSpan.h"

namespace mapwarden {

enum class StatementKind : uint8_t {
  Simple,      ///< `m.erase(k);`
  Declaration, ///< `auto It = m.find(k);`: one variable, or one binding
  Several,     ///< `int a = 1, b = 2;`, and any other declaration
  Jump,        ///< `return x;`, `break;`, `throw e;`
  Block,       ///< `{ ... }`: its children are in a list, one after the other
  Loop,        ///< `for`, `while`, `do`, up to the end of the body
  RangeLoop,   ///< `for (auto &e : m)`
  Branch,      ///< `if`, `try`, `switch`
  Opaque, ///< made by a macro or otherwise not to be edited; what is inside
          ///< is not recorded
};

/// A statement that stands in a list (between the braces of a block), or a
/// block.
struct StatementFacts {
  StatementKind Kind = StatementKind::Simple;
  /// From the first token to the end of the last one, its `;` included. In the
  /// function's file.
  SourceSpan At;
  /// The number of the statement around it, always a smaller one; NoParent for
  /// the body of the function.
  uint32_t Parent = NoParent;

  static constexpr uint32_t NoParent = ~0u;
  friend bool operator==(const StatementFacts &,
                         const StatementFacts &) = default;
};

} // namespace mapwarden

#endif
