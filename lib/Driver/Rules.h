// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The checks as reporters and the command line see them: with their pages.
#ifndef MAPWARDEN_DRIVER_RULES_H
#define MAPWARDEN_DRIVER_RULES_H

#include "Findings/RuleInfo.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace mapwarden {

/// Every check in the order of Checks.def, with Help set to its page.
std::vector<RuleInfo> loadRules();

/// The id of the rule that the user calls \p Name: with or without the
/// `mapwarden-` in front. Errors suggest the nearest name.
llvm::Expected<std::string> findRuleId(llvm::ArrayRef<RuleInfo> Rules,
                                       llvm::StringRef Name);

/// The one of \p Known that \p Word was probably meant to be; empty when none
/// is near.
llvm::StringRef findNearest(llvm::StringRef Word,
                            llvm::ArrayRef<llvm::StringRef> Known);

} // namespace mapwarden

#endif
