// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The summary of one function; used by Summaries only.
#ifndef MAPWARDEN_ANALYSIS_SUMMARISER_H
#define MAPWARDEN_ANALYSIS_SUMMARISER_H

#include "Analysis/ObjectMakings.h"
#include "Analysis/Restarts.h"
#include "Analysis/Summaries.h"
#include "llvm/ADT/DenseSet.h"

namespace mapwarden {

/// Builds one function's summary from its event graph and the summaries of its
/// callees.
class Summariser {
public:
  Summariser(Summaries &Owner, FunctionId Id);

  /// Computes the summary and the frame.
  void run(Frame &Out);
  /// The same without a summary: calls \p Visit at each reachable instruction.
  void forEachPoint(Summaries::PointVisitor Visit, bool WithThreads);
  FunctionSummary takeSummary() { return std::move(Summary); }

  /// Step 1 alone: what pointers designate.
  Aliases buildAliases();
  /// The accesses below call \p Instr, substituted and alias-resolved, without
  /// the caller's locks.
  /// Calls that stay open go to \p Open.
  void liftAccesses(uint32_t Instr, const CallTarget &Target,
                    const Substitution &Bind, std::vector<AccessSummary> &Out,
                    std::vector<Invocation> &Open);

private:
  void liftInvocation(uint32_t Instr, const Invocation &Called,
                      const Substitution &Bind, std::vector<AccessSummary> &Out,
                      std::vector<Invocation> &Open);
  void resolveInvocation(uint32_t Instr, const Invocation &Called,
                         std::vector<AccessSummary> &Out,
                         std::vector<Invocation> &Open);
  void invoke(uint32_t Instr, const CallTarget &Target,
              const Invocation &Called, std::vector<AccessSummary> &Out,
              std::vector<Invocation> &Open);
  bool isOpen(PathId Callee) const;
  bool isFromCaller(PathId Path) const;
  bool bindReceiver(uint32_t Instr, FunctionId Callee, const Substitution &Bind,
                    AccessSummary &Access);
  void liftInto(uint32_t Instr, FunctionId Target,
                const std::vector<AccessSummary> &From,
                const Substitution &Bind, std::vector<AccessSummary> &Out,
                bool IsPrivate = false);
  void collectCallEffects();
  bool isGivenObjects() const;
  void summariseFlaggedLocks(const FlowState &Exit);
  CallEffect assumeUnlocker(const Instruction &Call);
  CallEffect assumeGuard(const Instruction &Call);
  bool endsCallbacks(const Instruction &Call) const;
  CallEffect endCallbacks(const Instruction &Call);
  CallEffect effectOf(uint32_t Instr, const CallTarget &Target);
  void addCalledEffects(uint32_t Instr, const CallTarget &Target,
                        const Substitution &Bind, CallEffect &Effect);
  void collectEarlyThreads();
  void collectThreads();
  void startThread(uint32_t Instr, uint16_t LoopDepth,
                   const CallTarget &Target);
  void startParameter(uint32_t Instr, uint16_t LoopDepth, const Value &Entry);
  void liftThreads(uint32_t Instr, uint16_t LoopDepth, const CallTarget &Target,
                   const Substitution &Bind);
  void describe(uint32_t Instr, ThreadSummary &Thread);
  void count(uint32_t Instr, uint16_t LoopDepth, ThreadSummary &Thread);
  void settleCount(ThreadSummary &Thread);
  PathId handleOf(uint32_t Instr);
  PathId futureOf(const Value &Callee);
  void noteStart(FunctionId Entry, const Substitution &Bind,
                 const ThreadSummary &Thread);
  void addServed(FunctionId Entry, const Substitution &Bind,
                 ThreadSummary &Thread);
  void addUse(llvm::SmallVectorImpl<QueueUse> &Uses, QueueUse Use);

