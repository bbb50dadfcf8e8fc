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
/// Our own form also covers by declaration: on the declaration of a map, of a
/// mutex or on the definition of a function it accepts every finding about that
/// map, with that dominant guard, or in that function, wherever it is. A race
/// has two ends and may have dozens of lines, but often one reason. And the
/// comments of CodeChecker count: CodeCheckerComments.h.
///
/// A comment that covers nothing any more is reported, as it may hide the next
/// fault. So that other tools' comments are left in peace, those of foreign
/// form count only when they name a check of ours.
///
/// CHECKS are names with `*` as a wildcard, separated by commas. In our own
/// form the `mapwarden-` of a check may be left out.
#ifndef MAPWARDEN_FINDINGS_SUPPRESSIONS_H
#define MAPWARDEN_FINDINGS_SUPPRESSIONS_H

#include "Findings/Finding.h"
#include "Findings/SourceTexts.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
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
  /// The head of the declaration that it stands at, in the same way; empty when
  /// it speaks of lines alone.
  LineColumn DeclarationBegin, DeclarationEnd;
  /// It is meant for us, so its uselessness is worth a word.
  bool IsOurs = false;

  /// Does it cover a finding of \p Check (full id) at \p At?
  bool covers(llvm::StringRef Check, LineColumn At) const;
  /// Does it cover findings of \p Check about what is declared at \p At?
  bool coversDeclaration(llvm::StringRef Check, LineColumn At) const;
};

/// Matches \p Text against \p Glob, in which `*` stands for any text.
/// O(Glob.size() * Text.size()).
bool matchesGlob(llvm::StringRef Glob, llvm::StringRef Text);

/// The suppressions in the text of a file, by family: NOLINT forms first, each
/// family in the order of the text. A block without a beginning or an end
/// covers nothing.
std::vector<Suppression> findSuppressions(llvm::StringRef Text);

/// The comments of a program, read as they are needed. Not safe for concurrent
/// use.
class SuppressionComments {
public:
  explicit SuppressionComments(SourceTexts &Sources) : Sources(Sources) {}

  /// Sets Suppressed of each finding that a comment covers to the reason given
  /// there ("" without one). Findings that are suppressed already, and files
  /// that cannot be read, are left alone.
  void apply(llvm::MutableArrayRef<Finding> Findings);

  /// The comments in \p Files that have covered nothing so far, sorted.
  std::vector<SuppressionNote> findUnused(llvm::ArrayRef<std::string> Files);

private:
  struct Comment {
    Suppression Rule;
    bool IsUsed = false;
  };
  std::vector<Comment> &read(llvm::StringRef File);
  /// The first comment that covers \p F, or null; all are marked as used.
  const Suppression *findCovering(const Finding &F);

  SourceTexts &Sources;
  llvm::StringMap<std::vector<Comment>> ByFile;
};

/// The same for callers that do not ask what is unused: sets Suppressed of each
/// finding that a comment covers to the reason given there ("" without one).
/// Findings that are suppressed already, and files that cannot be read, are
/// left alone.
void applySuppressions(llvm::MutableArrayRef<Finding> Findings,
                       SourceTexts &Sources);

} // namespace mapwarden

#endif
