// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Iterators that a mutation of their container invalidates before they are
/// used or advanced again.
///
/// A typestate per iterator variable, along the event graph: valid, used since
/// it was last moved, or invalidated by instruction n. What invalidates follows
/// the standard's rules as the models state them: erasing by iterator ends that
/// iterator; erasing by key ends the current one when it has been looked at
/// since the last step (its key is then the likely one); rehashing and flat
/// containers end all; clear and assignment end all. No thread is involved.
#ifndef MAPWARDEN_ANALYSIS_ITERATION_H
#define MAPWARDEN_ANALYSIS_ITERATION_H

#include "Analysis/Summaries.h"
#include "Support/Confidence.h"

namespace mapwarden {

struct BrokenIteration {
  FunctionId Function = 0;
  uint32_t Mutation = 0; ///< The instruction that invalidates: an Access, or a
                         ///< Call that mutates below.
  uint32_t Begin = 0;    ///< Where the iteration started.
  uint32_t Use = 0;      ///< The step or use that follows.
  PathId Container = UnknownPath;
  /// The mutating access inside the callee; unset when the mutation is in the
  /// function itself.
  std::optional<AccessSummary> Inner;
  /// The callee is the body of the loop: an algorithm, or a member of the
  /// container, calls it for each element.
  bool IsBodyCall = false;
  /// Set when Mutation is itself the use: it erases by an iterator that this
  /// instruction has invalidated.
  std::optional<uint32_t> InvalidatedBy;
  Confidence Level = Confidence::High;
};

/// All broken iterations, each mutation once, in program order. Linear in the
/// functions that iterate.
std::vector<BrokenIteration> findBrokenIterations(const Program &Prog,
                                                  const CallGraph &Graph,
                                                  Summaries &Known,
                                                  PathStore &Store);

} // namespace mapwarden

#endif
