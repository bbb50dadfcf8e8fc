// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Computes the summary of every function, bottom-up over the call graph, and
/// hands each function's *frame* to whoever looks for conflicts.
///
/// A frame is one function with everything that happens in it and below it:
/// accesses (with the threads alive at each) and threads started. Two accesses
/// that may run in parallel meet first in the frame of the lowest function that
/// sees both, and there their object paths and locks are as precise as they
/// ever get. So conflicts are looked for frame by frame, and a pair found once
/// is not looked for again above.
#ifndef MAPWARDEN_ANALYSIS_SUMMARIES_H
#define MAPWARDEN_ANALYSIS_SUMMARIES_H

#include "Analysis/CallGraph.h"
#include "Analysis/EscapeSites.h"
#include "Analysis/FrameBindings.h"
#include "Analysis/FunctionFlow.h"
#include "Analysis/LockClasses.h"
#include "Analysis/OutlivedCaptures.h"
#include "Analysis/SetPointers.h"
#include "Analysis/Substitution.h"
#include "Support/InlineVector.h"
#include <memory>

namespace mapwarden {

/// A thread of a frame with what may be alive when it starts.
struct FrameThread {
  ThreadSummary Summary;
  std::vector<LiveThread> LiveAtStart;
  /// Those that the same call starts before it and that may run then. A pair on
  /// objects that only this frame can name is not known further down.
  std::vector<LiveThread> Beside;
  /// The instruction of the frame that starts it; AtEntry when it runs before.
  uint32_t Instr = 0;
  static constexpr uint32_t AtEntry = ~0u;
  uint16_t LoopDepth = 0; ///< Of that instruction.
};

/// An access in the frame's own thread, with the threads that may be alive at
/// it.
struct FrameAccess {
  const AccessSummary *Access = nullptr;
  uint32_t Instr = 0;
  std::vector<LiveThread> Live;
};

struct Frame {
  FunctionId Function = 0;
  std::vector<FrameThread> Threads;
  std::vector<FrameAccess> Accesses;
};

/// One instruction of a function with what is known before it.
struct ProgramPoint {
  uint32_t Instr = 0;
  uint32_t Block = 0;
  const FlowState &Before;
  /// What the instruction, or the callees of a call, access, in the function's
  /// terms; the locks of the function itself (Before.Held) are not added.
  std::vector<AccessSummary> Accesses;
};

/// One place that takes and runs a task.
struct TaskTake {
  FunctionId Function = 0;
  PathId Queue = UnknownPath;
  InlineVector<HeldLock, 1> Held;
};

class Summaries {
public:
  using PointVisitor = llvm::function_ref<void(const ProgramPoint &)>;
  using FrameVisitor = llvm::function_ref<void(const Frame &)>;

  /// Summarises every function of \p Prog; \p Visit sees each frame that has a
  /// thread, callees before callers. The references in a Frame are valid during
  /// the call only. Near linear: each access is lifted once per call level,
  /// bounded by MaxSummaryAccesses per function.
  static Summaries build(const Program &Prog, const CallGraph &Graph,
                         PathStore &Store, FrameVisitor Visit);

  const FunctionSummary &of(FunctionId Id) const { return All[Id]; }
  /// The accesses of the callee(s) of Call \p Instr in \p Caller, in the
  /// caller's terms, locks of the caller not added.
  std::vector<AccessSummary> accessesOfCall(FunctionId Caller, uint32_t Instr);
  /// A step in front of \p Next: instruction \p Instr of \p Id. Lives as long
  /// as the summaries do.
  const TraceNode *trace(FunctionId Id, uint32_t Instr, const TraceNode *Next) {
    Traces->push_back({Id, Instr, Next});
    return &Traces->back();
  }
  /// Calls \p Visit for each reachable instruction of \p Id, block by block.
  /// Recomputed each time; linear in the function and what its calls lead to.
  /// Which threads live at a point is known only \p WithThreads, at a price.
  void forEachPoint(FunctionId Id, PointVisitor Visit,
                    bool WithThreads = false);
  /// Pointers of \p Id as its summary saw them. Recomputed; linear in the
  /// function.
  Aliases aliasesOf(FunctionId Id) const;
  /// Users of locals that may outlive them, callees first; the same user may
  /// occur several times.
  llvm::ArrayRef<OutlivedCapture> outlivedCaptures() const { return Captures; }
  /// What starts what; unique, by entry.
  llvm::ArrayRef<EntryStart> startsOf(FunctionId Entry) const {
    auto Known = Starts.find(Entry);
    return Known == Starts.end() ? llvm::ArrayRef<EntryStart>()
                                 : llvm::ArrayRef<EntryStart>(Known->second);
  }
  /// Where the tasks of \p Queue are taken and run.
  llvm::ArrayRef<TaskTake> takesOf(NameId Queue) const {
    auto Known = Takes.find(Queue);
    return Known == Takes.end() ? llvm::ArrayRef<TaskTake>()
                                : llvm::ArrayRef<TaskTake>(Known->second);
  }
  /// Whether \p Id is called as a value that some caller knows.
  bool isInvoked(FunctionId Id) const { return Invoked.contains(Id); }
  /// The escape that an element access of \p Id belongs to, if its view has
  /// left the critical section before; null otherwise.
  const EscapeSite *escapeBehind(FunctionId Id, uint32_t Instr) const {
    return Explained.lookup({Id, Instr});
  }

private:
  friend class Summariser;
  Summaries(const Program &Prog, const CallGraph &Graph, PathStore &Store)
      : Prog(&Prog), Graph(&Graph), Store(&Store), Locks(Prog),
        Containers(Prog), Bindings(Prog, Graph),
        Fixed(std::make_unique<FixedReferences>(Prog)), Statics(Store),
        Flags(Prog), Published(Prog, Graph), Promised(Prog), Pointers(Prog),
        All(Prog.Functions.size()) {
    Statics.ask(*Fixed);
  }

  void collectStatics();

  const Program *Prog;
  const CallGraph *Graph;
  PathStore *Store;
  LockClasses Locks;
  ContainerObjects Containers;
  FrameBindings Bindings;
  std::unique_ptr<FixedReferences> Fixed;
  Aliases Statics; // What references of static storage designate.
  FlagSetters Flags;
  PublishedFlags Published;
  Promises Promised;
  SetPointers Pointers;
  std::vector<FunctionSummary> All;
  /// By queue: every take, with the queue's path and the locks held in the
  /// terms of the function that takes.
  llvm::DenseMap<NameId, std::vector<TaskTake>> Takes;
  llvm::DenseMap<FunctionId, std::vector<EntryStart>> Starts; // By entry.
  llvm::DenseSet<FunctionId> Invoked;
  std::vector<OutlivedCapture> Captures;
  std::unique_ptr<std::deque<EscapeSite>> Escapes =
      std::make_unique<std::deque<EscapeSite>>();
  llvm::DenseMap<std::pair<uint32_t, uint32_t>, const EscapeSite *> Explained;
  std::unique_ptr<std::deque<TraceNode>> Traces =
      std::make_unique<std::deque<TraceNode>>();
};

} // namespace mapwarden

#endif
