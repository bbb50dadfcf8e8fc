// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A list of known findings as a file in the repository.
///
/// One line of JSON for each finding, sorted, without line numbers, with enough
/// text to know it again by eye: two branches that add or remove entries merge
/// without conflict unless they touch neighbours. The first line names the
/// format and its version, so that old files stay readable.
#ifndef MAPWARDEN_FINDINGS_BASELINE_H
#define MAPWARDEN_FINDINGS_BASELINE_H

#include "Findings/Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace mapwarden {

/// The version of the file format.
inline constexpr unsigned BaselineVersion = 1;

/// \p F as a baseline keeps it.
KnownFinding makeKnown(const Finding &F);

/// The findings of \p All that a baseline made now would hold: those at or
/// above \p Minimum that are not suppressed. Sorted.
std::vector<KnownFinding> selectKnown(llvm::ArrayRef<Finding> All,
                                      Confidence Minimum);

/// Writes \p Known, sorted, equal ones once.
void writeBaseline(std::vector<KnownFinding> Known, llvm::raw_ostream &Out);

/// Reads what writeBaseline wrote, in whatever order the lines are by now.
/// Errors name \p FileName, the line and the key.
llvm::Expected<std::vector<KnownFinding>>
readBaseline(llvm::StringRef Text, llvm::StringRef FileName);

/// Matches the findings of \p Result with \p Known (FindingMatch.h), sets their
/// Known and sets Result.Gone to what was not matched: nothing when the result
/// is partial or units were lost. Files are looked for below
/// Result.ProjectRoot; without FunctionKeys every function counts as being
/// there. Suppressed findings match, too: what is known and suppressed is not
/// gone. \p Name says what the known findings are from.
void compareWithKnown(ScanResult &Result, llvm::ArrayRef<KnownFinding> Known,
                      Confidence Minimum, llvm::StringRef Name);

/// `same`, `edited`, `renamed`, `moved`, `new`; empty for Unasked.
llvm::StringRef getName(KnownState State);
std::optional<KnownState> parseKnownState(llvm::StringRef Name);

/// `src/a.cpp: write of 'Server::Sessions' (operator[]) in Server::put`.
std::string describeKnown(const KnownFinding &Known);

} // namespace mapwarden

#endif
