// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Versions of a function for the constants that it is given.
///
/// `put(k, /*lock=*/false)` and `Guard g(mutex, Mode::Read)` choose by an
/// argument what is locked. Merging both ways loses the lock on one or invents
/// it on the other, so each constant gets a version of the function of its own,
/// without the way that is not taken, and the calls that give it lead there
/// (procedure cloning: Cooper, Hall, Kennedy, 1993). Calls that give something
/// else stay with the whole function.
// LIMIT: a `switch` over the argument, a test of a member that the argument was
// stored in, and functions with lambdas in them have no versions.
#ifndef MAPWARDEN_LINK_VARIANTS_H
#define MAPWARDEN_LINK_VARIANTS_H

#include "Link/Program.h"

namespace mapwarden {

/// Adds the versions to Linked.Functions, which stay sorted, and points the
/// calls at them; a function whose every call has a version is gone. A version
/// has the name of its function and a USR of its own, and no text is edited in
/// it. Unseen callers of a public function reach those versions that lock. At
/// most a few per function; linear in the program.
void addVariants(Program &Linked);

} // namespace mapwarden

#endif
