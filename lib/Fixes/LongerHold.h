// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A guard that is kept until a view of the map has been used for the last
/// time: released later, or declared one block further out.
#ifndef MAPWARDEN_FIXES_LONGERHOLD_H
#define MAPWARDEN_FIXES_LONGERHOLD_H

#include "Fixes/GuardInsertion.h"

namespace mapwarden {

/// The edit for \p Site, a use after the release; nothing where what would run
/// under the lock then must not (HoldEffects.h), or the release is not a
/// statement or the end of a block of its own. Linear in the function.
std::optional<Fix> holdLonger(FixContext &Ctx, GuardInsertion &Insertion,
                              const EscapeSite &Site);

} // namespace mapwarden

#endif
