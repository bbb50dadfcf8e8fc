// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The review comments of CodeChecker.
///
/// `// codechecker_suppress [CHECKS] reason`, alone above the line that it
/// speaks of; `codechecker_false_positive` and `codechecker_intentional` are
/// the same with another verdict. `codechecker_confirmed` agrees with the
/// finding and suppresses nothing. CHECKS are separated by commas; `all` is
/// every check. Source: CodeChecker's user guide, "Source code comments".
#ifndef MAPWARDEN_FINDINGS_CODECHECKERCOMMENTS_H
#define MAPWARDEN_FINDINGS_CODECHECKERCOMMENTS_H

#include "Findings/SuppressionText.h"

namespace mapwarden {

/// The suppressions of this family in \p Text, in order.
std::vector<Suppression> findCodeCheckerComments(llvm::StringRef Text,
                                                 const LineIndex &Lines);

} // namespace mapwarden

#endif
