// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Lazy filling made to happen once: `if (Codes.empty()) { ... }` becomes
/// `std::call_once(CodesOnce, [&] { ... });`.
///
/// A map in static storage gets a flag in static storage; a member of a class
/// whose objects nobody copies gets a flag beside it. The condition goes away
/// with the `if`, so it must be the test and nothing else, and nobody else may
/// change the map: a reader after the call would not be safe from him.
#ifndef MAPWARDEN_FIXES_ONCEREPAIR_H
#define MAPWARDEN_FIXES_ONCEREPAIR_H

#include "Fixes/FixContext.h"

namespace mapwarden {

/// The edit for \p Lazy; nothing where it cannot be done safely. Linear in the
/// function and in the accesses of the map.
std::optional<Fix> fillOnce(FixContext &Ctx, const LazyInit &Lazy);

} // namespace mapwarden

#endif
