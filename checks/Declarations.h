// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Where what a finding is about is declared: the map, the function, the guard.
///
/// A comment on such a declaration accepts the finding (Suppressions.h).
#ifndef MAPWARDEN_CHECKS_DECLARATIONS_H
#define MAPWARDEN_CHECKS_DECLARATIONS_H

#include "Findings/Finding.h"
#include "Link/Program.h"
#include "llvm/ADT/ArrayRef.h"

namespace mapwarden {

/// Sets Declared of each of \p Findings, which come from \p Prog: the names of
/// its map, of its function, and of the mutex that is its dominant guard, as
/// far as they are known. Linear in the program.
// LIMIT: the guard is found by its name: among the fields of the map's class
// first, then if one mutex of the program alone has the name.
void locateDeclarations(const Program &Prog,
                        llvm::MutableArrayRef<Finding> Findings);

} // namespace mapwarden

#endif
