// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The serial executor that all runs of a function belong to.
///
/// A task that one worker runs may post to the queue that it is taken from, and
/// go on: what it posts runs after it. The frame of the task sees a thread that
/// it starts and does not join, because who runs itself is known above it only.
/// So, once all frames are known, each function gets its *home*: the queue or
/// strand that every way into it comes from, in terms of its own `this` or of a
/// global. A pair of the frame's own thread with a task of its home, or of two
/// tasks of one home, is no pair.
///
/// Homes are the greatest solution of "the home of all that start or call it"
/// over the call graph (a lattice of height two), so that recursion needs no
/// special care. A queue that is served by functions of one home hands that
/// home on to its own tasks.
#ifndef MAPWARDEN_ANALYSIS_RESIDENCE_H
#define MAPWARDEN_ANALYSIS_RESIDENCE_H

#include "Analysis/Summaries.h"

namespace mapwarden {

class Residence {
public:
  /// Linear in the number of calls.
  static Residence build(const Program &Prog, const CallGraph &Graph,
                         PathStore &Store, const Summaries &Known);

  /// \p Path of function \p Frame as homes are named: with `this` of the method
  /// around as root, in nobody's frame, or with a global; else UnknownPath.
  static PathId nameHome(const Program &Prog, PathStore &Store, PathId Path,
                         const FunctionFacts &Frame);
  /// Where \p Thread of function \p Frame runs.
  static RunPlace placeOf(const Program &Prog, PathStore &Store,
                          const ThreadSummary &Thread,
                          const FunctionFacts &Frame);

  /// Whether code of \p Function, which works on the object at \p Path of \p
  /// Frame, has the same `this`; the path is irrelevant to a lambda.
  static bool isOnThis(const Program &Prog, const FunctionFacts &Frame,
                       const AccessPath &Path, const FunctionFacts &Function);
  /// The home of \p Function; UnknownPath when it has none.
  PathId homeOf(FunctionId Function) const { return Homes[Function]; }
  /// Whether two places that function \p Frame sees are one home.
  bool isOneHome(FunctionId Frame, const RunPlace &First,
                 const RunPlace &Second) const;

private:
  PathId resolve(FunctionId Frame, const RunPlace &Place) const;

  std::vector<PathId> Homes; // By function.
  llvm::DenseMap<NameId, PathId> QueueHomes;
};

} // namespace mapwarden

#endif
