// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Runs the checks over a linked program: the one door from facts to findings,
/// for every front end.
#ifndef MAPWARDEN_CHECKS_CHECKRUNNER_H
#define MAPWARDEN_CHECKS_CHECKRUNNER_H

#include "Findings/FindingSink.h"
#include "Findings/RuleInfo.h"
#include "Link/Program.h"

namespace mapwarden {

struct AnalysisResults;

struct CheckOptions {
  /// Full ids of the checks to run; empty: all.
  std::vector<std::string> Enabled;
  /// Findings below this are dropped.
  Confidence Minimum = Confidence::Medium;
  /// Where fixes find the text that they edit; null for no fixes. Must outlive
  /// the run.
  SourceTexts *Sources = nullptr;
};

/// Analyses \p Prog, adds the findings of the enabled checks to \p Out, and
/// fills the program counts of \p Counts (Functions, Maps, Accesses,
/// ThreadEntries, Locks). Never fails. Near linear in the size of the program.
void runChecks(const Program &Prog, const CheckOptions &Options,
               FindingSink &Out, ScanResult &Counts);

/// The same for a program that has been analysed.
void runChecks(AnalysisResults &Results, const CheckOptions &Options,
               FindingSink &Out, ScanResult &Counts);

/// Every rule, in the order of Checks.def.
llvm::ArrayRef<RuleInfo> allRules();

} // namespace mapwarden

#endif
