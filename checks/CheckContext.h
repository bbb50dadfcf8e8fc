// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What a check gets: the analysis results, read only, and helpers that turn
/// them into evidence.
#ifndef MAPWARDEN_CHECKS_CHECKCONTEXT_H
#define MAPWARDEN_CHECKS_CHECKCONTEXT_H

#include "Analysis/AnalysisResults.h"
#include "Findings/FindingSink.h"
#include "Findings/RuleInfo.h"
#include "Fixes/FixPlanner.h"

namespace mapwarden {

/// Passed to every check. The store is mutable only because interning is.
struct CheckContext {
  const Program &Prog;
  AnalysisResults &Results;
  /// Null when nobody wants fixes.
  FixPlanner *Fixes = nullptr;
  /// Set while checks run.
  class RemedyAdvisor *Remedies = nullptr;

  PathStore &store() const { return Results.Store; }
};

} // namespace mapwarden

#endif
