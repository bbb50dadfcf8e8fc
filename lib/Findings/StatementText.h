// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The statement around a place, in a form that survives formatting.
///
/// Found on tokens alone: back to the last `;`, `{`, `}` or directive outside
/// of parentheses, and forward to the next. That is not always C++'s idea of a
/// statement (a `for` head has three), but it is the same for the same code,
/// and that is all a fingerprint needs. Macros stay as they are spelled.
#ifndef MAPWARDEN_FINDINGS_STATEMENTTEXT_H
#define MAPWARDEN_FINDINGS_STATEMENTTEXT_H

#include "Findings/SourceLexer.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <cstddef>
#include <string>

namespace mapwarden {

/// The tokens of the statement that contains byte \p Offset of \p Text, without
/// comments, and without white space except one blank between two words.
/// \p Tokens is lexSource(Text). Empty when no token is at or after the offset.
/// Looks at 256 tokens to each side at most.
std::string getStatementText(llvm::StringRef Text,
                             llvm::ArrayRef<SourceToken> Tokens, size_t Offset);

} // namespace mapwarden

#endif
