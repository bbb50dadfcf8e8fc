// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// One finding as a SARIF result.
#ifndef MAPWARDEN_REPORT_SARIFRESULTS_H
#define MAPWARDEN_REPORT_SARIFRESULTS_H

#include "Findings/RuleInfo.h"
#include "Report/SarifWriter.h"
#include "llvm/ADT/ArrayRef.h"
#include <string>

namespace mapwarden {

/// Partners that are written as related locations; services keep no more.
inline constexpr size_t MaxSarifPartners = 100;

/// What all results of a run share.
struct SarifResultContext {
  llvm::ArrayRef<RuleInfo> Rules;
  llvm::ArrayRef<std::string> RuleIds; ///< As in the run's `rules`.
  /// SARIF wants `suppressions` on all results as soon as one has it.
  bool StatesSuppressions = false;
};

/// Writes \p F as an object of `results`.
void writeSarifResult(SarifWriter &Writer, const SarifResultContext &Context,
                      const Finding &F);

} // namespace mapwarden

#endif
