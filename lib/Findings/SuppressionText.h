// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What both families of suppressions are made of: places in a text, lists of
/// checks, and reasons.
#ifndef MAPWARDEN_FINDINGS_SUPPRESSIONTEXT_H
#define MAPWARDEN_FINDINGS_SUPPRESSIONTEXT_H

#include "Findings/SourceLexer.h"
#include "Findings/Suppressions.h"
#include "llvm/ADT/StringRef.h"
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace mapwarden {

/// After every place of a file.
inline constexpr LineColumn EndOfFile = {std::numeric_limits<uint32_t>::max(),
                                         0};

/// From byte offsets to lines and columns.
class LineIndex {
public:
  explicit LineIndex(llvm::StringRef Text);
  /// The place of \p Offset. O(log lines).
  LineColumn at(size_t Offset) const;

private:
  std::vector<size_t> Starts; // Offset of the first byte of each line.
};

/// The trimmed, non-empty names between commas.
std::vector<llvm::StringRef> splitCheckList(llvm::StringRef List);

/// The globs of our own form: the common prefix of all checks may be missing.
std::vector<std::string> parseOwnChecks(llvm::StringRef List);

/// The line that a comment standing alone speaks about: the next one with code,
/// given the tokens that follow it; 0 when there is none.
uint32_t findLineBelow(llvm::ArrayRef<SourceToken> Following,
                       const LineIndex &Lines);

/// The rest of a line after a directive as a reason: up to the end of the line
/// or the comment, without a separator in front (`: reason`, `- reason`).
std::string cleanReason(llvm::StringRef Rest);

} // namespace mapwarden

#endif
