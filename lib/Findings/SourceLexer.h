// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Just enough lexing of C++ to tell code, comments and literals apart.
///
/// Suppressions live in comments, and a fingerprint must not change when a
/// statement is reindented. Both are decided at report time, where there is no
/// Clang and perhaps no compile command; hence this lexer. It never fails:
/// broken text gives tokens too. Trigraphs and spliced identifiers are left
/// out.
#ifndef MAPWARDEN_FINDINGS_SOURCELEXER_H
#define MAPWARDEN_FINDINGS_SOURCELEXER_H

#include "llvm/ADT/StringRef.h"
#include <cstddef>
#include <cstdint>
#include <vector>

namespace mapwarden {

/// What a stretch of source text is.
enum class TokenKind : uint8_t {
  Word,      ///< Identifier, keyword or number: `erase`, `0x1'000`.
  Literal,   ///< String or character, raw strings included: `"a"`, `'b'`.
  Sign,      ///< One byte of punctuation: `(`, `-`, `>`.
  Comment,   ///< `// text` without the line end, or `/* text */`.
  Directive, ///< `#if X` to the end of the line or to a comment in it.
};

/// One token: bytes [Begin, End) of the text.
struct SourceToken {
  TokenKind Kind;
  size_t Begin;
  size_t End;
};

/// All tokens of \p Text in order, without white space. O(size).
std::vector<SourceToken> lexSource(llvm::StringRef Text);

} // namespace mapwarden

#endif
