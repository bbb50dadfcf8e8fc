// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Which threads of one frame may run at the same time.
///
/// A thread runs from its start until it is joined. A task runs only while, in
/// addition, a thread is alive that serves its queue: what is registered before
/// the workers start has not begun, and joining the workers ends all tasks.
/// Where no such thread is visible in the frame, some other part of the program
/// is taken to run one.
#ifndef MAPWARDEN_ANALYSIS_FRAMEOVERLAPS_H
#define MAPWARDEN_ANALYSIS_FRAMEOVERLAPS_H

#include "Analysis/Conflicts.h"
#include "Support/InlineVector.h"

namespace mapwarden {

class FrameOverlaps {
public:
  /// \p Here must outlive this. If \p TrustsWaits, what has been waited for is
  /// over (LiveThread::IsWaited). O(threads^2), and a frame has at most
  /// MaxFrameThreads of them.
  FrameOverlaps(const Program &Prog, PathStore &Store, const Frame &Here,
                bool TrustsWaits);

  /// Whether thread \p Thread may run at an access of the frame's own thread,
  /// where \p Live may be alive and \p Joined are surely joined.
  bool withOwn(uint32_t Thread, llvm::ArrayRef<LiveThread> Live,
               llvm::ArrayRef<PathId> Joined) const;
  /// Whether the two may run at the same time, as far as it matters for an
  /// object that this frame names itself (\p IsNamedHere), or one that it got
  /// from a function below, which has paired the threads that it starts.
  bool withEachOther(uint32_t First, uint32_t Second, bool IsNamedHere) const;
  /// Whether \p Access was made on the executor of \p Thread, whose tasks run
  /// one after the other.
  bool isOnExecutor(uint32_t Thread, const AccessSummary &Access) const;
  /// Whether the frame's own thread has been at \p Once, which happens once,
  /// when it starts \p Thread: each way there leads through it. Where one call
  /// does both, its callee knows. Linear in the frame, asked once for each.
  bool isDoneBefore(LeafId Once, uint32_t Thread) const;
  /// Whether two runs of \p Thread may overlap.
  bool withItself(uint32_t Thread) const;

private:
  /// Who runs a task.
  struct Service {
    bool IsTask = false;
    bool IsOnly = false; ///< Its object has no other thread.
    /// Nobody that this frame sees, although it would see whoever does.
    bool IsNobody = false;
    bool HasSeveral = false;
    InlineVector<uint32_t, 2> Workers; ///< Empty: somebody elsewhere.
  };
  void findWorkers(const Program &Prog, PathStore &Store, uint32_t Thread);
  bool isAlive(llvm::ArrayRef<LiveThread> Live, uint32_t Thread,
               llvm::ArrayRef<PathId> Joined) const;
  bool areSame(uint32_t First, uint32_t Second) const;
  bool isRunBy(uint32_t Task, uint32_t Worker) const;
  bool areOfOneWorker(uint32_t First, uint32_t Second) const;

  const Program &Prog;
  PathStore &Store;
  const Frame &Here;
  const bool TrustsWaits;
  mutable std::map<std::pair<LeafId, uint32_t>, bool> DoneBefore;
  std::vector<Service> Services; // By thread.
};

} // namespace mapwarden

#endif
