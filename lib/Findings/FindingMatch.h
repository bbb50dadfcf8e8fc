// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Which findings were there before?
///
/// Both sides are multisets, and every old finding answers for one new finding
/// at most, so one repair and one new fault never cancel out. Passes from the
/// sure to the likely, each on what the ones before left over:
///   1. same fingerprint;
///   2. same check, map and function: the statement was edited. An unchanged
///      kind of access and operation comes first, then the nearest text;
///   3. same check, map and statement, in a function with the same body: the
///      function was renamed. Without an equal body the old function must be
///      gone from the program;
///   4. the same in another file, when the old file is gone: it was moved.
/// One finding is reported for a line, so a statement with several accesses has
/// more of them when it is broken into lines. What stands in an unchanged
/// statement of an unchanged function where the map was reported before is no
/// new finding, even if its old one is taken (getCodeKey).
#ifndef MAPWARDEN_FINDINGS_FINDINGMATCH_H
#define MAPWARDEN_FINDINGS_FINDINGMATCH_H

#include "Findings/Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include <limits>
#include <string>
#include <vector>

namespace mapwarden {

/// What is known of the program that the new findings are from.
struct MatchQuestions {
  /// Is the file still there? Asked about files of old findings.
  llvm::function_ref<bool(llvm::StringRef File)> HasFile;
  /// Is the function, by its key, still there?
  llvm::function_ref<bool(llvm::StringRef Function)> HasFunction;
};

/// The answer for one new finding.
struct FindingMatch {
  static constexpr size_t None = std::numeric_limits<size_t>::max();
  size_t Old = None; ///< Index of the old finding.
  KnownState How = KnownState::New;
};

/// What two findings have in common that differ in the layout of the code
/// alone: check, map, function, its body, and statement. Empty when the source
/// was not there.
std::vector<std::string> getCodeKey(const KnownFinding &F);

/// One answer for each of \p New, in order. Deterministic; near linear, but
/// quadratic in the findings of one check, map and function.
std::vector<FindingMatch> matchFindings(llvm::ArrayRef<KnownFinding> Old,
                                        llvm::ArrayRef<KnownFinding> New,
                                        const MatchQuestions &Program);

} // namespace mapwarden

#endif
