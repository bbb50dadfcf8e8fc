// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What callers must know of a function: its accesses, threads and lock
/// effects, in terms of its own formals.
///
/// Summaries are computed bottom-up (RacerD, RELAY): each function once, the
/// facts of its callees rewritten with the arguments of each call. An access in
/// a summary carries the locks held *since the function was entered*; the
/// caller adds its own. So "who holds what" needs no separate pass over call
/// chains, and a helper that is always entered with the lock held is covered by
/// construction.
#ifndef MAPWARDEN_ANALYSIS_SUMMARY_H
#define MAPWARDEN_ANALYSIS_SUMMARY_H

#include "Analysis/PathStore.h"
#include "Support/InlineVector.h"

namespace mapwarden {

/// One step of a call chain: instruction Instr of Function; Next is the step
/// inside the callee, null at the end. Nodes live as long as the Summaries that
/// made them.
struct TraceNode {
  FunctionId Function = 0;
  uint32_t Instr = 0;
  const TraceNode *Next = nullptr;
};

/// HeldLock::Stripe where lock and object have the same index.
inline constexpr uint32_t SameIndexStripe = 1;

/// A lock that is surely held.
struct HeldLock {
  PathId Lock = UnknownPath;
  /// The guard object that holds it; UnknownPath when it was locked directly.
  PathId Guard = UnknownPath;
  bool IsShared = false;
  /// A once_flag or static initialisation, or a mutex pointer that is null
  /// here: nothing a user would call a lock.
  bool IsOnce = false;
  /// The lock of another element than the one accessed: `shards_[j].mu` at
  /// `shards_[i].map`. Protects nothing here.
  bool IsOfOtherElement = false;
  SourceSpan TakenAt;
  /// The lock is an element of an array beside the one accessed, as in
  /// `locks_[h % 8]` at `maps_[h]`: names the rule by which the one index
  /// follows from the other; 0 when none is known.
  uint32_t Stripe = 0;
  /// IsOnce because of a once_flag, or of a variable that serves as one.
  bool IsFlag = false;
  /// IsFlag, of a flag that is published later: what comes before the one store
  /// of it. Keeps away those who wait for the flag, not each other.
  bool IsUnpublished = false;
  friend bool operator==(const HeldLock &, const HeldLock &) = default;
};

/// A guard object at one point.
struct GuardState {
  PathId Guard = UnknownPath;
  InlineVector<PathId, 2> Locks;
  bool IsShared = false;
  bool IsOwned = false;
  SourceSpan TakenAt;
  friend bool operator==(const GuardState &, const GuardState &) = default;
};

struct EscapeSite;

/// What a view leads to; decides which changes end it.
enum class ViewKind : uint8_t {
  Element,  ///< `m[k]`, `&it->second`: ended when the element is destroyed.
  Inside,   ///< `m[k].c_str()`, a string view: also when the element is
            ///< assigned to.
  Owned,    ///< `*m[k]` of a unique_ptr: when the element is removed; what only
            ///< moves elements leaves it where it is.
  Iterator, ///< `m.find(k)`: any change of the structure races with its step.
  Container, ///< `m` itself.
};

/// A path that a value leads to, as a view.
struct ViewTarget {
  PathId Path = UnknownPath;
  ViewKind Kind = ViewKind::Element;
  friend bool operator==(const ViewTarget &, const ViewTarget &) = default;
};

struct AccessSummary {
  PathId Object = UnknownPath;
  uint64_t Flags = 0; ///< InstrFlag bits.
  /// Where the access stands, and the way to it from the summarised function.
  FunctionId Function = 0;
  uint32_t Instr = 0;
  const TraceNode *Trace = nullptr;
  /// Surely held, and possibly released although the caller held it, between
  /// entry and access.
  InlineVector<HeldLock, 2> Held;
  InlineVector<PathId, 0> Released;
  /// Thread handles surely joined between entry and access.
  InlineVector<PathId, 0> Joined;
  /// Happens once, after a wait for a signal of another thread: probably
  /// ordered, which no static analysis can prove. Not set in a worker's loop,
  /// where a wait orders only what it hands over.
  bool IsAfterWait = false;
  /// An element access under the same hold as the lookup that led to it: only
  /// what touches the element itself can disturb it in addition.
  bool IsImplied = false;
  /// By a virtual call, of a method of class ReceiverClass, on the object at
  /// Receiver: of no other class may the object turn out to be. UnknownPath
  /// when nothing more can be known of it.
  PathId Receiver = UnknownPath;
  NameId ReceiverClass = NameId::None;
  /// By a callable in a field of an object that no frame knows, one of so many
  /// that are ever stored there that it may well be another one.
  bool IsGuess = false;
  /// In a thread that a loop below starts again and again: each run has its own
  /// object.
  bool IsOwnPerRun = false;
  /// The object is a part of a thread_local variable. Kept all the same: it
  /// says whose object a method's is here.
  bool IsOfThread = false;
  /// Through a pointer that the function, or one below it, has set to a new
  /// object before: no other run of that function has this object.
  enum Making : uint8_t { Unmade, MadeHere, MadeBelow } Made = Unmade;
  /// By the constructor of an object of its own, made with new, which nobody
  /// else can have yet. What the constructor starts itself meets it in the
  /// constructor.
  bool IsInMaking = false;
  /// The access runs in a thread that the function starts and joins: the way to
  /// the start. Null otherwise.
  const TraceNode *StartedBy = nullptr;
  /// Not an access that the program makes here, but what a view that has left
  /// its critical section makes possible: the site, which lives as long as the
  /// Summaries. Null for accesses proper.
  const EscapeSite *Escape = nullptr;
};

/// A call of something that only a caller can resolve: a callable that is a
/// parameter, or is stored in an object that the caller knows.
struct Invocation {
  PathId Callee = UnknownPath;
  InlineVector<PathId, 2> Arguments;
  const TraceNode *Trace = nullptr;
  /// The call happens in a thread that the function starts and joins: the way
  /// to the start. Null otherwise.
  const TraceNode *StartedBy = nullptr;
  InlineVector<HeldLock, 2> Held;
  InlineVector<PathId, 0> Released;
  InlineVector<PathId, 0> Joined;
};

/// Code that takes tasks from a queue.
struct QueueUse {
  NameId Key = NameId::None; ///< Of the TaskQueue.
  /// The collection itself; UnknownPath when it cannot be named here.
  PathId Queue = UnknownPath;
  friend bool operator==(const QueueUse &, const QueueUse &) = default;
};

/// A thread that a function starts, or a task that it puts into a queue.
struct ThreadSummary {
  /// The way from the summarised function to the Spawn (or task store)
  /// instruction.
  const TraceNode *Start = nullptr;
  PathId Handle = UnknownPath;
  /// The future that the thread fulfils as its last act; UnknownPath if none.
  PathId Future = UnknownPath;
  bool IsMany = false;    ///< Overlaps itself within one run of the function.
  bool JoinsHere = false; ///< Ended before the starting statement ends.
  bool AutoJoins = false; ///< The handle's destructor waits for it.
  /// No start is visible: a callback that was handed to a library.
  bool IsCallback = false;
  /// For a task: the queue it waits in, which threads that Serve it take it
  /// from. Key is None for a thread of its own.
  QueueUse Task;
  /// A task, which probably is done when the function returns: it has waited
  /// for the object with the queue.
  bool IsWaited = false;
  /// One thread runs the tasks of the queue, so that they never overlap.
  bool IsSerial = false;
  /// Started by a loop, or a task of threads that are: the object that keeps
  /// them, and the count (WorkerCounts) that says how many it has. None when
  /// more than that makes them many.
  NameId CountKey = NameId::None;
  PathId Keeper = UnknownPath;
  /// Each keeper has no other one.
  bool IsAlone = false;
  /// The queues that the thread takes tasks from.
  InlineVector<QueueUse, 1> Serves;
  /// The strand or other serial executor that it runs on; UnknownPath when
  /// there is none.
  PathId Executor = UnknownPath;
  /// The executor runs it beside others for which this is set.
  bool IsBesideOthers = false;
  /// Handles surely joined, or surely without a thread, when it starts.
  InlineVector<PathId, 0> Joined;
  /// The threads before it in the same summary that may run when it starts.
  InlineVector<uint32_t, 2> Beside;
  /// The entry, while it is a parameter of the function; UnknownPath once the
  /// accesses are known.
  PathId EntryParameter = UnknownPath;
  /// The method of the object EntryParameter that it runs; None when
  /// EntryParameter is the callable.
  NameId EntryMethod = NameId::None;
  /// What whoever runs the entry holds at that point.
  InlineVector<HeldLock, 1> EntryHeld;
  InlineVector<PathId, 2> EntryArguments;
  FunctionId Entry = ~0u; ///< What it runs, if known.
  std::vector<AccessSummary> Accesses;
  /// Calls in it that are still open.
  std::vector<Invocation> Invocations;
};

/// Where the tasks that \p Thread is one of take their turn: its executor, or
/// the queue that one worker serves; UnknownPath when it has none.
inline PathId serialPlace(const ThreadSummary &Thread) {
  if (Thread.Executor != UnknownPath)
    return Thread.Executor;
  return Thread.IsSerial && Thread.Task.Key != NameId::None ? Thread.Task.Queue
                                                            : UnknownPath;
}

/// The one thread of one object, which is none of several in a collection.
inline bool isOnlyThread(const PathStore &Store, const ThreadSummary &Thread) {
  const AccessPath &Keeper = Store.path(Thread.Keeper);
  return Thread.IsAlone && Keeper.isKnown() &&
         llvm::none_of(Keeper.Selectors, [](const Selector &Step) {
           return Step.K == Selector::Element;
         });
}

/// Where one side of a pair runs, as its frame sees it.
struct RunPlace {
  /// The frame's own thread; its home is that of the function.
  bool IsOwn = false;
  /// Else the executor or queue with one worker, as Residence names it;
  /// UnknownPath when none is known.
  PathId Home = UnknownPath;
  /// Else the queue of `this` that it is taken from; None when there is none.
  NameId Queue = NameId::None;

