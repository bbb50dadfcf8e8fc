// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Calls that leave the program.
#ifndef MAPWARDEN_ANALYSIS_HANDOVERS_H
#define MAPWARDEN_ANALYSIS_HANDOVERS_H

#include "Link/Program.h"

namespace mapwarden {

/// The unqualified name of the function that \p Call runs when its body is not
/// in the program: a library function, or a function pointer that a host has
/// set, named by its field. Empty when it has a body, or no name. A virtual
/// call is named even where an override may be in the program.
llvm::StringRef bodilessName(const Program &Prog, const Instruction &Call);

} // namespace mapwarden

#endif
