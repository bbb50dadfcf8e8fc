// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Conflicts between entries whose threads are outside of the program.
///
/// Exported functions of a library may run in parallel with themselves and
/// their siblings. They meet on objects that all of them share: variables of
/// static storage, the members of singletons, and maps that have an entry for
/// each thread (`map<thread::id, Client *>`), wherever they are. What they do
/// with other objects they are given is their callers' affair (design.md 4.5).
#ifndef MAPWARDEN_ANALYSIS_ENTRYCONFLICTS_H
#define MAPWARDEN_ANALYSIS_ENTRYCONFLICTS_H

#include "Analysis/Conflicts.h"
#include "Analysis/Entries.h"
#include "Analysis/Versions.h"

namespace mapwarden {

/// Pairs of \p Versions (as from collectVersions) that entries of \p Outside
/// may make at the same time, at Medium or below; each pair of leaves once.
/// Grouped by object; within a group each access looks for at most
/// Conflicts::MaxPartners partners.
std::vector<Conflict>
findEntryConflicts(const Program &Prog, PathStore &Store,
                   const Entries &Outside,
                   llvm::ArrayRef<AccessVersion> Versions);

} // namespace mapwarden

#endif
