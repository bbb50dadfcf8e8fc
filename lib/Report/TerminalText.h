// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Foreign text made safe for a terminal, and measured for it.
///
/// Names, messages and source lines come from the analysed program. An escape
/// sequence in a file name can rewrite what the terminal shows (CWE-150), a
/// bidirectional override can make code read as something else, and a zero
/// width character can hide. Everything that has no plain glyph is spelled out
/// the way Clang does it: `<U+001B>`, and `<FF>` for a byte that is not UTF-8.
#ifndef MAPWARDEN_REPORT_TERMINALTEXT_H
#define MAPWARDEN_REPORT_TERMINALTEXT_H

#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace mapwarden {

/// One character of a text as it is shown.
struct Glyph {
  std::string Text; ///< Printable UTF-8.
  unsigned Width;   ///< Terminal columns; 0 for combining marks, 2 for CJK.
  size_t Begin;     ///< Offset of its first byte in the original text.
};

/// \p Text character by character, none of which can do harm. Line ends and
/// tabs are spelled out as well.
std::vector<Glyph> splitGlyphs(llvm::StringRef Text);

/// \p Text with everything spelled out that is not printable. Idempotent.
std::string makePrintable(llvm::StringRef Text);

/// The columns that \p Printable takes; it must come from makePrintable().
unsigned measureColumns(llvm::StringRef Printable);

/// \p Text (made printable) as lines of at most \p Width columns, broken at
/// blanks; a longer word has a line of its own. \p Width 0 gives one line.
/// Never empty.
std::vector<std::string> wrapText(llvm::StringRef Text, unsigned Width);

} // namespace mapwarden

#endif
