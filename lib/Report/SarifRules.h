// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The `rules` of a SARIF document.
///
/// Services show help and severity from here, and refuse documents in which a
/// result's rule is not described, so a check that this tool does not know (a
/// report of another version was read) gets a description made from its name.
#ifndef MAPWARDEN_REPORT_SARIFRULES_H
#define MAPWARDEN_REPORT_SARIFRULES_H

#include "Findings/RuleInfo.h"
#include "Report/SarifWriter.h"
#include "llvm/ADT/ArrayRef.h"
#include <string>
#include <vector>

namespace mapwarden {

/// The ids of the rules in their order: those of \p Rules, then the unknown
/// checks of \p Findings, sorted.
std::vector<std::string> collectRuleIds(llvm::ArrayRef<RuleInfo> Rules,
                                        llvm::ArrayRef<Finding> Findings);

/// Writes the attribute `rules` for \p Ids.
void writeSarifRules(SarifWriter &Writer, llvm::ArrayRef<RuleInfo> Rules,
                     llvm::ArrayRef<std::string> Ids);

} // namespace mapwarden

#endif
