// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Locks that are only declared.
///
/// The layer that wraps the system's mutexes is often in another library: `void
/// os_mutex_lock(os_mutex *)`, `class CriticalSection { void Enter(); void
/// Leave(); }`. Where the whole program has no body of the two halves, but uses
/// both, and they or the object they are called on are named after a mutex,
/// they are taken at their word, like the names of BasicLockable are
/// ([thread.req.lockable]).
#ifndef MAPWARDEN_LINK_DECLAREDLOCKS_H
#define MAPWARDEN_LINK_DECLAREDLOCKS_H

#include "Link/Program.h"

namespace mapwarden {

/// Turns calls of such functions into locks and unlocks of the object, or for
/// free functions, of the first argument that names one. Calls that may fail
/// stay as they are. The indices of \p Linked must be built. Near linear.
void takeDeclaredLocks(Program &Linked);

} // namespace mapwarden

#endif
