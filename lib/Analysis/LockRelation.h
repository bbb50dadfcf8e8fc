// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Do the locks held at two accesses keep them apart?
#ifndef MAPWARDEN_ANALYSIS_LOCKRELATION_H
#define MAPWARDEN_ANALYSIS_LOCKRELATION_H

#include "Analysis/Summary.h"

namespace mapwarden {

enum class LockRelation : uint8_t {
  Protected,  ///< A lock common to both, held exclusively by at least one of
              ///< them.
  SharedOnly, ///< A common lock, but both hold it as readers.
  Different,  ///< Both hold locks, none in common.
  FirstOnly,  ///< Only the first holds a lock.
  SecondOnly, ///< Only the second holds a lock.
  Neither,
};

/// Compares the locksets of two accesses to the same object. A lock reached
/// through an element (`shards_[i].mu`) counts as common only if it belongs to
/// the element accessed; \p IsPerIteration tells of locks that are made anew
/// for each overlapping thread. O(locks held squared), which is tiny.
LockRelation relateLocks(PathStore &Store, const AccessSummary &First,
                         const AccessSummary &Second,
                         llvm::function_ref<bool(PathId)> IsPerIteration);

/// For two accesses that relateLocks finds protected: a lock of \p First that
/// alone protects them; UnknownPath if only several together do.
PathId findProtectingLock(PathStore &Store, const AccessSummary &First,
                          const AccessSummary &Second,
                          llvm::function_ref<bool(PathId)> IsPerIteration);

/// Whether every element that \p Lock goes through is one that \p Object goes
/// through too; for an access through an element of Object, that element
/// counts. An element with a literal index is a lock like any other.
bool isCorrelated(const PathStore &Store, PathId Lock, PathId Object,
                  bool IsElement = false);

/// Fills HeldLock::Stripe and IsOfOtherElement of each lock at \p Access from
/// the indices of lock and object, where both are known in one function's
/// words.
void relateElements(PathStore &Store, AccessSummary &Access);

/// Whether \p Access changes or reads the structure of one map under one of
/// several locks, which a hash chooses: two keys may choose two locks, and the
/// map is the same. With an index made of fields of the class, each object has
/// one lock.
bool isOneMapUnderStripes(const Program &Prog, const PathStore &Store,
                          const AccessSummary &Access, const HeldLock &Lock);

/// Whether the two hold elements of one array of locks, for at least one of
/// which it is not known that it belongs to the object.
bool haveOpenStripes(const Program &Prog, PathStore &Store,
                     const AccessSummary &First, const AccessSummary &Second);

/// True when the access holds something a user would call a lock.
bool holdsLock(const AccessSummary &Access);
/// Whether a once-flag, or a test that serves as one, lets one thread do it.
bool isDoneOnce(const AccessSummary &Access);
/// One side does something once, and the other comes after it: call_once,
/// double-checked locking with an atomic flag, a flag under a mutex.
bool isOrderedOnce(const PathStore &Store, const AccessSummary &One,
                   const AccessSummary &Two);
/// What a race with \p Once, which is done once, assumes: that the other thread
/// is there first. Who initialises does so before others use it.
std::string assumeEarlyUse(const Program &Prog, const AccessSummary &Once);

/// Whether two paths may name one mutex: at least one goes through a pointer or
/// reference that an object keeps, and the two do not end in mutexes that are
/// declared apart. Members of different declarations are never one object,
/// whatever leads to them.
bool mayBeOneMutex(const Program &Prog, const PathStore &Store, PathId First,
                   PathId Second);
/// The same for any lock of \p First and any of \p Second.
bool mayShareMutex(const Program &Prog, const PathStore &Store,
                   llvm::ArrayRef<HeldLock> First,
                   llvm::ArrayRef<HeldLock> Second);

/// A lock as seen from the object it guards: "the field mu_ of the object that
/// contains the map", or the absolute path. Equal for all instances and
/// functions, so accesses of a class can be counted under it.
std::string relativeGuard(PathStore &Store, PathId Lock, PathId Object);
/// The same for a lock that is held at the access; one that goes with the
/// object by another rule than the same index is another guard.
std::string relativeGuard(PathStore &Store, const HeldLock &Held,
                          PathId Object);

/// The hold at \p Access of the guard that relativeGuard names \p Key; null
/// when it is not held.
const HeldLock *findGuard(PathStore &Store, const AccessSummary &Access,
                          const std::string &Key);

} // namespace mapwarden

#endif
