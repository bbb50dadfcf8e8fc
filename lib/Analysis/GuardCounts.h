// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Which locks the accesses to a map hold, and how many hold each.
///
/// Only a lock that may be meant for the map counts: one beside it, in the
/// object that holds the map's object, or of static storage. What guards
/// another object, to which the map's object points, counts if nearly every
/// access holds it: `owner_->mutex_` around the maps of all that one owner has.
#ifndef MAPWARDEN_ANALYSIS_GUARDCOUNTS_H
#define MAPWARDEN_ANALYSIS_GUARDCOUNTS_H

#include "Analysis/Conflicts.h"
#include "Analysis/Versions.h"
#include "llvm/ADT/ArrayRef.h"
#include <map>
#include <set>

namespace mapwarden {

/// What is counted for one guard of one map.
struct GuardCount {
  std::string Spelling;
  PathId Path = UnknownPath; ///< One that holds it.
  double Weight = 0;
  std::set<LeafId> Holders;
  /// Writes that hold it as a writer, and reads that hold it: the first of each
  /// kind of operation, as what is in conflict with one need not be with
  /// another.
  std::vector<const AccessVersion *> LockedWrites, LockedReads;
  /// It lies behind a pointer of the object: `owner_->mutex_`.
  bool IsBorrowed = false;
};

/// By relativeGuard.
using GuardCounts = std::map<std::string, GuardCount>;

/// Writes count twice.
double totalWeight(llvm::ArrayRef<const AccessVersion *> Versions);

/// Counts the guards of one map, whose accesses are \p Versions. Linear in the
/// locks that they hold.
GuardCounts countGuards(const Program &Prog, PathStore &Store,
                        llvm::ArrayRef<const AccessVersion *> Versions);

} // namespace mapwarden

#endif
