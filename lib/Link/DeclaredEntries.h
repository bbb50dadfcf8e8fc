// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A function that starts every declared entry of the program.
///
/// Entries that an annotation, a framework or the project file declares have no
/// spawn in the program. One function, which nobody wrote, starts them all,
/// several times each, on one object of each class; from there on they are
/// threads like any other (docs/design/0011).
#ifndef MAPWARDEN_LINK_DECLAREDENTRIES_H
#define MAPWARDEN_LINK_DECLAREDENTRIES_H

#include "Link/Program.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace mapwarden {

/// Marks as entries the functions with external linkage that are defined in
/// files for which \p IsExported holds, and that no function of the program
/// outside of tests calls. Constructors, destructors, and what is named as the
/// beginning or the end of everything (phaseOf) are left out. Linear.
void declareExported(Program &Linked,
                     llvm::function_ref<bool(llvm::StringRef)> IsExported);

/// Adds that function to the functions of \p Linked, in order, unless there is
/// no declared entry. The indices of \p Linked are built afterwards. Linear.
void addDeclaredEntries(Program &Linked);

} // namespace mapwarden

#endif
