// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Which accesses stay where a function does too much to keep them all.
#ifndef MAPWARDEN_ANALYSIS_ACCESSBUDGET_H
#define MAPWARDEN_ANALYSIS_ACCESSBUDGET_H

#include "Analysis/Summary.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace mapwarden {

/// How many accesses of one more call a summary keeps that has \p Taken of at
/// most \p Bound: half of what is left, so that no call is lost to another.
size_t roomForCall(size_t Taken, size_t Bound);

/// Removes all but about \p Room of \p Accesses, and calls \p Dropped for each
/// of the others. Few places of a program make most accesses of a full summary:
/// the copy of one class, on each of the hundreds of objects that lead to it.
/// So only the first few objects of each place are sure to stay, and of the
/// places those with the fewest calls in between: what callers hold and own
/// decides about them. The order stays. O(n log n) in the accesses when there
/// are too many, and nothing otherwise.
void limitAccesses(std::vector<AccessSummary> &Accesses, size_t Room,
                   llvm::function_ref<void(const AccessSummary &)> Dropped);

} // namespace mapwarden

#endif
