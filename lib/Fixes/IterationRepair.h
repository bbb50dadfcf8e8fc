// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Lets a loop go on from the iterator that `erase` returns.
///
/// The loop becomes one over an iterator that is advanced at the end of the
/// body; the erasing statement sets the iterator and continues. That is the
/// same loop only if nothing comes after the erasure in its turn, the element
/// erased is the current one, and nothing else continues: other loops get
/// advice, not edits.
#ifndef MAPWARDEN_FIXES_ITERATIONREPAIR_H
#define MAPWARDEN_FIXES_ITERATIONREPAIR_H

#include "Fixes/FixContext.h"

namespace mapwarden {

/// Nothing when the loop is not of that shape.
std::optional<Fix> continueIteration(FixContext &Ctx,
                                     const BrokenIteration &Broken);

} // namespace mapwarden

#endif
