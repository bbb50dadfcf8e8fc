// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Locks that all who run the tasks of a queue hold, taken further up.
///
/// `lock(); runCallbacks();` runs each callback under the lock, though neither
/// runCallbacks nor the callback takes it. Where the task is put into the queue
/// nothing of that is visible, and callers of that function may hold the lock,
/// too. So, once all summaries are known, a pair with a task is dropped if
/// every way to the place that runs it and every way to the other side hold
/// one mutex. A mutex is known by its declaration here, whatever object it
/// belongs to, so that doubt silences.
#ifndef MAPWARDEN_ANALYSIS_TAKERLOCKS_H
#define MAPWARDEN_ANALYSIS_TAKERLOCKS_H

#include "Analysis/Conflicts.h"
#include "Analysis/Summaries.h"

namespace mapwarden {

class TakerLocks {
public:
  TakerLocks(const Program &Prog, const CallGraph &Graph, PathStore &Store,
             Summaries &Known)
      : Prog(Prog), Graph(Graph), Store(Store), Known(Known) {}

  /// Whether one mutex is held around both sides of \p Pair, of which at least
  /// one is a task. Each function is looked at once.
  bool areApart(const Conflict &Pair);
  /// Whether all who run the task that is stored at the end of \p Start hold
  /// the mutex with the key \p Mutex.
  bool isTaskUnder(const TraceNode *Start, const std::string &Mutex);

private:
  /// Declarations of mutexes (PathStore::key) that are held exclusively.
  using Mutexes = std::set<std::string>;

  const TaskQueue *queueOf(const TraceNode *Start) const;
  Mutexes around(const ConflictSide &Side);
  const Mutexes &aroundTasks(NameId Queue);
  const Mutexes &aroundCalls(FunctionId Function, unsigned Depth = 0);
  const std::map<FunctionId, Mutexes> &heldAtCalls(FunctionId Caller);
  void add(llvm::ArrayRef<HeldLock> Held, Mutexes &Into) const;

  const Program &Prog;
  const CallGraph &Graph;
  PathStore &Store;
  Summaries &Known;
  std::map<NameId, Mutexes> ByQueue;
  std::map<FunctionId, Mutexes> ByFunction;
  std::map<FunctionId, std::map<FunctionId, Mutexes>> ByCaller;
  static constexpr unsigned MaxDepth = 8;
};

} // namespace mapwarden

#endif
