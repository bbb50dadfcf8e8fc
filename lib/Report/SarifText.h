// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// SARIF's conventions for text: URIs, columns and message strings.
#ifndef MAPWARDEN_REPORT_SARIFTEXT_H
#define MAPWARDEN_REPORT_SARIFTEXT_H

#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <string>

namespace mapwarden {

/// \p File as a URI reference, percent-encoded byte by byte (RFC 3986): a
/// relative path stays relative, an absolute one becomes `file:///...`.
std::string makeUri(llvm::StringRef File);

/// The 1-based column in UTF-16 code units of the 1-based byte column
/// \p Column of \p Line. A byte that is not UTF-8 counts as one unit, as does
/// each byte beyond the end of the line.
uint32_t convertToUtf16Column(llvm::StringRef Line, uint32_t Column);

/// \p Text as it may stand in `message.text`: made printable, and with the
/// characters that SARIF reads as links or placeholders escaped (3.11.5 and
/// 3.11.6).
std::string escapeMessage(llvm::StringRef Text);

/// \p Text with a period at its end unless it ends a sentence already.
std::string finishSentence(std::string Text);

} // namespace mapwarden

#endif
