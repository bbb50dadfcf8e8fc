// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What a library's containers, locks, guards, threads and call-through helpers
/// mean, as data.
///
/// Extract knows the *kinds* below and nothing of any library: which type or
/// function is of which kind stands in YAML (lib/Models/defaults/*.yaml, user
/// files). The kinds are few and closed; a new kind is a design note.
///
/// Types and functions are matched by qualified name without template arguments
/// and without inline namespaces
/// (`std::unordered_map`, also for std::__1:: or std::__cxx11::); a member is
/// matched by its plain name.
#ifndef MAPWARDEN_MODELS_LIBRARYMODEL_H
#define MAPWARDEN_MODELS_LIBRARYMODEL_H

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace mapwarden {

/// Where a model entry came from: printed by `models --dump`.
struct ModelOrigin {
  std::string File;
  unsigned Line = 0;
};

/// What an operation does, and the word that says so in YAML. The bits are
/// those of InstrFlag in Facts/Instruction.h (Models must not include Facts;
/// test/Unit/Models compares the two).
enum ContainerEffect : uint64_t {
  EffectRead = 1u << 0,                  ///< read
  EffectWrite = 1u << 1,                 ///< write
  EffectElement = 1u << 2,               ///< element
  EffectIterates = 1u << 3,              ///< iterates
  EffectInserts = 1u << 4,               ///< inserts
  EffectErases = 1u << 5,                ///< erases
  EffectClears = 1u << 6,                ///< clears
  EffectInvalidatesAll = 1u << 7,        ///< invalidates-all
  EffectInvalidatesReferences = 1u << 8, ///< invalidates-references
  EffectTestsPresence = 1u << 9,         ///< tests-presence
  EffectTestsEmpty = 1u << 10,           ///< tests-empty
  EffectInsertsIfAbsent = 1u << 11,      ///< inserts-if-absent
  EffectCopies = 1u << 13,               ///< copies
  EffectNamesEnd = uint64_t(1) << 32,    ///< names-end
};

/// What one member or free function does to a container.
struct ContainerOperation {
  /// InstrFlag bits of Facts/Instruction.h, spelled in YAML as: read, write,
  /// element, iterates, inserts, erases, clears, invalidates-all,
  /// invalidates-references, tests-presence, tests-empty, inserts-if-absent,
  /// copies,
  /// names-end.
  uint64_t Effects = 0;
  /// The result designates an element: a reference to a mapped value, or an
  /// iterator.
  bool ReturnsElement = false;
  /// The result is an iterator (and so starts an iteration variable). Members
  /// are matched by name, so an overload may return something else
  /// (`erase(key)`); the type of the call decides.
  bool ReturnsIterator = false;
  /// Number of the argument that is the key (or the iterator to erase), -1 when
  /// there is none.
  int KeyArgument = -1;
  /// Number of the argument that is another container, written too: swap,
  /// merge. -1 when there is none.
  int OtherContainerArgument = -1;
};

struct ContainerModel {
  std::string Id;
  ModelOrigin Origin;
  std::vector<std::string> Types;
  /// Every access is safe by design: silent.
  bool InternallySynchronised = false;
  /// Erasing one element leaves the other iterators valid. False for flat
  /// containers.
  bool NodeBased = true;
  /// Member name to meaning. Constructors and the destructor are not listed;
  /// operators are spelled `operator[]`.
  std::map<std::string, ContainerOperation> Members;
  /// Members that make the element in place, from their arguments: emplace.
  std::vector<std::string> InPlace;
  /// Free functions that take the container as argument 0 (`std::erase_if`,
  /// `std::begin`), by qualified name.
  std::map<std::string, ContainerOperation> Functions;
};

/// A type with members that lock and unlock it.
struct LockModel {
  std::string Id;
  ModelOrigin Origin;
  std::vector<std::string> Types;
  std::vector<std::string> Lock, TryLock, Unlock;
  std::vector<std::string> LockShared, TryLockShared, UnlockShared;
  /// How a fix declares a guard that holds it to the end of the block, the
  /// header first: `<mutex> std::lock_guard<$type> $name($mutex);`, and the
  /// same for readers. Empty: no fix can.
  std::string Hold, HoldShared;
};

/// A free function on a lock: `pthread_mutex_lock(&m)`, `std::lock(a, b)`.
struct LockFunctionModel {
  std::string Id;
  ModelOrigin Origin;
  std::vector<std::string> Functions;
  enum class Action : uint8_t {
    Lock,
    TryLock,
    Unlock,
    Wait ///< Releases the mutex, waits for a signal, and holds it again.
  } Does = Action::Lock;
  bool IsShared = false;
  /// Number of the mutex argument; -1: all arguments are mutexes.
  int MutexArgument = 0;
  /// The name of the one mutex of the process that is meant, where no argument
  /// names it (`rcu_read_lock()`).
  std::string Mutex;
  /// A try that signals success with zero (POSIX) instead of true.
  bool SucceedsWithZero = false;
  /// A try that signals success with a negative number, and else says which
  /// mutex it was (std::try_lock).
  bool SucceedsWithNegative = false;
};

/// A scoped object that holds locks.
struct GuardModel {
  std::string Id;
  ModelOrigin Origin;
  std::vector<std::string> Types;
  bool IsShared = false;
  /// Takes several mutexes (scoped_lock); otherwise constructor argument 0 is
  /// the mutex (or its address).
  bool TakesSeveral = false;
  /// Number of a boolean argument that asks for an exclusive hold when true and
  /// for a shared one when false; the mutex is argument 0, and `shared` is what
  /// holds when the argument is not given. -1: there is none.
  int WriterArgument = -1;
  /// The other way round: releases what it is given, a mutex or a guard, while
  /// it lives.
  bool IsReverse = false;
  /// Qualified type names of tag arguments.
  std::vector<std::string> DeferTags, AdoptTags, TryTags;
  std::vector<std::string> Lock, TryLock, Unlock, Release, Owns;
  /// Members that turn a shared hold into an exclusive one and back.
  std::vector<std::string> Upgrade, Downgrade;
  /// The type that holds exclusively what this one holds as a reader, of the
  /// same name space and with the same arguments; empty when there is none.
  std::string Exclusive;
};

/// Condition variables: members that take a guard, release it and hold it again
/// on return.
struct WaitModel {
  std::string Id;
  ModelOrigin Origin;
  std::vector<std::string> Types;
  std::vector<std::string> Members;
  /// Members that do not wait, and say whether they could have passed; and
  /// those that let somebody pass. They matter for what is used as a mutex.
  std::vector<std::string> TryMembers, PostMembers;
  /// Number of the constructor argument that counts how many may pass before
  /// anybody waits: a number above 1 is a limit, and no signal; 1 makes it a
  /// mutex. -1: there is none.
  int PermitsArgument = -1;
};

/// A thread or future handle.
struct ThreadModel {
  std::string Id;
  ModelOrigin Origin;
  std::vector<std::string> Types;
  /// The constructor with arguments starts argument 0 with the rest
  /// (std::thread). False for futures.
  bool ConstructorSpawns = false;
  /// The destructor waits for the thread (std::jthread).
  bool JoinsOnDestruction = false;
  std::vector<std::string> Join, Detach, Joinable;
  /// Members that hand a thread, argument 0, over to this collection of
  /// threads; Join then joins them all.
  std::vector<std::string> Adopt;
  /// Members that wait with a limit; the thread has ended when the result is
  /// one of EndedResults (`std::future_status::ready`), or true when there are
  /// none.
  std::vector<std::string> TimedJoin, EndedResults;
  /// Members whose result ends when this object is fulfilled:
  /// `promise.get_future()`.
  std::vector<std::string> Future;
  /// Members that fulfil it: `promise.set_value(x)`.
  std::vector<std::string> Fulfil;
  /// Members whose result is another handle of the same: `future.share()`.
  std::vector<std::string> Share;
  /// Join may wait for a promise, not only for a thread.
  bool AwaitsPromise = false;
};

/// What runs tasks that others give it: a pool, a strand, an event loop. Which
/// of its tasks may run beside each other is what matters
/// (docs/design/0010).
struct ExecutorModel {
  std::string Id;
  ModelOrigin Origin;
  /// Empty for a loop of the process that no argument names.
  std::vector<std::string> Types;
  /// Its tasks run one after the other, whichever threads run them.
  bool Serial = false;
  /// Its tasks run beside each other, but none beside a barrier
  /// (SpawnModel::Barrier).
  bool Barriers = false;
  /// Functions and objects of which one, in the expression that makes an
  /// executor, tells that it is this one (`dispatch_get_main_queue`).
  std::vector<std::string> MadeBy;
  /// Number of the constructor argument that counts the threads: the literal 1
  /// makes it serial. -1: there is none.
  int WorkersArgument = -1;
  /// Members that set it later.
  std::vector<std::string> WorkersMembers;
  /// A loop, or what belongs to one, such as a timer: tasks run where a thread
  /// calls one of the members Run, or one of the functions RunFunctions, and
  /// one after the other if one thread does.
  bool Loop = false;
  std::vector<std::string> Run, RunFunctions;
};

/// A function or member that starts or queues a callable: std::async,
/// pthread_create, thrd_create, pool.post.
struct SpawnModel {
  std::string Id;
  ModelOrigin Origin;
  /// Qualified names; members as `Class::member`.
  std::vector<std::string> Functions;
  /// Number of the argument that is the entry; -1: every callable argument is,
  /// and they run beside each other. Leading tag arguments listed in
  /// SkipTags are not counted. Overloads that place it elsewhere are entries of
  /// their own: the one whose argument is a callable applies.
  int EntryArgument = 0;
  std::vector<std::string> SkipTags;
  /// Number of the argument that is the handle (by address); -1: the result is
  /// the handle; -2: there is no handle; -3: the object that the member is
  /// called on is the handle (`tbb::task_group::run`, joined by
  /// `group.wait()`).
  int HandleArgument = -1;
  /// The first argument passed on to the entry; -1: none.
  int FirstPassedArgument = -1;
  bool Many = false;        ///< One call runs the entry several times at once.
  bool JoinsHere = false;   ///< Returns only when all runs have ended.
  bool ResultJoins = false; ///< The result's destructor waits (std::async).
  /// Tag argument types of which one must be given
  /// (std::execution::parallel_policy); empty: always.
  std::vector<std::string> RequiresTag;
  /// Tag or enumerator (`std::launch::deferred`) that makes it a plain call at
  /// join.
  std::vector<std::string> DeferredBy;
  /// The entry is an object, or a pointer to one, whose virtual method of this
  /// name runs; EntryArgument may then be -3: the object that the member is
  /// called on.
  std::string EntryMethod;
  /// Number of the argument that is the executor of the entry; -3: the object
  /// that the member is called on; -1: there is none.
  int ExecutorArgument = -1;
  /// The id of the executor where no argument names it.
  std::string Executor;
  /// Where the executor keeps barriers apart, the entry is one.
  bool Barrier = false;
  /// Objects, enumerators or literals of which one among the arguments means
  /// that the runs of the entry follow each other
  /// (`tbb::flow::serial`).
  std::vector<std::string> SerialBy;
};

/// A class of a framework whose virtual methods the framework calls from
/// threads of its own: the base of a service, of a handler.
struct FrameworkModel {
  std::string Id;
  ModelOrigin Origin;
  std::vector<std::string> Types;
  /// The methods that are called; none: every virtual one that a class of the
  /// program overrides.
  std::vector<std::string> Methods;
};

/// A function that waits for a handle: pthread_join, thrd_join.
struct JoinModel {
  std::string Id;
  ModelOrigin Origin;
  std::vector<std::string> Functions;
  int HandleArgument = 0;
  bool Detaches = false;
  bool Each = false; ///< The handle is an array of which all are waited for.
};

/// A function that calls callable arguments before it returns: std::for_each,
/// std::invoke, std::call_once.
struct CallThroughModel {
  std::string Id;
  ModelOrigin Origin;
  std::vector<std::string> Functions;
  /// Number of the callable argument; -1: the last argument.
  int CallableArgument = -1;
  /// First of the arguments passed to it; -1: it gets elements, not arguments.
  int FirstPassedArgument = -1;
  /// Runs at most once, and all callers wait for it: argument OnceFlagArgument
  /// is the flag. -1: not a once function.
  int OnceFlagArgument = -1;
  /// Number of the parameter that the elements are given to.
  int ElementParameter = 0;
  /// Number of the argument that says where the results go, an iterator or a
  /// range; -2: the argument before the last, -1: nowhere.
  int OutputArgument = -1;
};

/// Types that stand for another object: smart pointers, optional,
/// reference_wrapper, atomics of them.
struct PointerModel {
  std::string Id;
  ModelOrigin Origin;
  std::vector<std::string> Types;
  /// Members whose result is the object designated: get, operator*, operator->,
  /// lock, load, value.
  std::vector<std::string> Access;
  /// Members that set it: reset, store, exchange, operator=.
  std::vector<std::string> Set;
  /// Those of Set that make the object in place, from their arguments: emplace.
  std::vector<std::string> InPlace;
  bool IsShared =
      false; ///< Copies designate the same object, and a copy keeps it alive.
  bool IsUnique =
      false; ///< There is no copy: who is given it by move has the only one.
  bool IsAtomic = false; ///< It may be set in one thread and read in another.
};

/// Sequences whose elements are reached by index or iteration: vector, array,
/// deque, queue, list.
struct SequenceModel {
  std::string Id;
  ModelOrigin Origin;
  std::vector<std::string> Types;
  std::vector<std::string> Element; ///< Members that return an element or
                                    ///< iterator: operator[], at, front, begin.
  std::vector<std::string> Add; ///< Members that store their last argument(s)
                                ///< as an element: push_back, emplace_back.
  std::vector<std::string> Remove; ///< Members that take elements away: pop,
                                   ///< clear.
  /// Those of Add that make the element in place, from their arguments:
  /// emplace_back.
  std::vector<std::string> InPlace;
  std::vector<std::string> Clear; ///< Those of Remove that take all: clear.
  /// Of a collection of callables: members that call them all, with their own
  /// arguments. `signal(x)`, with connect as Add.
  std::vector<std::string> Call;
};

/// Types that keep an object and let it be reached only through a handle, or a
/// callable, that holds their lock: folly::Synchronized.
struct LockedModel {
  std::string Id;
  ModelOrigin Origin;
  std::vector<std::string> Types;
  /// Members that return a handle which holds the lock exclusively, or as a
  /// reader, as long as it lives. The type of the handle is both a guard and a
  /// pointer.
  std::vector<std::string> Lock, LockShared;
  /// Members that call their last argument with the object, the lock held.
  std::vector<std::string> Call, CallShared;
  /// Members whose result is the object, without the lock.
  std::vector<std::string> Access;
};

/// Functions whose result is their argument: std::move, std::forward, std::ref,
/// std::addressof, pointer casts; members return their object:
/// shared_from_this.
struct IdentityModel {
  std::string Id;
  ModelOrigin Origin;
  std::vector<std::string> Functions;
  /// Types of several parts (std::pair, std::tuple): applied to one of them,
  /// the result is the part that the first template argument names (std::get).
  std::vector<std::string> PartOf;
  /// What is assigned through the result is added to the container that is the
  /// argument: std::inserter.
  bool Inserts = false;
};

/// Functions that allocate: std::make_shared<T>(args...) constructs T.
struct AllocationModel {
  std::string Id;
  ModelOrigin Origin;
  std::vector<std::string> Functions;
};

/// Functions that number the threads of a team: no two threads that run at a
/// time get the same number, so `parts[omp_get_thread_num()]` is the thread's
/// own.
struct ThreadNumberModel {
  std::string Id;
  ModelOrigin Origin;
  std::vector<std::string> Functions;
};

/// Functions that bind arguments to a callable: std::bind, std::bind_front,
/// std::mem_fn.
struct BindModel {
  std::string Id;
  ModelOrigin Origin;
  std::vector<std::string> Functions;
  /// Number of the argument that is the callable.
  int CallableArgument = 0;
  /// Number of the argument that is the executor of the callable; -3: the
  /// object that the member is called on; -1: there is none.
  int ExecutorArgument = -1;
};

/// Types that hold a callable and call it with operator(): std::function,
/// packaged_task.
struct CallableModel {
  std::string Id;
  ModelOrigin Origin;
  std::vector<std::string> Types;
  /// Members whose result ends when the callable has run:
  /// `packaged_task.get_future()`.
  std::vector<std::string> Future;
};

/// Types whose reads and writes are atomic.
struct AtomicModel {
  std::string Id;
  ModelOrigin Origin;
  std::vector<std::string> Types;
  /// Members that set the flag and return what it was: the caller who is told
  /// `false` has it now. test_and_set, exchange.
  std::vector<std::string> Acquire;
  /// Members that set the flag if it has a value, and return whether it had.
  std::vector<std::string> AcquireIf;
  /// Members that set the flag back: clear, store.
  std::vector<std::string> Release;
  /// Members that return when the flag no longer has the value given: wait.
  std::vector<std::string> Wait;
};

/// Types that own nothing and lead to storage of something else: a string view,
/// a span, a reference wrapper. A copy of a view is a view.
struct ViewModel {
  std::string Id;
  ModelOrigin Origin;
  std::vector<std::string> Types;
};

/// Everything one model file, or all of them merged, says.
struct LibraryModel {
  std::vector<ContainerModel> Containers;
  std::vector<LockModel> Locks;
  std::vector<LockFunctionModel> LockFunctions;
  std::vector<GuardModel> Guards;
  std::vector<WaitModel> Waits;
  std::vector<ThreadModel> Threads;
  std::vector<SpawnModel> Spawns;
  std::vector<ExecutorModel> Executors;
  std::vector<FrameworkModel> Frameworks;
  std::vector<JoinModel> Joins;
  std::vector<CallThroughModel> CallThroughs;
  std::vector<PointerModel> Pointers;
  std::vector<LockedModel> Locked;
  std::vector<SequenceModel> Sequences;
  std::vector<IdentityModel> Identities;
  std::vector<AllocationModel> Allocations;
  std::vector<ThreadNumberModel> ThreadNumbers;
  std::vector<BindModel> Binds;
  std::vector<CallableModel> Callables;
  std::vector<AtomicModel> Atomics;
  std::vector<ViewModel> Views;
};

} // namespace mapwarden

#endif
