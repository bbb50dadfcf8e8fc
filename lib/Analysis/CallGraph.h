// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Which functions a call, or the start of a thread, may run.
///
/// Direct calls name their target. Virtual calls take every override in the
/// class hierarchy, or the one of the object's type where the object is a
/// variable. Callables stored in variables, fields and containers are followed
/// by a field-based flow analysis: one slot per field, global, local, parameter
/// and function result, with subset constraints (Andersen's inclusion analysis
/// reduced to callables).
///
/// A callable that is taken out of a *collection* by code that runs in another
/// thread (a task queue, a table of handlers) is a task: storing it there
/// starts it, as far as parallelism is concerned. That is how home-made pools,
/// timers and event buses are recognised without a name.
#ifndef MAPWARDEN_ANALYSIS_CALLGRAPH_H
#define MAPWARDEN_ANALYSIS_CALLGRAPH_H

#include "Analysis/CollectionHomes.h"
#include "Analysis/WorkerCounts.h"
#include "Link/Program.h"
#include "Support/InlineVector.h"
#include "Support/InstrMap.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseSet.h"
#include <deque>
#include <map>

namespace mapwarden {

/// Something that can be called: a function and, for bind results and functors,
/// the value that carries its arguments.
struct CallTarget {
  FunctionId Function = 0;
  /// A Bind value of the program, or null. Its paths are relative to Frame.
  const Value *Bound = nullptr;
  NameId Frame = NameId::None;
  /// The call hands the function over to code that is not in the program, which
  /// calls it: the arguments of the call are not its arguments.
  bool IsHandedOver = false;
  /// Handed over: the value beside it that it gets back in a `void *`, in the
  /// frame UserFrame; or null.
  const Value *UserData = nullptr;
  NameId UserFrame = NameId::None;
  friend bool operator==(const CallTarget &, const CallTarget &) = default;
};

/// What a thread runs of an element that it takes from a collection.
struct TaskEntry {
  /// The callable, or the object, within the element: `.fn` in `job.fn()`.
  InlineVector<Selector, 2> Suffix;
  /// The method called on the object; None when it is a callable itself.
  NameId Method = NameId::None;
  friend bool operator==(const TaskEntry &, const TaskEntry &) = default;
};

/// Whether \p Derived is \p Base or derives from it.
bool derivesFrom(const Program &Prog, NameId Derived, NameId Base,
                 unsigned Depth = 0);

/// What the object at \p Path of \p Frame is declared as, and whether it is
/// surely of that class itself; None when nothing is known.
std::pair<NameId, bool> classAt(const Program &Prog, const AccessPath &Path,
                                const FunctionFacts &Frame);

/// Appends \p Target unless it is there; says whether it did.
bool addUnique(std::vector<CallTarget> &Targets, const CallTarget &Target);

/// A hand-over to code that keeps the callable: it may run in other threads
/// from now on.
struct Registration {
  /// What is kept; empty where it is a parameter of the caller.
  std::vector<CallTarget> Targets;
  /// The argument that is a parameter of the caller, or null.
  const Value *Parameter = nullptr;
  /// The callables have all returned when the call returns.
  bool JoinsHere = false;
};

/// A collection of tasks that threads take from.
struct TaskQueue {
  /// Names the queue: the USR of the field or variable.
  NameId Key = NameId::None;
  /// Several threads may run tasks of this queue at once.
  bool HasManyWorkers = false;
  /// ... unless its object has but one by this count (WorkerCounts); None when
  /// nothing counts them.
  NameId CountKey = NameId::None;
  bool IsUncounted = false; ///< Some worker is started by no counting loop.
  /// Threads leave what they run in the collection (handlers, observers), so
  /// several may run one element at once.
  bool IsKept = true;
  /// A function that takes from it takes the element away, too: what it holds
  /// are jobs, not objects that threads merely call into.
  bool IsDrained = false;
  /// In the order found.
  std::vector<TaskEntry> Entries;
  /// Functions that take from it; bounded.
  InlineVector<FunctionId, 2> Takers;
};

class CallGraph {
public:
  /// Cost near linear in the number of instructions; the flow of callables is
  /// cubic in theory, linear in practice.
  static CallGraph build(const Program &Prog);

