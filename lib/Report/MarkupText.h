// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Foreign text made safe for XML and Markdown.
///
/// A path or an identifier may hold whatever its author likes: `-->`, `]]>`,
/// `<script>`, a pipe that ends a table cell. What has no plain glyph is
/// spelled out first (TerminalText.h), then all that means something to the
/// medium is replaced.
#ifndef MAPWARDEN_REPORT_MARKUPTEXT_H
#define MAPWARDEN_REPORT_MARKUPTEXT_H

#include "Findings/Finding.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace mapwarden {

/// \p Text for XML, in attributes and between tags.
std::string escapeXml(llvm::StringRef Text);

/// \p Text for GitHub's and GitLab's Markdown: every punctuation character that
/// may mean something is an entity, so it is shown and nothing else.
std::string escapeMarkdown(llvm::StringRef Text);

/// The story of \p F in lines: what is wrong, both accesses, why it is new, and
/// the repair. Each line is printable; \p Separator stands between them.
std::string tellFinding(const Finding &F, llvm::StringRef Separator = "\n");

} // namespace mapwarden

#endif
