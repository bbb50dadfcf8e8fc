// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The instructions of the event graph: what a function does to containers,
/// locks, threads and callables.
///
/// Extract lowers each function body to a small control-flow graph of these
/// instructions (docs/design/0001). Everything that has no influence on
/// containers, locks, threads, callables or the paths that name them is left
/// out. All instructions have one shape, so printing, reading and linking them
/// need no code per kind; the list below says what each kind keeps in which
/// member.
///
/// Access: Target is the container; Args the key or iterator operand, if any;
///   Name the member, such as erase.
/// Assign: Target is the variable that is set; Args the value.
/// Call: Target is the receiver (`this`), if any; Args the arguments; Callee.
/// Lock, Unlock: Target is the mutex; Name the spelling.
/// Guard: Target is the guard object; Args the mutexes that it manages.
/// GuardLock, GuardUnlock, GuardRelease, GuardEnd, GuardTest, GuardWait: Target
///   is the guard object.
/// GuardMove: Target is the guard that receives; Args the guard moved from.
/// Spawn: Target is the thread or future handle; Args the arguments of the
///   entry; Callee the entry.
/// Join, Detach, JoinTest: Target is the handle.
/// IterBegin: Target is the iterator variable; Args the container.
/// IterNext, IterUse: Target is the iterator variable.
/// Return: Args the value.
/// Test: Target is the variable tested; Args the constant that it is compared
///   with, if any: true when they are equal. EarlierValue stands for a local
///   that was set to what the variable was: `if (version_ == seen)`;
///   ExchangedValue asks for what an assignment has just replaced.
/// Rounds: Args how many.
/// ForAll: Target is the collection; From the one instruction that was done.
///
/// Assign and Return keep in Callee the local view (reference, pointer,
/// iterator, string view) through which the value was reached, if any.
#ifndef MAPWARDEN_FACTS_INSTRUCTION_H
#define MAPWARDEN_FACTS_INSTRUCTION_H

#include "Facts/AccessPath.h"
#include "Support/InlineVector.h"
#include "Support/SourceSpan.h"
#include <vector>

namespace mapwarden {

enum class ValueKind : uint8_t {
  None, ///< Irrelevant or not understood.
  Path, ///< The object (or pointer to it, or callable stored in it) at Path.
  Function, ///< The function or method with USR Name: `f`, `&f`, `&C::m`, and a
            ///< lambda (its call operator's USR).
  Bind,     ///< Bound[0] is the callable, the rest its leading arguments; for a
        ///< method the first one is the object. From std::bind, functor objects
        ///< (Bound[0] is their call operator), a member function with its
        ///< object.
  Null,     ///< nullptr.
  Constant, ///< A literal, a boolean or a key expression; Name is its canonical
            ///< spelling.
};

struct Value {
  ValueKind Kind = ValueKind::None;
  /// Path: a container, mutex or other object passed by value, that is, copied;
  /// or a pointer that was taken out of where it was kept (moved, popped), so
  /// that what it designates is the receiver's alone. No alias.
  bool Copied = false;
  NameId Name = NameId::None;
  AccessPath Path;
  std::vector<Value> Bound;