  /// The targets of Call or Spawn number \p Instr of \p Caller, in canonical
  /// order. Empty when the callee is a parameter of the caller (see Summary) or
  /// has no body.
  llvm::ArrayRef<CallTarget> targets(FunctionId Caller, uint32_t Instr) const;
  /// The queue that Assign number \p Instr of \p Function puts a task into, if
  /// any.
  const TaskQueue *taskStore(FunctionId Function, uint32_t Instr) const;
  /// The queue whose task Call number \p Instr of \p Function runs, if any.
  const TaskQueue *taskTake(FunctionId Function, uint32_t Instr) const;
  /// What a call of \p Method runs on the object at \p Object, a path of
  /// function \p Frame: the version of its class, if that is known, or all
  /// overrides in \p Declared and below it (None: in all classes).
  std::vector<CallTarget> methodOf(NameId Method, const AccessPath &Object,
                                   const FunctionFacts &Frame,
                                   NameId Declared = NameId::None) const;
  /// How many threads loops start.
  const WorkerCounts &counts() const { return Counts; }
  /// What the construction \p Made stores in the part \p Suffix of its object:
  /// an argument that the constructor keeps there; null when it is none.
  const Value *storedBy(const Instruction &Made,
                        llvm::ArrayRef<Selector> Suffix) const;
  /// What Call number \p Instr of \p Function hands over to be kept, or null.
  const Registration *registration(FunctionId Function, uint32_t Instr) const;
  /// \p Callable (in the frame of \p Frame) as targets: Function and Bind
  /// values at once, paths by the flow.
  std::vector<CallTarget> resolve(const Value &Callable, NameId Frame) const;
  /// Methods that override \p Method, transitively, itself first if it has a
  /// body.
  std::vector<FunctionId> overriders(NameId Method) const;
  /// Functions in bottom-up order: callees before callers; each group is one
  /// strongly connected component.
  const std::vector<std::vector<FunctionId>> &components() const {
    return Components;
  }
  /// Functions that call or start \p Function.
  llvm::ArrayRef<FunctionId> callers(FunctionId Function) const {
    return Callers[Function];
  }
  /// Does a thread begin with \p Function, so that no caller holds anything?
  bool isStarted(FunctionId Function) const { return Started[Function]; }
  /// Functions that \p Function calls, starts, or hands over to be called;
  /// sorted, unique.
  llvm::ArrayRef<FunctionId> callees(FunctionId Function) const {
    return Callees[Function];
  }

private:
  /// `bind(f, args)` for a variable f, stored to slot To.
  struct BindFlow {
    const Value *Bound = nullptr;
    NameId Frame = NameId::None;
    uint32_t To = 0;
  };
  /// A part of what a slot holds, stored to slot To: `job.fn` of `job`.
  struct PartFlow {
    const AccessPath *Path = nullptr;
    uint32_t To = 0;
  };
  struct Slot {
    std::vector<CallTarget> Targets;
    std::vector<uint32_t> FlowsTo;
    std::vector<PartFlow> Parts;
    bool IsPending = false; ///< Changed since its edges were followed.
    /// Bind values whose callable is in this slot.
    std::vector<BindFlow> Binds;
    bool FromCollection =
        false; ///< Some value in it was taken out of a collection.
    NameId Collection = NameId::None;
    /// Which part of the element it is.
    InlineVector<Selector, 2> Suffix;
    /// The field or variable whose value it may hold as a whole.
    NameId Whole = NameId::None;
  };

  explicit CallGraph(const Program &Prog) : Prog(&Prog), Counts(Prog) {}
  void findHomes();
  void indexOverrides();
  void seedSlots();
  void connect(FunctionId Id, uint32_t Instr, const CallTarget &Target);
  void connectCalls();
  void solveSlots();
  void resolveCalls();
  void findStarted();
  void findHandOvers();
  void handOver(FunctionId Caller, uint32_t Instr, llvm::StringRef Name,
                const class CallableTables &Tables, bool IsThreaded);
  void handOverObjects(FunctionId Caller, uint32_t Instr,
                       const class Interfaces &Outside);
  void findTaskQueues();
  /// By how many threads a function is run; Counted: by as many as CountKey
  /// says.
  struct Reach {
    enum Kind : uint8_t { Never, Once, Counted, Many } How = Never;
    NameId CountKey = NameId::None;
  };
  std::vector<Reach> reachOfThreads() const;
  NameId collectionBehind(const AccessPath &Path, NameId Frame,
                          llvm::SmallVectorImpl<Selector> &Suffix) const;
  void addTake(FunctionId Id, uint32_t Instr, Reach How);
  void addStores(FunctionId Id, bool IsThreaded);
  void settleQueues();
  std::vector<bool> reachedWithoutThreads() const;
  void buildComponents();

  uint32_t slot(const AccessPath &Path, NameId Frame);
  std::optional<uint32_t> findSlot(const AccessPath &Path, NameId Frame) const;
  static std::pair<uint32_t, uint32_t> slotKey(const AccessPath &Path,
                                               NameId Frame);
  void flow(const Value &From, NameId Frame, uint32_t To);
  void markPending(uint32_t Slot);
  void removeRepeatedEdges();
  void dropEmptySlots();
  void passArguments(const Instruction &Call, NameId Frame,
                     const CallTarget &Target);
  std::vector<CallTarget> direct(NameId Usr) const;
  std::vector<CallTarget> dispatch(const Instruction &Call,
                                   const FunctionFacts &Caller) const;

  const Program *Prog;
  WorkerCounts Counts;
  CollectionHomes Homes;
  llvm::DenseMap<NameId, std::vector<FunctionId>> DirectOverrides;
  llvm::DenseMap<std::pair<uint32_t, uint32_t>, uint32_t> SlotIds;
  /// (function, parameter): reference parameters that the function sets.
  llvm::DenseSet<std::pair<FunctionId, uint32_t>> AssignedParams;
  std::vector<Slot> Slots;
  std::vector<uint32_t> Pending; // Slots whose targets changed.
  std::vector<InstrMap<std::vector<CallTarget>>>
      CallTargets; // Per function, by instruction.
  std::vector<TaskQueue> Queues;
  llvm::DenseMap<NameId, uint32_t> QueueByKey;
  // Per function: instruction to number of the queue; for takes, also of the
  // entry.
  std::vector<InstrMap<uint32_t>> TaskStores;
  std::vector<InstrMap<std::pair<uint32_t, uint32_t>>> TaskTakes;
  std::vector<InstrMap<Registration>> Registrations;
  std::deque<Value> Methods; // Of objects that are handed over; stay in place.
  std::vector<std::vector<FunctionId>> Callers, Callees, Components;
  std::vector<bool> Started;
};

} // namespace mapwarden

#endif
