// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The dataflow of one function: the state before each instruction.
///
/// One forward pass over the event graph, with the lock effects of callees
/// taken from their summaries. Branches on a try-lock, on `owns_lock()` or on
/// `joinable()` refine the state of the edge they guard.
#ifndef MAPWARDEN_ANALYSIS_FUNCTIONFLOW_H
#define MAPWARDEN_ANALYSIS_FUNCTIONFLOW_H

#include "Analysis/Aliases.h"
#include "Analysis/ConditionalLocks.h"
#include "Analysis/EarlierRuns.h"
#include "Analysis/FlowState.h"
#include "Analysis/OnceTests.h"
#include "Analysis/Promises.h"
#include "Analysis/PublishedFlags.h"
#include "Support/InstrMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <optional>

namespace mapwarden {

/// What a call does to the caller's state, already in the caller's terms.
struct CallEffect {
  std::vector<HeldLock> Acquired;
  std::vector<PathId> Released;
  /// Given up for a while, or for good.
  std::vector<PathId> Opened;
  std::vector<GuardState> Guards;
  /// The lock that it has taken if it returns true: `spin.try_lock()`.
  std::optional<HeldLock> IfTrue;
  std::vector<PathId> Joined;
  /// Joined before the call, although by what stands after it: an object that
  /// its pointer is given in place of another begins in it.
  std::vector<PathId> JoinedBefore;
  /// The callee returns after a signal of another thread.
  bool HasWaited = false;
  /// The objects that it waits for so.
  std::vector<PathId> Waited;
  /// It asks whether a container has some key, or any element.
  bool AsksForElement = false;
};

/// Everything about the function that the flow needs, prepared by the
/// summariser.
struct FlowInputs {
  const FunctionFacts *Function = nullptr;
  const NameTable *Names = nullptr;
  /// A thread begins with it.
  bool IsStarted = false;
  /// It makes a guard, and each caller gives it something that is there.
  bool IsGivenObjects = false;
  PathStore *Store = nullptr;
  Aliases *Pointers = nullptr;
  const FlagSetters *Flags = nullptr;
  const PublishedFlags *Published = nullptr;
  const Promises *Promised = nullptr;
  /// The flags that an assignment or call publishes.
  InstrMap<std::vector<PathId>> Publishes;
  /// By instruction: the effect of a call. Missing: none.
  InstrMap<CallEffect> Calls;
  /// By instruction: the threads that come to life there, as (number, handle).
  InstrMap<std::vector<LiveThread>> Starts;
  /// Those that run when the function begins.
  std::vector<LiveThread> AtEntry;
  /// Whether a destructor of the handle joins, by thread number.
  std::vector<bool> AutoJoins;
  /// The queue that it is a task of, by thread number; UnknownPath when it is
  /// none.
  std::vector<PathId> Queues;
  /// Nesting depth of loops around the start, by thread number.
  std::vector<uint16_t> StartDepths;
};

class FunctionFlow {
public:
  /// Solves the flow. Linear in the number of instructions times the height of
  /// the lattice (small).
  explicit FunctionFlow(const FlowInputs &Inputs);

  /// Calls \p Visit with each reachable instruction and the state before it, in
  /// block order.
  void forEach(llvm::function_ref<void(uint32_t Instr, uint32_t Block,
                                       const FlowState &Before)>
                   Visit) const;
  /// The join of the states of all ways out of the function; unreachable when
  /// it never returns.
  const FlowState &exit() const { return Exit; }
  /// Whether the key that \p Access names is surely in its container.
  bool isKeyPresent(const Instruction &Access, const FlowState &Before) const;

private:
  FlowState transferBlock(
      uint32_t Block, FlowState State,
      llvm::function_ref<void(uint32_t, const FlowState &)> Visit) const;
  void transfer(uint32_t Number, uint16_t LoopDepth, FlowState &State) const;
  void tryForObject(const Instruction &Try, FlowState &State) const;
  void transferGuard(const Instruction &Instr, FlowState &State) const;
  void refine(const BlockFacts &Block, bool IsTrueEdge, FlowState &State) const;
  bool isLocal(PathId Guard) const;
  void holdVacuously(PathId Null, FlowState &State) const;
  bool joinsAny() const;
  static void noteWait(uint16_t LoopDepth, FlowState &State);
  bool leavesWait(uint32_t Head, size_t Edge) const;
  bool isOrderedTest(const Instruction &Test) const;
  bool isSignalKnown(uint32_t Wait) const;
  bool isDoubleChecked(const Instruction &Test) const;
  void passOnceBehind(uint32_t Condition, FlowState &State) const;
  void passDoubleCheck(const Instruction &Test, bool IsSet,
                       FlowState &State) const;
  void passOnceTest(uint32_t Block, size_t Edge, FlowState &State);
  void markInitialised(const BlockFacts &Block, size_t Edge,
                       FlowState &State) const;
  void doForAll(const Instruction &ForAll, FlowState &State) const;
  void joinAll(llvm::ArrayRef<PathId> Handles, FlowState &State) const;
  void joinHandle(PathId Target, const Instruction &Instr, uint16_t LoopDepth,
                  FlowState &State) const;
  PathId destinationOf(const Instruction &Assign) const;
  void detachHandle(const Instruction &Instr, FlowState &State) const;
  void moveHandles(const Value &From, PathId To, FlowState &State) const;
  void applyCall(const CallEffect &Effect, uint16_t LoopDepth,
                 FlowState &State) const;
  void waitFor(PathId Object, FlowState &State) const;
  PresentKey keyOf(const Instruction &Access) const;
  bool isKeyOfElement(const Instruction &Access) const;
  PathId lockPath(const AccessPath &Path) const;
  PathId rawPath(const AccessPath &Path) const;

  const FlowInputs &In;
  const ConditionalLocks Conditional;
  OnceTests Once;
  EarlierRuns Earlier;
  std::vector<FlowState> Entry;
  FlowState Exit;
};

} // namespace mapwarden

#endif