  // Tasks (TaskStarts.cpp).
  void startTask(uint32_t Instr, uint16_t LoopDepth, const TaskQueue &Queue);
  void startOpen(uint32_t Instr, uint16_t LoopDepth, const Value *Callable,
                 PathId Path, ThreadSummary Thread);
  std::vector<CallTarget> callableAt(PathId Path);
  PathId queueIn(PathId Path, NameId Key);
  PathId ownerOf(PathId Queue);
  llvm::SmallVector<HeldLock, 1> heldByTakers(NameId Key, PathId Queue);
  void recordTake(uint32_t Instr, const TaskQueue &Queue,
                  const FlowState &Before);
  void addThread(uint32_t Instr, uint16_t LoopDepth, ThreadSummary Thread);
  void visitInstruction(uint32_t Instr, const FlowState &Before);
  bool isRefusedOffer(uint32_t Instr) const;
  void addOwnAccess(uint32_t Instr, const FlowState &Before);
  std::vector<AccessSummary> ownAccesses(uint32_t Instr,
                                         const FlowState &Before);
  bool isUnpublished(const PathRoot &Root, uint32_t Instr) const;
  bool isOfThisRun(const AccessSummary &Callee, const Substitution &Bind,
                   uint32_t Instr);
  void prepareFlow(bool WithThreads);
  bool isKnownUnder(PathId Object, llvm::ArrayRef<HeldLock> Held) const;
  void addCall(uint32_t Instr, const FlowState &Before);
  Invocation storedCall(uint32_t Instr);
  bool isPostedInstead(uint32_t Instr);
  void addAccess(AccessSummary Access, uint32_t Instr, const FlowState &Before);
  void cover(const AccessSummary &Access) {
    if (Access.Trace && Access.Trace->Next)
      Summary.Covered.push_back({Access.Object, Access.Trace->Next});
  }
  void correlateLocks(AccessSummary &Access) const;
  void dropBrokenDemands(const FlowState &Before, AccessSummary &Access) const;
  void addCallerState(const FlowState &Before, AccessSummary &Access) const;
  // What callers see at the end (ExitSummary.cpp).
  void summariseExit(const FlowState &Exit, Frame &Out);
  ThreadSummary
  outlivingThread(size_t T, const LiveThread &Alive, const Frame &Here,
                  llvm::ArrayRef<std::optional<uint32_t>> NumberAbove) const;
  bool endsWithOwnWait() const;
  bool isLeftInQueue(size_t T, const FlowState &Exit) const;
  std::vector<std::vector<HeldLock>> locksAround() const;
  void addEndedThread(const ThreadSummary &Thread,
                      llvm::ArrayRef<HeldLock> Around);
  void summariseReturns();
  bool endsWithFrame(PathId Object) const;
  const AccessSummary *
  findLocalUse(llvm::ArrayRef<AccessSummary> Accesses) const;
  bool isKeptHere(const Instruction &Instr) const;
  bool isFollowedUp(uint32_t Instr) const;
  bool waitsAfter(uint32_t Instr) const;
  bool waitsInVain() const;
  bool isTakenBack(uint32_t Instr, PathId Target) const;
  bool endsLast(PathId Object) const;
  bool isEndedEarly(PathId Part) const;
  bool mayTakeLeave(PathId Object) const;
  bool names(const Instruction &Set, PathId Whole) const;
  bool ends(const Instruction &Instr, PathId Whole) const;
  uint32_t localOf(PathId Part) const;
  bool isEndedHere(PathId Object) const;
  void collectOutlivedThreads(const FlowState &Exit);
  void collectOutlivedCallbacks();
  void addOutlivedCallback(uint32_t Instr, const Value &Given, PathId Target);
  void collectEscapes();
  void addEscapes(uint32_t Instr, const FlowState &Before);
  llvm::SmallVector<ViewTarget, 2> viewsOfCall(uint32_t Instr);
  PathId nameOfStore(PathId Pointer);
  PathId memberOfReturned(PathId Member);
  void addAssignment(uint32_t Instr);
  void addStores(uint32_t Instr, const CallTarget &Target,
                 const Substitution &Bind);
  void copyPointers(const VariableFacts &Variable, PathId Copy, PathId Object,
                    uint32_t Instr);
  void noteOpened(uint32_t Instr, const FlowState &Before);
  PathId orCaptured(PathId Path, PathId Translated, const Substitution &Bind);
  void addCapturedCopies();
  const TraceNode *trace(uint32_t Instr, const TraceNode *Next = nullptr);
  void collectPublications();
  /// Formals and actuals of \p Target, which instruction \p Instr calls. What
  /// it makes and returns is the result of this call.
  Substitution substitution(uint32_t Instr, const CallTarget &Target);
  PathId raw(const AccessPath &Path) {
    return Store.intern(Path, Function.Usr);
  }
  bool isVisibleToCaller(PathId Path) const;
  bool isStarted(PathId Handle) const;

  Summaries &Owner;
  const Program &Prog;
  const CallGraph &Graph;
  PathStore &Store;
  FunctionId Id;
  const FunctionFacts &Function;
  Aliases Pointers;
  FlowInputs Inputs;
  bool IsRecording = false;           // For the first time: run().
  unsigned OpenDepth = 0;             // Of startOpen and invoke.
  uint16_t LoopDepth = 0;             // Of the instruction visited.
  const FunctionFlow *Flow = nullptr; // Set while the instructions are visited.
  std::vector<FrameThread> Threads;
  llvm::DenseMap<uint64_t, unsigned> SameThreads; // By identity: how many.
  FunctionSummary Summary;
  std::vector<std::pair<uint32_t, std::vector<LiveThread>>>
      AccessLive; // Parallel to Summary.Accesses.
  llvm::DenseMap<uint64_t, size_t> SeenAccesses; // By identity: which.
  std::vector<const EscapeSite *> Escapes;       // By instruction.
  const ObjectMakings Makings;
  Restarts Restarted;
};

} // namespace mapwarden

#endif
