// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Where checks put their findings, and how many reports become one list.
///
/// Checks run one after the other and see the program pair by pair, so the same
/// line turns up several times: per partner, per template instantiation, per
/// translation unit that includes a header. A reader wants it once, with all
/// partners. What comes out does not depend on the order in which findings
/// were put in.
#ifndef MAPWARDEN_FINDINGS_FINDINGSINK_H
#define MAPWARDEN_FINDINGS_FINDINGSINK_H

#include "Findings/Finding.h"
#include "Findings/SourceTexts.h"
#include <vector>

namespace mapwarden {

/// Collects findings. Not safe for concurrent use.
class FindingSink {
public:
  /// Takes \p Added as a candidate. Its Fingerprint and Suppressed are ignored.
  void add(Finding Added);

  /// Findings below \p Level are dropped from the result of take. Default:
  /// none.
  void setMinimum(Confidence Level) { Minimum = Level; }

  /// Moves the result out and leaves the sink empty: at most one finding for
  /// each file, line and check, sorted by file, line, column, check, with
  /// fingerprints.
  ///
  /// First a rule that explains an object's line better displaces the others
  /// (RulePrecedence.h). Of the findings that share file, line and check the
  /// most confident is kept, then the one with the smaller column, then the
  /// smaller text; it takes over the others' partners and reasons.
  ///
  /// \p Sources supplies the statements for the fingerprints. O(n log n).
  std::vector<Finding> take(SourceTexts &Sources);

private:
  std::vector<Finding> Candidates;
  Confidence Minimum = Confidence::Low;
};

} // namespace mapwarden

#endif
