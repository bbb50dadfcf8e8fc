// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What is constant about a check.
#ifndef MAPWARDEN_FINDINGS_RULEINFO_H
#define MAPWARDEN_FINDINGS_RULEINFO_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace mapwarden {

struct RuleInfo {
  llvm::StringRef Id; ///< `mapwarden-unguarded-access`.
  llvm::StringRef
      Title; ///< `UnguardedAccess`: SARIF's rule name, differs from the id.
  llvm::StringRef Summary;  ///< One sentence with capital and period.
  llvm::StringRef Severity; ///< `error`, `warning` or `note`.
  llvm::ArrayRef<llvm::StringRef> Tags; ///< `concurrency`, `CWE-362`.
  /// SARIF's precision of the rule: `very-high`, `high`, `medium` or `low`.
  llvm::StringRef Precision = "high";
  /// The doc page (docs/checks/*.md) for reporters that carry help; may be
  /// empty. Filled by the driver from embeddedCheckDocs(), because Report does
  /// not see checks/.
  llvm::StringRef Help = "";
};

} // namespace mapwarden

#endif
