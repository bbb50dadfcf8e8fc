// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A source line with a mark under the text that matters.
#ifndef MAPWARDEN_REPORT_EXCERPT_H
#define MAPWARDEN_REPORT_EXCERPT_H

#include "Findings/Finding.h"
#include "Findings/SourceTexts.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace mapwarden {

/// Two lines to print one below the other.
struct Excerpt {
  std::string Code; ///< Printable, without indentation.
  std::string Mark; ///< Blanks, then `^~~~` below the marked text.
};

/// Shows \p Line with bytes [\p Begin, \p End) marked, in at most \p Width
/// columns (0 for any): a longer line is cut around the mark, with `...` where
/// text is missing. A range that is empty or beyond the line marks one column.
Excerpt makeExcerpt(llvm::StringRef Line, size_t Begin, size_t End,
                    unsigned Width);

/// The excerpt for \p At; nullopt when its source cannot be read. Of a range
/// over several lines the first is shown.
std::optional<Excerpt> findExcerpt(SourceTexts &Sources, const FilePlace &At,
                                   unsigned Width);

} // namespace mapwarden

#endif
