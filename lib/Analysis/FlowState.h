// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What is known at one point of a function: locks held, guards, threads alive.
///
/// A product of must- and may-sets. Locks held, guard ownership and handles
/// joined are *must* facts (join is intersection); threads alive and locks
/// released are *may* facts (join is union). All sets are subsets of what
/// occurs in one function, so the iteration terminates.
#ifndef MAPWARDEN_ANALYSIS_FLOWSTATE_H
#define MAPWARDEN_ANALYSIS_FLOWSTATE_H

#include "Analysis/Summary.h"

namespace mapwarden {

/// Thread number Thread of FunctionFlow::threads, reachable through Handle. A
/// wait for Future, which the thread fulfils, ends it as well as a join.
struct LiveThread {
  uint32_t Thread = 0;
  PathId Handle = UnknownPath;
  PathId Future = UnknownPath;
  /// A task of an object that has been waited for since, by a method that waits
  /// for a signal: probably over, which no static analysis can prove.
  bool IsWaited = false;
  friend bool operator==(const LiveThread &, const LiveThread &) = default;
  friend auto operator<=>(const LiveThread &, const LiveThread &) = default;
};

/// A key that is surely in a container: a presence test has just said so. Key
/// is a hash of the key expression's value.
struct PresentKey {
  PathId Object = UnknownPath;
  uint64_t Key = 0;
  friend bool operator==(const PresentKey &, const PresentKey &) = default;
  friend auto operator<=>(const PresentKey &, const PresentKey &) = default;
};

struct FlowState {
  bool IsReachable = false;
  std::vector<HeldLock> Held;     ///< must; unique by (Lock, Guard)
  std::vector<GuardState> Guards; ///< must; unique by Guard
  std::vector<PathId> Released;   ///< may; sorted
  std::vector<PathId> Joined;     ///< must; sorted
  std::vector<LiveThread> Live;   ///< may; sorted
  /// must: a wait for another thread's signal has returned.
  bool HasWaited = false;
  /// HasWaited, by a wait that is in no loop: it does not come round again.
  bool HasWaitedOnce = false;
  /// All that other ways have joined has been joined by an earlier run.
  bool IsRepeated = false;
  /// must; sorted. Ends with the critical section.
  std::vector<PresentKey> Present;

  void hold(PathId Lock, PathId Guard, bool IsShared, SourceSpan TakenAt,
            bool IsOnce = false, bool IsFlag = false);
  /// Holds \p Flag of a call_once or the like: as a reader after it has been
  /// passed.
  void holdFlag(PathId Flag, bool IsPassed, SourceSpan At) {
    hold(Flag, UnknownPath, IsPassed, At, /*IsOnce=*/true, /*IsFlag=*/true);
  }
  /// \p Flag is set later, once; until publish() nobody passes a test of it.
  void holdUnpublished(PathId Flag, SourceSpan At);
  void publish(PathId Flag);
  /// Forgets every hold of \p Lock; records a release when none was there.
  void release(PathId Lock);
  /// After call_once(Flag): everything done under the flag happened before.
  /// Kept as a shared hold of the flag.
  void passOnce(PathId Flag);
  /// Forgets the holds of \p Guard; records a release when the guard is not
  /// known to own here.
  void releaseGuard(PathId Guard);
  /// Takes the locks that \p Guard manages. When only the caller knows them,
  /// the guard itself stands for them: Lock and Guard of the hold are equal.
  void lockGuard(PathId Guard, bool IsShared, SourceSpan TakenAt);
  /// What \p Guard holds is held as a reader, or exclusively, from here on.
  void setGuardMode(PathId Guard, bool IsShared);
  /// Sorts the threads alive, after their handles were changed.
  void normaliseLive();
  GuardState *guard(PathId Guard);
  void setGuard(GuardState State);
  void dropGuard(PathId Guard);
  bool isReleased(PathId LockOrGuard) const;
  void markJoined(PathId Handle);
  /// \p Handle now holds another thread.
  void forgetJoined(PathId Handle);
  /// The guards inside of the object \p From are now those of \p To.
  void moveGuards(PathStore &Store, PathId From, PathId To);
  /// The join of the lattice; \p Other must be reachable. True when something
  /// changed.
  bool mergeFrom(const FlowState &Other);
  friend bool operator==(const FlowState &, const FlowState &) = default;
};

/// Inserts \p Id into the sorted vector \p Ids unless it is there.
void insertSorted(std::vector<PathId> &Ids, PathId Id);

} // namespace mapwarden

#endif
