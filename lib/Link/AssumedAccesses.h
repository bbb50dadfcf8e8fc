// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What the methods of a class that wraps a map do, where nobody has their
/// bodies.
///
/// A wrapper is judged by its own bodies. Where they are in no unit of the
/// program (a library that comes as headers and objects), a call of a method
/// that is not const counts as a write of the map inside, and one of a const
/// method as a read; both are marked as assumed.
#ifndef MAPWARDEN_LINK_ASSUMEDACCESSES_H
#define MAPWARDEN_LINK_ASSUMEDACCESSES_H

#include "Link/Program.h"

namespace mapwarden {

/// Turns such calls into accesses (UnknownEffect). Only for classes that hold
/// one container, and next to nothing else: what a bigger class does in a
/// method is anybody's guess. The indices of \p Linked must be built. Linear.
void assumeAccesses(Program &Linked);

} // namespace mapwarden

#endif
