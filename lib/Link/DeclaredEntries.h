// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A function that starts every declared entry of the program.
///
/// Entries that an annotation or a framework declares have no spawn in the
/// program. One function, which nobody wrote, starts them all, several times
/// each, on one object of each class; from there on they are threads like any
/// other (docs/design/0011).
#ifndef MAPWARDEN_LINK_DECLAREDENTRIES_H
#define MAPWARDEN_LINK_DECLAREDENTRIES_H

#include "Link/Program.h"

namespace mapwarden {

/// Adds that function to the functions of \p Linked, in order, unless there is
/// no declared entry. The indices of \p Linked are built afterwards. Linear.
void addDeclaredEntries(Program &Linked);

} // namespace mapwarden

#endif
