// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A mutex for a map that has none, and guards around all of its accesses: one
/// edit, to be reviewed as one.
#ifndef MAPWARDEN_FIXES_MUTEXADDITION_H
#define MAPWARDEN_FIXES_MUTEXADDITION_H

#include "Fixes/DeclareBeside.h"

namespace mapwarden {

class GuardInsertion;

/// The declaration of a mutex beside the map with key \p Object: a member of a
/// class whose objects nobody copies, a local, a variable of one file, or a
/// function static. The mutex of such a class that nothing locks is taken
/// instead of a new one. Nothing where that is not safe.
std::optional<AddedMutex> planMutex(FixContext &Ctx, const std::string &Object);

/// That declaration and a guard in every function that accesses the map while
/// others may. Nothing unless all of them can be guarded.
std::optional<Fix> addMutex(FixContext &Ctx, GuardInsertion &Insertion,
                            const std::string &Object);

/// How a guard of an added mutex is declared; see VariableFacts::Hold.
llvm::StringRef holdOfAdded();

} // namespace mapwarden

#endif
