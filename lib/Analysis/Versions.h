// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Each access as its outermost callers see it: with every lock that surely
/// protects it, whoever takes it.
///
/// An access is judged where its object is still somebody else's (a field of
/// `this`, a global, a parameter) but no visible caller knows more. A version
/// in a callee is superseded by the versions its callers lift from it, unless
/// the caller owns the object (a local of a test's main function says nothing
/// about how the class is shared).
#ifndef MAPWARDEN_ANALYSIS_VERSIONS_H
#define MAPWARDEN_ANALYSIS_VERSIONS_H

#include "Analysis/Summaries.h"

namespace mapwarden {

struct AccessVersion {
  const AccessSummary *Access = nullptr;
  FunctionId Root = 0; ///< The function whose terms the paths are in.
  const ThreadSummary *Thread =
      nullptr; ///< Set when it runs in a thread that Root leaves running.
  bool IsOwned = false; ///< Root owns the object: counts for statistics only.
  bool IsAfterJoin = false; ///< A thread of the same object has been joined.
  bool IsExclusivePhase =
      false; ///< In the constructor or destructor of the object's class.
};

/// All versions that count, callers first, in canonical order. O(size of all
/// summaries).
std::vector<AccessVersion> collectVersions(const Program &Prog,
                                           const CallGraph &Graph,
                                           const Summaries &Known,
                                           const PathStore &Store);

/// Functions that a `main` may reach, through calls and thread starts. Empty
/// when the program has no main.
std::vector<bool> reachableFromMain(const Program &Prog,
                                    const CallGraph &Graph);

} // namespace mapwarden

#endif
