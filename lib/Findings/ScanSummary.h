// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The numbers at the end of every report.
///
/// A report that says "no findings" must also say what was looked at. Every
/// format prints these counts, and the exit code follows from them, so they
/// are counted once, here.
#ifndef MAPWARDEN_FINDINGS_SCANSUMMARY_H
#define MAPWARDEN_FINDINGS_SCANSUMMARY_H

#include "Findings/Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mapwarden {

/// `analysed`, `degraded`, `cached`, `skipped`, `failed` or `timed-out`.
llvm::StringRef getName(TuStatus::Outcome Value);
/// Nullopt when \p Name is none of these words.
std::optional<TuStatus::Outcome> parseOutcome(llvm::StringRef Name);

/// Translation units by outcome; each counts once, so the parts add up.
struct UnitCounts {
  uint64_t Analysed = 0, Degraded = 0, Cached = 0, Skipped = 0, Failed = 0,
           TimedOut = 0;

  static UnitCounts count(llvm::ArrayRef<TuStatus> Units);
  uint64_t total() const {
    return Analysed + Degraded + Cached + Skipped + lost();
  }
  /// Units that should have been analysed and were not.
  uint64_t lost() const { return Failed + TimedOut; }
};

/// Findings by confidence.
struct ConfidenceCounts {
  uint64_t Low = 0, Medium = 0, High = 0;

  void add(Confidence Level);
  uint64_t total() const { return Low + Medium + High; }
};

/// The findings of one check.
struct CheckCounts {
  std::string Check; ///< Full id.
  ConfidenceCounts Counts;
};

/// Findings that are shown, and why others are not.
struct FindingCounts {
  ConfidenceCounts Shown;
  std::vector<CheckCounts> ByCheck; ///< Shown ones, sorted by check.
  uint64_t Files = 0;               ///< Different files with a shown one.
  uint64_t Suppressed = 0;          ///< By a comment, at or above the minimum.
  uint64_t Known = 0;               ///< From before, at or above the minimum.
  uint64_t Hidden = 0; ///< Below the minimum, whether suppressed or not.

  /// Counts \p Findings; below \p Minimum they are hidden.
  static FindingCounts count(llvm::ArrayRef<Finding> Findings,
                             Confidence Minimum);
};

} // namespace mapwarden

#endif