  static Value path(AccessPath P) {
    Value V;
    V.Kind = ValueKind::Path;
    V.Path = std::move(P);
    return V;
  }
  static Value named(ValueKind Kind, NameId Name) {
    Value V;
    V.Kind = Kind;
    V.Name = Name;
    return V;
  }
  friend bool operator==(const Value &, const Value &) = default;
};

enum class InstrKind : uint8_t {
  Assign, ///< `p = &m`, `T &r = f()`, `cb_ = f`, `t_ = std::move(t)`,
          ///< `tasks.push_back(f)` (to tasks[*]), `it = m.find(k)`
  Access, ///< an operation on a container or through one of its elements
  Call, ///< a call, construction or destruction of project code, or of unknown
        ///< code that receives callables or containers
  Lock, ///< `mu.lock()`, `pthread_mutex_lock(&mu)`, start of an `omp critical`
  Unlock, ///< `mu.unlock()`
  Guard,  ///< `std::unique_lock l(mu, std::defer_lock)`: a guard object starts
          ///< to manage its mutexes
  GuardLock,    ///< `l.lock()`, `l.try_lock()`
  GuardUnlock,  ///< `l.unlock()`
  GuardRelease, ///< `l.release()`: stops managing, the mutex stays locked
  GuardEnd,     ///< the guard is destroyed: releases what it owns
  GuardMove, ///< `auto l2 = std::move(l)`, a guard returned from or passed to a
             ///< function
  GuardTest, ///< `l.owns_lock()`, `if (l)`: only as a branch condition
  GuardWait, ///< `cv.wait(l)`: released and held again
  Spawn,     ///< starts Callee in another thread, or hands it to one
  Join, ///< `t.join()`, `fut.get()`, end of a jthread's or async future's life;
        ///< Each: for all elements of Target
  Detach,    ///< `t.detach()`
  JoinTest,  ///< `t.joinable()`: only as a branch condition; false means no
             ///< thread
  IterBegin, ///< `it = m.begin()`, `it = m.find(k)`, start of a range-for:
             ///< Target now is a valid iterator into Args[0]
  IterNext,  ///< `++it`, the step of a range-for
  IterUse,   ///< `*it`, `it->second`; also a use of a reference, pointer or
             ///< string view that leads into a container, or is what a function
             ///< returned
  Return,    ///< `return x;` of a reference, pointer, iterator, view, callable,
             ///< guard or handle
  Test,      ///< `if (flag)`, `if (p)`: only as a branch condition; Name is
             ///< `relaxed` for an atomic that is loaded without ordering
  Rounds,    ///< at the head of a loop that is in no other: it runs as often
             ///< as Args[0] says, a parameter, a field of `this`, or 0 or 1
  ForAll, ///< behind a loop: what From[0] does to one element, a call, lock or
          ///< unlock, has been done to each element of Target
};

/// The word in a Test for what its variable was before.
inline constexpr char EarlierValue[] = "earlier";

/// The word in a Test for what its variable was until the assignment before the
/// test: `if (stopped_.exchange(true))`.
inline constexpr char ExchangedValue[] = "exchanged";

/// What an instruction does; each flag applies to the kinds named.
enum InstrFlag : uint64_t {
  // Access.
  AccessRead =
      1u << 0, ///< a member that the standard treats as const for data races
  AccessWrite = 1u << 1,   ///< operator[], insert, erase, assignment, swap, ...
  AccessElement = 1u << 2, ///< reads or writes *through* an element:
                           ///< `it->second = v`, `m.at(k) = v`. Assign: the
                           ///< target is reached through a pointer or reference
  AccessIterates = 1u << 3, ///< begin, end, range-for and the like: walks over
                            ///< elements. Assign, Return: the value is an
                            ///< iterator
  AccessInserts = 1u << 4,  ///< may add an element
  AccessErases = 1u << 5,   ///< removes the element(s) named by Args[0]
  AccessClears =
      1u << 6, ///< removes or replaces all elements: clear, assignment, swap
  AccessInvalidatesAll =
      1u << 7, ///< may invalidate every iterator: rehash, flat containers
  AccessInvalidatesReferences =
      1u << 8, ///< may move elements, so references die too (flat containers)
  AccessTestsPresence = 1u << 9, ///< find, count, contains: as a branch
                                 ///< condition, true means "present"
  AccessTestsEmpty =
      1u << 10, ///< empty: as a branch condition, true means "has no element"
  AccessInsertsIfAbsent = 1u << 11, ///< never overwrites: emplace, try_emplace,
                                    ///< insert; operator[] used to read
  AccessByIterator =
      1u << 12, ///< Args[0] is the iterator (range) to erase, not a key. With
                ///< AccessElement: Target is an iterator that the function is
                ///< given; its callers know the container
  AccessWholeCopy = 1u << 13, ///< copies the container as a whole
  // Lock, Unlock, Guard, GuardLock.
  LockShared = 1u << 14, ///< reader mode; exclusive otherwise. Spawn: the
                         ///< executor runs it beside others of that mode
  LockTry =
      1u << 15, ///< may fail; holds on the branch where the result is true
  LockDeferred = 1u << 16, ///< Guard: manages but does not lock. Lock, with
                           ///< LockOnce: nobody has passed the flag yet
  LockAdopted = 1u << 17,  ///< Guard: the mutex is already held
  LockOnce = 1u << 18, ///< the "mutex" is a once_flag or static initialisation
  // Call.
  CallVirtual = 1u << 19,    ///< dispatches on Target's dynamic type; Callee is
                             ///< the static target
  CallConstructs = 1u << 20, ///< Target is the object constructed
  CallDestroys = 1u << 21,   ///< Target is the object destroyed
  CallNoBody = 1u << 22,     ///< the callee is declared in a system header: its
                             ///< body is never in the program
  // Spawn.
  SpawnMany = 1u << 23, ///< one execution starts several at once: parallel
                        ///< algorithm, omp parallel
  SpawnJoinsHere =
      1u
      << 24, ///< ends before the statement ends: parallel algorithm, omp region
  SpawnFuture = 1u << 25,   ///< std::async: the handle's destructor joins
  SpawnAutoJoin = 1u << 26, ///< std::jthread: the handle's destructor joins
  // Join.
  JoinEach = 1u << 27, ///< joins every element of the collection Target
  // Any.
  UnknownEffect = 1u << 28, ///< Access: the effect is assumed, as the callee's
                            ///< body is unknown (confidence low)
  // Return.
  ReturnsAlias =
      1u
      << 29, ///< a reference, pointer, iterator or view of the path, not a copy
  /// Access: its result is (a reference to) the element: at, operator[].
  /// Assign, Return: the value leads to what the element owns, like the
  /// characters of a string.
  AccessYieldsElement = 1u << 31,
  /// Access: its result is the past-the-end iterator and nothing else: end.
  AccessNamesEnd = uint64_t(1) << 32,
  /// Access: an erase that returns the next iterator when it is given one.
  AccessContinues = uint64_t(1) << 33,
  /// Access: through an element, but of its key only, which never changes:
  /// `it->first`.
  AccessKeyOnly = uint64_t(1) << 34,
  /// Access: the key is that of an element of the same container, `m[kv.first]`
  /// with kv from m: it is there already.
  AccessOfElementKey = uint64_t(1) << 35,
  /// Access: a subscript that only reads, of a container that has a member `at`
  /// for that.
  AccessCouldBeAt = uint64_t(1) << 36,
  /// Access: a subscript whose element is changed in place, so that what it was
  /// counts: `m[k] += n`, `m[k].push_back(x)`.
  AccessUpdates = uint64_t(1) << 37,
  /// Assign, Return: the value leads to what an element alone owns, as a
  /// unique_ptr does: it ends when the element is removed.
  LeadsToOwned = uint64_t(1) << 38,
  /// Test: counts the variable up, too: `if (users++ > 0)`.
  TestCounts = uint64_t(1) << 39,
  /// Access: an erase by key, and how many it has removed is used: it tells
  /// whether the key was still there.
  AccessTellsErased = uint64_t(1) << 40,
  /// Call: a destruction that is written down (delete, a reset), before the end
  /// of a scope.
  CallEndsEarly = uint64_t(1) << 41,
  // Assign.
  AssignCopiesPointer = 1u << 30, ///< a shared_ptr or raw pointer copied out:
                                  ///< an alias of the pointee
};

/// So many instructions are named as the origin of one value.
inline constexpr unsigned MaxSources = 8;

struct Instruction {
  InstrKind Kind = InstrKind::Assign;
  uint64_t Flags = 0;
  SourceSpan At;
  AccessPath Target;
  Value Callee;
  /// The operation as the user spelled it (`operator[]`, `range-for`,
  /// `lock_guard`), for messages.
  NameId Name = NameId::None;
  /// Call, CallVirtual: the class that the object is declared as, where that is
  /// a subclass of the one that declares Callee; else None.
  NameId Class = NameId::None;
  std::vector<Value> Args;
  /// Access, Call, Return: the Access and Call instructions that a key, an
  /// argument, the stored or the returned value was computed from, through
  /// local variables too. Sorted, unique, at most MaxSources.
  InlineVector<uint32_t, 0> From;
  /// Spawn: the strand or other serial executor that the entry runs on; tasks
  /// of one executor run one after the other, unless both are LockShared.
  /// Otherwise Unknown.
  AccessPath Executor;

  bool has(uint64_t Flag) const { return (Flags & Flag) != 0; }
  friend bool operator==(const Instruction &, const Instruction &) = default;
};

} // namespace mapwarden

#endif