  friend bool operator==(const RunPlace &, const RunPlace &) = default;
  bool mayHaveHome() const {
    return IsOwn || Home != UnknownPath || Queue != NameId::None;
  }
};

/// A thread or task that function Frame starts: it runs Entry at Place.
struct EntryStart {
  FunctionId Entry = 0, Frame = 0;
  bool IsOnThis = false; ///< Both work on the same object.
  RunPlace Place;
  friend bool operator==(const EntryStart &, const EntryStart &) = default;
};

/// A lock that a function returns with if it is told to.
struct FlaggedLock {
  HeldLock Lock;
  uint32_t Parameter = 0; ///< The flag.
  bool IfSet = true;      ///< Or if it is not set.
  friend bool operator==(const FlaggedLock &, const FlaggedLock &) = default;
};

struct FunctionSummary {
  std::vector<AccessSummary> Accesses;
  /// Threads that may still run when the function returns.
  std::vector<ThreadSummary> Threads;
  std::vector<Invocation> Invocations;
  /// Lock effect (RELAY's relative lockset): surely acquired, possibly
  /// released.
  std::vector<HeldLock> Acquired;
  std::vector<PathId> Released;
  /// Locks and guards of the caller that it gives up on the way, whether or not
  /// it returns with them.
  std::vector<PathId> Opened;
  /// Acquired where a parameter of a constructor says so.
  std::vector<FlaggedLock> AcquiredIf;
  /// Guards that leave the function: fields of this, parameters, the returned
  /// object.
  std::vector<GuardState> Guards;
  /// Handles surely joined.
  std::vector<PathId> Joined;
  /// Flags that it sets, once in the life of the program.
  InlineVector<PathId, 1> Publishes;
  /// All that it does is to wait for a signal of another thread: `waitIdle()`.
  bool IsWait = false;
  /// Queues from which it, or what it calls, takes tasks.
  InlineVector<QueueUse, 1> Takes;
  /// Objects that the result designates.
  InlineVector<PathId, 2> Returns;
  /// What the result leads to without owning it, in or into a container.
  InlineVector<ViewTarget, 2> Views;
  /// Pointers and references stored into what the caller can see: (target,
  /// value).
  std::vector<std::pair<PathId, PathId>> Stores;
  /// Accesses of callees that are in Accesses or Threads by another way, to the
  /// same object with the same locks: (object, trace in the callee). Nothing is
  /// lost without them.
  std::vector<std::pair<PathId, const TraceNode *>> Covered;
  /// A bound was hit: some accesses are missing.
  bool IsTruncated = false;
};

/// More accesses than this are dropped from one summary, and the report says
/// so.
inline constexpr size_t MaxSummaryAccesses = 2048;
/// The same for one thread.
inline constexpr size_t MaxThreadAccesses = 512;
/// More threads than this are not told apart in one frame.
inline constexpr size_t MaxFrameThreads = 32;
/// Handles known to be joined before an access or at the end of a function;
/// more are forgotten. Only threads that a caller started earlier need them,
/// and a function that joins this many is above all that.
inline constexpr size_t MaxJoinedHandles = 64;
/// A field that holds one of more callables than this, in objects that are not
/// told apart, says little about which one is called.
inline constexpr size_t MaxLikelyCallables = 16;
/// ... and of more than this, what a call does is no guess worth its cost: each
/// caller of such a call would do all that any of them does.
inline constexpr size_t MaxGuessedCallables = 64;
/// More open calls than this are not kept in one summary.
inline constexpr size_t MaxInvocations = 32;
/// More queues than this are not told apart in one thread.
inline constexpr size_t MaxQueueUses = 16;
/// So many threads of one start on the same objects are kept in one frame.
inline constexpr unsigned MaxSameThreads = 2;

} // namespace mapwarden

#endif
