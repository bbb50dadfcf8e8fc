// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The threads that frames have seen, for `mapwarden show threads`.
///
/// Summaries follow a thread from its start up to main; what they learn on the
/// way (what a forwarded callable is, whether the start is repeated) is read
/// off the frames here, so that what is shown is what the analysis believes.
#ifndef MAPWARDEN_ANALYSIS_THREADTABLE_H
#define MAPWARDEN_ANALYSIS_THREADTABLE_H

#include "Analysis/Summaries.h"
#include <map>

namespace mapwarden {

/// Threads of one start that run one function.
struct KnownThread {
  /// The instruction that starts it: a Spawn, or a store into a task queue.
  FunctionId Starter = 0;
  uint32_t Instr = 0;
  FunctionId Entry = ~0u; ///< ~0u when unknown.
  /// The longest way to the start that a frame has seen: its first node is the
  /// outermost caller. Null when no frame has seen the thread.
  const TraceNode *Start = nullptr;
  bool IsMany = false; ///< In some frame it overlaps itself.
  PathId Handle = UnknownPath;
};

class ThreadTable {
public:
  /// Takes note of the threads of \p Here. O(threads log all threads).
  void addFrame(const Frame &Here);
  /// All threads: those of frames, and starts that no frame has seen because
  /// nothing they reach matters. By start, then by entry. O(program).
  std::vector<KnownThread> list(const Program &Prog, const CallGraph &Graph,
                                PathStore &Store) const;

private:
  std::map<std::tuple<FunctionId, uint32_t, FunctionId>, KnownThread> Known;
};

} // namespace mapwarden

#endif
