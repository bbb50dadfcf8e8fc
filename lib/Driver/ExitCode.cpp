// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The gate.
#include "Driver/ExitCode.h"

#include "Findings/ScanSummary.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;

ExitCode mapwarden::judge(const ScanResult &Result,
                          llvm::ArrayRef<RuleInfo> Rules, const Gate &Limits) {
  auto Gates = [&](const Finding &F) {
    return F.isOpen() && F.Level >= Limits.Minimum && Limits.FailLevel &&
           getSeverity(F, Rules) >= *Limits.FailLevel;
  };
  if (llvm::any_of(Result.Findings, Gates))
    return ExitFindings;
  if (UnitCounts::count(Result.Units).lost() > Limits.MaxFailedTus)
    return ExitIncomplete;
  return ExitOk;
}
