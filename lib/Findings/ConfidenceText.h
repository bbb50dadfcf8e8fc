// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Confidence in words: what a level rests on.
///
/// "medium" alone tells a reader nothing that helps to decide. So every finding
/// says what was seen, and what was not seen but assumed, in one sentence.
#ifndef MAPWARDEN_FINDINGS_CONFIDENCETEXT_H
#define MAPWARDEN_FINDINGS_CONFIDENCETEXT_H

#include "Findings/Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace mapwarden {

/// "assumes that A", "assumes that A and that B"; empty without assumptions.
std::string describeAssumptions(llvm::ArrayRef<std::string> Assumptions);

/// The grounds of a proof of the given level: \p Seen, what the evidence shows
/// ("both threads and both accesses are visible"), and what it assumes. A low
/// proof is said by its assumptions alone, since they decide.
std::string composeGrounds(Confidence Level, llvm::StringRef Seen,
                           llvm::ArrayRef<std::string> Assumptions);

/// Grounds for a finding whose check gives none, from its level, its sides and
/// its assumptions.
std::string defaultGrounds(const Finding &F);

} // namespace mapwarden

#endif
