// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Where the statements of a body begin and end, for those who edit it.
#ifndef MAPWARDEN_EXTRACT_STATEMENTOUTLINE_H
#define MAPWARDEN_EXTRACT_STATEMENTOUTLINE_H

#include "Extract/LoweringContext.h"

namespace mapwarden {

/// Fills Facts.Statements from \p Body, which Facts.Instructions were made of:
/// the statements that stand in a block and hold an instruction, and those
/// blocks. Nothing when text must not be inserted in the body: it jumps to
/// labels, is a coroutine, or its lines are numbered by line markers. Linear in
/// the size of the body.
void outlineStatements(LoweringContext &Context, const clang::Stmt *Body,
                       FunctionFacts &Facts);

} // namespace mapwarden

#endif
