// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// From a fault to the edit that mends it (docs/design/0017).
///
/// A fix is offered only where the result surely compiles and the fault is gone
/// without a new one; every condition that is needed for that is checked, and
/// where one cannot be, there is no fix and the advice in words remains.
#ifndef MAPWARDEN_FIXES_FIXPLANNER_H
#define MAPWARDEN_FIXES_FIXPLANNER_H

#include "Analysis/AnalysisResults.h"
#include "Findings/Finding.h"
#include "Findings/SourceTexts.h"
#include <memory>

namespace mapwarden {

class FixPlanner {
public:
  /// All must outlive it. Files that \p Sources cannot read get no fixes.
  FixPlanner(const Program &Prog, AnalysisResults &Results,
             SourceTexts &Sources);
  ~FixPlanner();

  /// For an access that lacks the lock of its map.
  std::vector<Fix> guardAccess(const AccessSummary &Access);
  /// For a write under a reader lock: a lookup in place of a subscript that
  /// only reads, or else an exclusive lock.
  std::vector<Fix> makeExclusive(const AccessSummary &Access);
  /// For a decision in one critical section that another one carries out.
  std::vector<Fix> mergeSections(const SplitDecision &Split);
  /// For a map that is filled on first use.
  std::vector<Fix> fillOnce(const LazyInit &Lazy);
  /// For a view that outlives the lock it was obtained under.
  std::vector<Fix> keepView(const EscapeSite &Site);
  /// For an erasure from the map that is iterated.
  std::vector<Fix> continueIteration(const BrokenIteration &Broken);

private:
  struct Parts;
  std::unique_ptr<Parts> All;
};

} // namespace mapwarden

#endif
