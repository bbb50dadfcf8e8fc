// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Decisions that are outdated when they are carried out: a read in one
/// critical section decides a change in a later one.
///
/// Each access is locked, so nothing races; but between the two sections others
/// may change what the first one saw. Per function, along its event graph, each
/// read whose result is used is followed: *fresh* while the lock that it was
/// made under is still held, *outdated* once it is not. An access that erases,
/// overwrites or relies on the element, depends on an outdated read (a branch
/// on it decides whether the access runs, or its operands were computed from
/// it), and is about the same key, is a split decision. The sections may be
/// inside of helper functions (`if (!has(k)) add(k, v);`); the function that
/// calls both is where they meet.
///
/// Silent: the second section looks the same key up again and tests what it
/// found; the write cannot overwrite (emplace); the first section has claimed
/// the key by a write of its own; some lock is held all the way.
#ifndef MAPWARDEN_ANALYSIS_SPLITSECTIONS_H
#define MAPWARDEN_ANALYSIS_SPLITSECTIONS_H

#include "Analysis/Conflicts.h"
#include "Analysis/Entries.h"

namespace mapwarden {

struct SplitDecision {
  FunctionId Function = 0;    ///< Has both sections.
  uint32_t Test = 0, Act = 0; ///< Its instructions: accesses, or calls.
  AccessSummary TestAccess, ActAccess; ///< In the terms of Function, with
                                       ///< every lock held.
  PathId Lock = UnknownPath;           ///< Taken by both sections.
  /// The visible threads show that another one may write in between; otherwise
  /// the lock alone shows that the map is shared.
  bool IsProved = false;
  Confidence Level = Confidence::Medium;
};

/// All split decisions, sorted by function and act; one per pair of act and
/// object. Functions that do not both read and change a map under a lock cost
/// nothing; the others are linear times the reads pending at once.
std::vector<SplitDecision>
findSplitDecisions(const Program &Prog, const CallGraph &Graph,
                   Summaries &Known, PathStore &Store, const Conflicts &Pairs,
                   const Entries &Outside);

} // namespace mapwarden

#endif
