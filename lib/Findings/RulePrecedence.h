// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Which rule speaks when several explain the same access.
///
/// A lazy initialisation without a lock is also an unguarded access; saying
/// both makes one defect look like two. The rule with the better explanation
/// alone is reported (design.md section 1, "Decided points").
#ifndef MAPWARDEN_FINDINGS_RULEPRECEDENCE_H
#define MAPWARDEN_FINDINGS_RULEPRECEDENCE_H

#include "Findings/Finding.h"
#include "llvm/ADT/StringRef.h"
#include <vector>

namespace mapwarden {

/// Does a finding of \p Winner displace one of \p Loser (full check ids) about
/// the same object at the same line? Not reflexive.
bool hasPrecedence(llvm::StringRef Winner, llvm::StringRef Loser);

/// Removes the findings that another one in \p All displaces, at its own line
/// or at one that it covers; the order of the rest is kept. A Low finding
/// displaces only Low ones: it is hidden by default, and a well proved defect
/// must not vanish with it. O(n log n).
void removeDisplaced(std::vector<Finding> &All);

} // namespace mapwarden

#endif
