// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A mutex for a map that has none, and guards around all of its accesses: one
/// edit, to be reviewed as one.
#ifndef MAPWARDEN_FIXES_MUTEXADDITION_H
#define MAPWARDEN_FIXES_MUTEXADDITION_H

#include "Fixes/FixContext.h"

namespace mapwarden {

class GuardInsertion;

/// The declaration of a mutex beside the map with key \p Object: a member of a
/// class whose objects nobody copies, a variable of one file, or a function
/// static. Nothing where that is not safe.
std::optional<AddedMutex> planMutex(FixContext &Ctx, const std::string &Object);

/// That declaration and a guard in every function that accesses the map while
/// others may. Nothing unless all of them can be guarded.
std::optional<Fix> addMutex(FixContext &Ctx, GuardInsertion &Insertion,
                            const std::string &Object);

/// A name for a new variable beside the map called \p Map, in the style of that
/// name: `SessionsMutex`, `sessions_mutex_`. \p Word is lower case.
std::string nameBeside(llvm::StringRef Map, llvm::StringRef Word);

/// How a guard of an added mutex is declared; see VariableFacts::Hold.
llvm::StringRef holdOfAdded();

} // namespace mapwarden

#endif
