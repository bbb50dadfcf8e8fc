// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Comments that accept a finding.
///
/// Two families. clang-tidy's NOLINT, NOLINTNEXTLINE and blocks with its
/// rules, so that the plug-in and the command line agree; and our own
/// `// mapwarden: ignore(CHECKS) reason`, on the line or alone on a line above
/// it, and `// mapwarden: ignore-file(CHECKS) reason`. Each form comes down to
/// a range of places, a list of checks and a reason. They are read from the
/// source when the report is made: a build that distributes preprocessed
/// sources has lost its comments, and accepting a finding must not cost a new
/// extraction.
///
/// CHECKS are names with `*` as a wildcard, separated by commas. In our own
/// form the `mapwarden-` of a check may be left out.
#ifndef MAPWARDEN_FINDINGS_SUPPRESSIONS_H
#define MAPWARDEN_FINDINGS_SUPPRESSIONS_H

#include "Findings/Finding.h"
#include "Findings/SourceTexts.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace mapwarden {

/// A 1-based line and byte column, ordered as in the text.
struct LineColumn {
  uint32_t Line = 0;
  uint32_t Column = 0;
  friend auto operator<=>(const LineColumn &, const LineColumn &) = default;
};

/// One suppression and what it covers.
struct Suppression {
  LineColumn Begin;                ///< First place covered.
  LineColumn End;                  ///< First place not covered any more.
  std::vector<std::string> Checks; ///< Globs; empty covers no check.
  std::string Reason;         ///< The words after the directive; may be empty.
  uint32_t DirectiveLine = 0; ///< Where it is written.

  /// Does it cover a finding of \p Check (full id) at \p At?
  bool covers(llvm::StringRef Check, LineColumn At) const;
};

/// Matches \p Text against \p Glob, in which `*` stands for any text.
/// O(Glob.size() * Text.size()).
bool matchesGlob(llvm::StringRef Glob, llvm::StringRef Text);

/// The suppressions in the text of a file, NOLINT forms first, each family in
/// the order of the text. A block without a beginning or an end
/// covers nothing.
std::vector<Suppression> findSuppressions(llvm::StringRef Text);

/// Sets Suppressed of each finding that a comment covers to the reason given
/// there ("" without one). Findings that are suppressed already, and files that
/// cannot be read, are left alone.
void applySuppressions(llvm::MutableArrayRef<Finding> Findings,
                       SourceTexts &Sources);

} // namespace mapwarden

#endif
