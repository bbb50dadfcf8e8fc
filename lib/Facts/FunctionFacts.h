// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What one function does: its event graph and what callers must know of its
/// declaration.
#ifndef MAPWARDEN_FACTS_FUNCTIONFACTS_H
#define MAPWARDEN_FACTS_FUNCTIONFACTS_H

#include "Facts/Instruction.h"
#include "Facts/Statement.h"
#include "Support/InlineVector.h"

namespace mapwarden {

enum FunctionFlag : uint64_t {
  FunctionIsMethod = 1u << 0, ///< non-static member: has a `this`
  FunctionIsStaticMember = 1u << 1,
  FunctionIsVirtual = 1u << 2,
  FunctionIsPure = 1u << 3, ///< no body anywhere
  FunctionIsConstructor = 1u << 4,
  FunctionIsDestructor = 1u << 5,
  FunctionIsPublic = 1u << 6, ///< public member; set for free functions too
  FunctionIsExternal =
      1u << 7, ///< external linkage: another link unit can call it
  FunctionIsLambda =
      1u
      << 8, ///< the call operator of a lambda; Parent is the enclosing function
  FunctionIsMain = 1u << 9,
  FunctionIsConst = 1u << 10, ///< const member
  FunctionIsInTest =
      1u << 11, ///< reserved for test code found by its framework (TEST macros)
  FunctionNoAnalysis = 1u << 12, ///< __attribute__((no_thread_safety_analysis))
  FunctionLockHeldByName =
      1u << 13, ///< named by the convention that the caller holds the lock:
                ///< fooLocked, foo_unlocked_, ...
  FunctionIsImplicit =
      1u << 14, ///< written by the compiler: implicit destructor or constructor
  FunctionIsInstantiation = 1u << 15, ///< instantiated from a template
  FunctionIsOutlinedRegion =
      1u << 16, ///< the body of an OpenMP region, outlined like a lambda
  FunctionReturnsAlias =
      1u << 17, ///< its type is a reference, pointer, iterator or view
  FunctionIsEntry = 1u << 18, ///< any thread may call it: by annotation, or as
                              ///< an override of a framework's method
  FunctionIsEntryRoot = 1u << 19, ///< made by Link: starts all such entries
  FunctionImplements = 1u << 20,  ///< overrides a pure method, of an interface
  FunctionReturnsCopyable = 1u << 21, ///< its type is a reference to const, and
                                      ///< what it refers to can be copied
  FunctionIsPlain = 1u << 22, ///< a member named like one of a lock, with a
                              ///< body that spins on plain numbers and calls
                              ///< nothing, so that it cannot be atomic
};

enum VariableFlag : uint64_t {
  VariableIsContainer =
      1u << 0, ///< of a modelled container type, held by value
  VariableIsReference = 1u << 1, ///< reference, raw or smart pointer, iterator:
                                 ///< denotes another object
  VariableIsConst = 1u << 2, ///< const object, or reference or pointer to const
  VariableIsMutex = 1u << 3, ///< by value
  VariableIsGuard = 1u << 4,
  VariableIsThreadHandle = 1u << 5, ///< thread, future, or a container of them
  VariableIsAtomic = 1u << 6,
  VariableIsThreadLocal = 1u << 7,
  VariableIsFunctionStatic = 1u << 8,
  VariableIsInternal = 1u << 9, ///< internal linkage: visible in its file only
  VariableIsStaticMember = 1u << 10,
  VariableIsCallable = 1u << 11, ///< std::function, function pointer, lambda
  VariableIsSharedPointer = 1u << 12, ///< std::shared_ptr or atomic shared_ptr
  VariableIsMutable = 1u << 13,
  VariableIsInternallySynchronised =
      1u << 14, ///< concurrent container: every access is silent
  VariableIsCopiedParam = 1u << 15, ///< a parameter of class type passed by
                                    ///< value: the callee has its own object
  VariableIsUntyped = 1u << 16,     ///< `void *`: user data of a callback
  VariableIsPerThread =
      1u << 17, ///< a map whose keys are threads, with something of each:
                ///< `map<thread::id, Client *>`; not one of thread handles
  VariableIsHidden = 1u << 18, ///< a field or mutex that only members can name:
                               ///< private or protected
  VariableIsEnclosed = 1u << 19, ///< a mutex whose every user is in this unit:
                                 ///< private in a class that is defined here
                                 ///< with all its methods; only said by a unit
                                 ///< with errors, which hide what runs them
  VariableIsCopyable = 1u << 20, ///< a local reference to what can be copied
};

/// A parameter, local, field or global variable as declared.
struct VariableFacts {
  /// Field and global: the USR. Parameter and local: None.
  NameId Usr = NameId::None;
  /// As messages show it: `sessions_` for fields and locals, qualified for
  /// globals (`Config::table`).
  NameId Name = NameId::None;
  SourceSpan At;
  uint64_t Flags = 0;
  /// USR of the variable's class type, pointers and smart pointers removed;
  /// None when it is none.
  NameId TypeClass = NameId::None;
  /// Local: nesting depth of loops around the declaration, so that an object
  /// made anew per iteration is known as such.
  uint16_t LoopDepth = 0;
  /// The mutex named by GUARDED_BY or PT_GUARDED_BY, for fields with root This;
  /// Unknown when there is none.
  AccessPath GuardedBy;
  /// A mutex: how a guard of it is declared, as the library's model says, with
  /// `$name` and `$mutex` to be filled in and the header in front:
  /// `<mutex> std::lock_guard<std::mutex> $name($mutex);`. HoldShared is the
  /// same for readers. A guard: Hold is the name of the type that holds
  /// exclusively what this one holds as a reader. None where no model says.
  NameId Hold = NameId::None, HoldShared = NameId::None;

