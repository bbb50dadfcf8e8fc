// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Threads that an object keeps running between its methods.
///
/// A method that starts a thread on its own object and returns leaves it
/// running: every other method may then overlap it, even when no caller is in
/// sight (a library, a plug-in). Methods that join the thread are sequential
/// from the join on. Where a main is visible and reaches both sides, its frames
/// have already decided.
#ifndef MAPWARDEN_ANALYSIS_OBJECTTHREADS_H
#define MAPWARDEN_ANALYSIS_OBJECTTHREADS_H

#include "Analysis/Conflicts.h"
#include "Analysis/Versions.h"

namespace mapwarden {

/// Conflicts between running threads and methods of the same object, or
/// functions on the same global, at Medium or below. \p Versions as from
/// collectVersions.
std::vector<Conflict>
findObjectThreadConflicts(const Program &Prog, const CallGraph &Graph,
                          PathStore &Store, const Residence &Homes,
                          llvm::ArrayRef<AccessVersion> Versions);

} // namespace mapwarden

#endif