  bool has(uint64_t Flag) const { return (Flags & Flag) != 0; }
  friend bool operator==(const VariableFacts &,
                         const VariableFacts &) = default;
};

/// A basic block. Empty blocks without choice are folded away.
struct BlockFacts {
  /// Numbers of instructions, in order: a range of FunctionFacts::Instructions.
  uint32_t Begin = 0, End = 0;
  /// Successor blocks. With a condition there are exactly two: [0] taken when
  /// it is true, [1] when false.
  InlineVector<uint32_t, 2> Successors;
  /// The instruction whose result decides the branch (a lock try, a presence
  /// test, ...), or NoCondition.
  uint32_t Condition = NoCondition;
  /// The branch tests the opposite of what the instruction's flag says: `if (it
  /// == m.end())` on a find.
  bool IsConditionNegated = false;
  /// The Access and Call instructions that the branch depends on, through local
  /// variables too: `if (n < limit)` where n was computed from m.size().
  /// Sorted, unique, at most MaxSources.
  InlineVector<uint32_t, 0> From;
  /// Nesting depth of loops around this block; 0 outside of any.
  uint16_t LoopDepth = 0;

  static constexpr uint32_t NoCondition = ~0u;
  friend bool operator==(const BlockFacts &, const BlockFacts &) = default;
};

/// A lock that must be held on entry (REQUIRES), or is held on return, by
/// annotation.
struct LockContract {
  enum Kind : uint8_t { Requires, Acquires, Releases, Excludes } K = Requires;
  bool IsShared = false;
  AccessPath Mutex;

  friend bool operator==(const LockContract &, const LockContract &) = default;
};

/// What a lambda keeps of the function around it.
struct CaptureFacts {
  /// A local or parameter of that function, its `this`, or what a reference
  /// among them denotes; for a capture with an initialiser the lambda's own
  /// local.
  AccessPath Path;
  /// The lambda leads to the object itself. A pointer that is captured by value
  /// leads to what it points to.
  bool ByReference = false;

  friend bool operator==(const CaptureFacts &, const CaptureFacts &) = default;
};

struct FunctionFacts {
  NameId Usr = NameId::None;
  /// Qualified, without parameters: `Server::put`; lambdas are `lambda in
  /// Server::run`.
  NameId Name = NameId::None;
  /// The name's place, and the line on which the body ends.
  SourceSpan At;
  uint32_t EndLine = 0;
  uint64_t Flags = 0;
  /// USR of the class, for members; for a lambda in a method, of that method's
  /// class.
  NameId Class = NameId::None;
  /// USR of the enclosing function, for lambdas and outlined regions.
  NameId Parent = NameId::None;
  /// USRs of the methods this one overrides directly.
  std::vector<NameId> Overrides;
  std::vector<VariableFacts> Params;
  std::vector<VariableFacts> Locals;
  std::vector<LockContract> Contracts;
  /// Lambda: what it captures, in the order of the capture list.
  std::vector<CaptureFacts> Captures;
  /// Block 0 is the entry; a block without successors leaves the function.
  std::vector<BlockFacts> Blocks;
  std::vector<Instruction> Instructions;
  /// In the order of the text, outer ones first. Empty where no text must be
  /// edited: `goto`, coroutines, line markers, code made by a macro.
  std::vector<StatementFacts> Statements;

  bool has(uint64_t Flag) const { return (Flags & Flag) != 0; }
  friend bool operator==(const FunctionFacts &,
                         const FunctionFacts &) = default;
};

enum ClassFlag : uint64_t {
  ClassIsFinal = 1u << 0,
  ClassIsAbstract = 1u << 1,
  ClassHasExternalBase = 1u << 2, ///< a base is declared in a system header
  ClassIsLock = 1u << 3,  ///< itself a modelled or recognised mutex type
  ClassIsGuard = 1u << 4, ///< a modelled guard type
  ClassIsInternallySynchronised = 1u << 5,
};

struct ClassFacts {
  NameId Usr = NameId::None;
  NameId Name = NameId::None; ///< Qualified.
  SourceSpan At;
  uint64_t Flags = 0;
  std::vector<NameId> Bases; ///< USRs of direct bases.
  std::vector<VariableFacts> Fields;

  bool has(uint64_t Flag) const { return (Flags & Flag) != 0; }
  friend bool operator==(const ClassFacts &, const ClassFacts &) = default;
};

} // namespace mapwarden

#endif
