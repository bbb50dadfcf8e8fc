// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// One function body to its event graph.
///
/// The walk goes over Clang's CFG, block by block, in evaluation order. Each
/// expression is an element of its own, its operands come before it, so each
/// element yields at most the instructions of that very expression; operands
/// are paths and values (Paths.h). The members are grouped by the file that
/// defines them.
#ifndef MAPWARDEN_EXTRACT_BODYLOWERING_H
#define MAPWARDEN_EXTRACT_BODYLOWERING_H

#include "Extract/EventGraph.h"
#include "Extract/Paths.h"
#include "clang/Analysis/CFG.h"

namespace mapwarden {

class BodyLowering {
public:
  /// \p Function is null for code that is in none. \p Body is lowered with \p
  /// Scope's variables, which it declares.
  BodyLowering(LoweringContext &Context, FunctionScope &Scope,
               const clang::FunctionDecl *Function, const clang::Stmt *Body);

  /// To be called before run: the body is that of \p Region, and what it does
  /// when it begins is wait for what it depends on, and keep away those who
  /// have passed its barriers.
  void beginRegion(const clang::OMPExecutableDirective *Region);

  /// Fills the blocks, instructions and locals of \p Facts. Without blocks when
  /// the body does nothing of interest or Clang can make no CFG of it.
  void run(const clang::Decl *Owner, FunctionFacts &Facts);

  /// Adds what the initialiser of global \p Variable does; finish() ends the
  /// function.
  void addGlobal(const clang::VarDecl *Variable);
  void finish(FunctionFacts &Facts);

  /// An implicit destructor without a body: the ends of its members and bases.
  void runImplicitDestructor(const clang::CXXRecordDecl *Record,
                             FunctionFacts &Facts);
  /// An implicit default constructor without a body: the initialisers of its
  /// bases and members.
  void runImplicitConstructor(const clang::CXXRecordDecl *Record,
                              FunctionFacts &Facts);

  const BodyScan &scan() const { return Scan; }
  PathBuilder &paths() { return Paths; }

private:
  LoweringContext &Context;
  FunctionScope &Scope;
  const clang::FunctionDecl *Function;
  const clang::Stmt *Body;
  BodyScan Scan;
  PathBuilder Paths;
  EventGraph Graph;
  uint32_t Current = 0; ///< The block that instructions go to.

  // The walk over the CFG (BodyLowering.cpp).
  llvm::DenseMap<const clang::CFGBlock *, uint32_t> Starts, Ends;
  llvm::DenseMap<const clang::CFGBlock *, const clang::CFGBlock *>
      LoopHeaders; ///< Of the innermost loop.
  /// What holds for whole collections where the loop with this header ends.
  llvm::DenseMap<const clang::CFGBlock *, std::vector<Instruction>> AfterLoops;
  llvm::DenseMap<const clang::CFGBlock *, const clang::VarDecl *> StaticInits;
  llvm::DenseMap<const clang::VarDecl *, uint32_t> OnceLocks;
  llvm::DenseMap<const clang::Stmt *, llvm::SmallVector<unsigned, 1>> RegionsOf;
  llvm::SmallVector<bool, 2> Entered;
  const clang::CFG *Flow = nullptr;
  const clang::CFGBlock *CurrentFlow = nullptr;

  void lowerFlow(const clang::CFG &Graph);
  void lowerBlock(const clang::CFGBlock &Block);
  void lowerEdges(const clang::CFGBlock &Block);
  void lowerElement(const clang::CFGElement &Element);
  void lowerStatement(const clang::Stmt *Code);
  void findLoops(llvm::ArrayRef<const clang::CFGBlock *> Order);
  void findRegions();
  /// False when the code at \p Code is lowered elsewhere (an outlined region).
  bool enterRegions(const clang::Stmt *Code);
  void enterTry(const clang::CXXTryStmt *Try);

  // Counting loops (LoopRounds.cpp).
  bool keepsThreads();
  std::optional<int64_t> constantInteger(const clang::Expr *E);
  Value countAt(const clang::Expr *E, unsigned Depth);
  Value countDown(const clang::Expr *Condition);
  Value roundsOf(const clang::Stmt *Loop);
  void lowerRounds(llvm::ArrayRef<const clang::CFGBlock *> Order);
  /// `while (done.load() < count) yield();`: who leaves the loop has waited for
  /// what others count (LoopEnds.cpp).
  void lowerSpins(llvm::ArrayRef<const clang::CFGBlock *> Order);

  // What a loop has done to all elements (LoopEnds.cpp).
  /// \p Object, or the element of a collection that it was just set to.
  AccessPath elementBehind(AccessPath Object) const;
  /// The collection that \p Object is, or is in, an element of; unknown outside
  /// of loops.
  AccessPath loopedCollection(const AccessPath &Object) const;
  /// Puts \p Each behind the innermost loop.
  void emitAfterLoop(Instruction Each);
  /// Instruction \p Number does something to \p Object. Where that is an
  /// element of a collection and stands in a loop, it has been done to all of
  /// them behind the loop.
  void noteForAll(uint32_t Number, const AccessPath &Object, SourceSpan At);
  /// The same for locks, which count only when each round takes them and none
  /// gives them back, and for unlocks of each round.
  void noteLockForAll(uint32_t Number, const AccessPath &Mutex, SourceSpan At);
  void forgetLockForAll(const AccessPath &Mutex);

  // Making instructions.
  SourceSpan spanOf(const clang::Expr *E);
  Instruction make(InstrKind Kind, SourceSpan At, llvm::StringRef Name = {});
  uint32_t emit(Instruction New) { return Graph.emit(Current, std::move(New)); }
  /// \p Source is the expression that \p Assigned is the value of, if there is
  /// one.
  void emitAssign(AccessPath Target, Value Assigned, SourceSpan At,
                  uint64_t Flags = 0, const clang::Expr *Source = nullptr);
  AccessPath hiddenLocal(llvm::StringRef Name, clang::QualType Type,
                         SourceSpan At);
  void setNumber(const clang::Expr *E, uint32_t Number) {
    if (E)
      Paths.Numbers[E] = Number;
  }
  /// Where the object that \p E makes is built, if that is known; otherwise
  /// Unknown.
  AccessPath destination(const clang::Expr *E);
  static AccessPath ownResult(uint32_t Number,
                              RootKind Kind = RootKind::Result);

  // Calls (CallLowering.cpp; locks by convention: LockConvention.cpp).
  void lowerCall(const clang::CallExpr *Call);
  AccessPath objectOfRound(const Instruction &Call,
                           const CallShape &Shape) const;
  void lowerProjectCall(const clang::CallExpr *Call, const CallShape &Shape);
  void lowerIndirectCall(const clang::CallExpr *Call, const CallShape &Shape);
  void lowerSystemCall(const clang::CallExpr *Call, const CallShape &Shape);
  void lowerCallThrough(const clang::CallExpr *Call, const CallShape &Shape);
  void lowerInserter(const clang::CallExpr *Call, const CallShape &Shape);
  void lowerCallForEach(const clang::CallExpr *Call, const CallShape &Shape,
                        Instruction Each);
  void keepResults(const clang::CallExpr *Call, const CallShape &Shape,
                   uint32_t Number);
  void noteStore(uint32_t Before, const clang::Expr *Stored);
  AccessPath pointerVariable(const clang::Expr *E);
  void loadPointer(const clang::Expr *E, llvm::StringRef Name, SourceSpan At,
                   const clang::Expr *Whole = nullptr);
  void setPointer(const clang::Expr *E, llvm::StringRef Name, SourceSpan At,
                  const clang::Expr *Stored = nullptr);
  void usePointers(const clang::CallExpr *Call, const CallShape &Shape);
  const clang::Expr *movedFrom(const clang::Expr *E);
  void copyPointer(const clang::CXXConstructExpr *Construct, SourceSpan At);
  void lowerPointerMember(const clang::CallExpr *Call, const CallShape &Shape);
  void lowerSequenceMember(const clang::CallExpr *Call, const CallShape &Shape);
  void lowerIterator(const clang::CallExpr *Call, const CallShape &Shape);
  bool lowerLockByContract(const clang::CallExpr *Call, const CallShape &Shape);
  Place forwardedMutex(Place Object, clang::QualType Type, bool IsShared);
  void lowerAtomic(const clang::CallExpr *Call, const CallShape &Shape);
  void lowerAtomicLock(const clang::CallExpr *Call, const CallShape &Shape);
  bool lowerLockByName(const clang::CallExpr *Call, const CallShape &Shape);
  /// Calls \p Callee, when it is something callable, as a part of \p At.
  void emitCallOf(Value Callee, std::vector<Value> Arguments, SourceSpan At,
                  uint64_t Flags = 0);
  std::vector<Value> arguments(const clang::FunctionDecl *Callee,
                               llvm::ArrayRef<const clang::Expr *> Given);
  bool isCallable(const clang::Expr *E);
  /// Between the two a callable is given the elements of \p Container, one
  /// after the other, by \p Name. The iterator that walks.
  AccessPath beginWalk(AccessPath Container, llvm::StringRef Name,
                       SourceSpan At);
  void endWalk(AccessPath Iterator, SourceSpan At);
  void lowerLambda(const clang::LambdaExpr *Lambda);

  // Construction and destruction (ConstructLowering.cpp, DestroyLowering.cpp).
  void lowerConstruct(const clang::CXXConstructExpr *Construct);
  void lowerNew(const clang::CXXNewExpr *New);
  void lowerDelete(const clang::CXXDeleteExpr *Delete);
  void lowerAllocation(const clang::CallExpr *Call, const CallShape &Shape);
  void lowerInitList(const clang::InitListExpr *List);
  /// The pointers and callables in the braces \p List become elements of \p
  /// Target.
  void lowerListed(const clang::Expr *List, AccessPath Target, SourceSpan At);
  void lowerAggregate(const clang::InitListExpr *List,
                      const clang::CXXRecordDecl *Record,
                      const AccessPath &Target);
  void lowerInitializer(const clang::CXXCtorInitializer *Init);
  /// Lowers \p Init, which stands in no body, and then does \p Store.
  void lowerInitialValue(Destination To, const clang::Expr *Init,
                         const clang::Decl *Owner,
                         llvm::function_ref<void()> Store);
  void
  lowerInheritedConstructor(const clang::CXXInheritedCtorInitExpr *Inherited);
  void lowerConstructed(clang::QualType Type, const clang::Expr *Made,
                        llvm::ArrayRef<const clang::Expr *> Given,
                        const clang::CXXConstructorDecl *Constructor,
                        AccessPath Target, RootKind OwnRoot, SourceSpan At);
  /// The end of the object of type \p Type at \p Target, whose members' ends
  /// are in its own destructor. \p Flags are of the call of that.
  void lowerEnd(clang::QualType Type, AccessPath Target, SourceSpan At,
                uint64_t Flags = 0);
  const clang::CXXRecordDecl *soleOwned(const clang::VarDecl *Variable);
  void lowerDestruction(const clang::CFGImplicitDtor &End);
  bool isMovable(clang::QualType Type);
  bool isThreadClass(const TypeModel &Type);
  uint64_t endOfHandle(clang::QualType Type);
  bool hasRelevantDestructor(const clang::CXXRecordDecl *Record);

  // Variables, assignments and returns (AssignLowering.cpp).
  void lowerDeclaration(const clang::VarDecl *Variable);
  void lowerVariable(const clang::VarDecl *Variable, const clang::Expr *Init);
  void lowerAssignment(const clang::BinaryOperator *Assignment);
  void lowerReturn(const clang::Expr *Result, SourceSpan At);
  const clang::Expr *viewArm(const clang::Expr *Result);
  /// The pointer or iterator into a container among the parts of the object
  /// that \p Result makes; null when there is none, or when a guard is.
  const clang::Expr *viewInside(const clang::Expr *Result, unsigned Nesting);
  bool isMadeInPlace(clang::QualType Type) const;
  bool lowerObjectInside(const AccessPath &Stored, clang::QualType Type,
                         const clang::Expr *E, SourceSpan At);
  bool lowerGuardInside(const AccessPath &Stored, clang::QualType Type,
                        const clang::Expr *E, SourceSpan At);
  /// \p Stored := \p E, where its type makes that an alias.
  void storeValue(AccessPath Stored, clang::QualType Type, const clang::Expr *E,
                  SourceSpan At, uint64_t ExtraFlags = 0);
  /// \p Target becomes a copy of the collection or object \p Assigned, which
  /// \p From names. What pointers in a local copy lead to stays the same.
  void emitCopy(AccessPath Target, Value Assigned, clang::QualType Type,
                const clang::Expr *From, SourceSpan At);
  /// The source of an assignment or initialisation is a container: copied or
  /// moved from.
  void lowerSource(const clang::Expr *Source, SourceSpan At,
                   bool IsReturned = false);
  bool isPointerCopy(const clang::Expr *E);
  bool isOwnerCopy(clang::QualType Type, const clang::Expr *E);
  void lowerIteratorStart(const clang::ValueDecl *Iterator,
                          const clang::Expr *E, SourceSpan At);
  /// The container that \p Iterator walks over from where \p Source puts it;
  /// Unknown when that is no start.
  AccessPath startedIn(const clang::ValueDecl *Iterator,
                       const clang::Expr *Source);

  // Containers (ContainerLowering.cpp).
  void lowerContainer(const clang::CallExpr *Call, const CallShape &Shape);
  void lowerRangeCall(const clang::CallExpr *Call,
                      const clang::CXXForRangeStmt *Loop);
  void lowerDependentSubscript(const clang::ArraySubscriptExpr *Subscript);
  /// A call of a container's member whose arguments do not fit, or have errors.
  void lowerFailedCall(const clang::RecoveryExpr *Failed);
  void lowerInsertedValues(const clang::CallExpr *Call, const CallShape &Shape,
                           const AccessPath &Container);
  bool lowerEmplacedThread(const clang::CallExpr *Call, const CallShape &Shape,
                           const AccessPath &Container);
  void lowerElementUses(const clang::CallExpr *Call, const CallShape &Shape);
  void lowerArgumentUses(const clang::FunctionDecl *Callee,
                         llvm::ArrayRef<const clang::Expr *> Given);
  /// \p E is read or written: an access through an element, when it is (part
  /// of) one. \p IsFollowed: not the pointer is meant, but what it leads to.
  void useElement(const clang::Expr *E, bool IsWrite, llvm::StringRef Name,
                  uint64_t ExtraFlags = 0, bool IsFollowed = false);
  void emitAccess(AccessPath Container, uint64_t Flags, llvm::StringRef Name,
                  SourceSpan At);
  void lowerLoad(const clang::CastExpr *Load);
  void lowerStep(const clang::UnaryOperator *Step);

  // Views (ViewLowering.cpp).
  /// Does \p Bound lead into a container, or is it what a function of the
  /// project returned?
  bool isViewValue(const clang::Expr *Bound, unsigned Nesting);
  bool isView(const clang::ValueDecl *Name, FunctionScope::Variable &Variable,
              unsigned Nesting = 0);
  /// The view that \p E reaches its object through; null when there is none.
  const clang::ValueDecl *viewVariable(const clang::Expr *E);
  const clang::ValueDecl *holderOf(const clang::ValueDecl *Name);
  /// \p E, or what it points to if \p IsDereferenced, is read or written: an
  /// event, if a view is followed for that.
  void useView(const clang::Expr *E, bool IsDereferenced = false);
  void emitViewUse(const clang::ValueDecl *Name, SourceSpan At);
  /// Views that are passed to a call.
  void lowerViewArguments(const clang::CallExpr *Call, const CallShape &Shape);
  uint64_t viewFlags(clang::QualType Type, const Place &Viewed);
  /// \p Name now leads to \p Bound, where no other instruction says so.
  void bindView(const clang::ValueDecl *Name, const clang::Expr *Bound,
                SourceSpan At);
  /// Notes the view that \p E goes through.
  void setThrough(Instruction &Stored, const clang::Expr *E);
  bool isFollowedIterator(const clang::ValueDecl *Name);

  // Locks (LockLowering.cpp).
  void lowerLockMember(const clang::CallExpr *Call, const CallShape &Shape);
  void lowerLockFunction(const clang::CallExpr *Call, const CallShape &Shape);
  void lowerGuardMember(const clang::CallExpr *Call, const CallShape &Shape);
  struct ReverseGuard {
    AccessPath Object, Freed;
    bool OfGuard = false; ///< Freed is a guard, not a mutex.
  };
  /// Those made so far; a body has few, if any.
  std::vector<ReverseGuard> ReverseGuards;
  void lowerReverseGuard(llvm::ArrayRef<const clang::Expr *> Given,
                         const AccessPath &Target, llvm::StringRef Name,
                         SourceSpan At);
  void holdAgain(const ReverseGuard &Guard, bool Holds, llvm::StringRef Name,
                 SourceSpan At);
  void endReverseGuard(const AccessPath &Object, SourceSpan At);
  void lowerWait(const clang::CallExpr *Call, const CallShape &Shape);
  void passFlags(const clang::Expr *Condition, llvm::StringRef Name,
                 SourceSpan At);
  bool isSharedFlag(uint32_t Local);
  std::optional<int64_t> permitsOf(const CallShape &Shape);
  /// What a lock is given to call while it is held.
  void callConditions(llvm::ArrayRef<const clang::Expr *> Given, SourceSpan At);
  uint32_t lowerGuard(const GuardModel &Model,
                      llvm::ArrayRef<const clang::Expr *> Given,
                      AccessPath Target, llvm::StringRef Name, SourceSpan At);
  /// `lock_guard<mutex> lock();` declares a function: a guard of nothing.
  void lowerVexingGuard(const clang::FunctionDecl *Declared);
  /// Members of what keeps an object under a lock.
  void lowerLocked(const clang::CallExpr *Call, const CallShape &Shape);
  void lowerGuardMove(AccessPath Target, const clang::Expr *Source,
                      SourceSpan At);
  void emitLock(AccessPath Mutex, uint64_t Flags, llvm::StringRef Name,
                SourceSpan At);
  void emitUnlock(AccessPath Mutex, uint64_t Flags, llvm::StringRef Name,
                  SourceSpan At);

  // Threads (ThreadLowering.cpp).
  void lowerSpawn(const clang::CallExpr *Call, const CallShape &Shape);
  /// The start of a thread or task as \p Model has it, by a call or by the
  /// construction \p Made; \p Given are the arguments after tags.
  void lowerModelledSpawn(const SpawnModel &Model, const clang::Expr *Made,
                          const clang::Expr *Receiver,
                          llvm::ArrayRef<const clang::Expr *> Given,
                          bool IsDeferred, llvm::StringRef Name, SourceSpan At);
  Place elementOfFirst(const clang::Expr *First);
  void lowerSpawnOfAll(const SpawnModel &Model,
                       llvm::ArrayRef<const clang::Expr *> Given,
                       llvm::StringRef Name, SourceSpan At);
  void lowerThreadMember(const clang::CallExpr *Call, const CallShape &Shape);
  void lowerJoinFunction(const clang::CallExpr *Call, const CallShape &Shape);
  uint32_t lowerThreadStart(const ThreadModel &Model,
                            llvm::ArrayRef<const clang::Expr *> Given,
                            AccessPath Target, RootKind OwnRoot, SourceSpan At);
  /// What a handle argument denotes; a local number that holds a handle stands
  /// for what it was initialised with.
  AccessPath handlePath(const clang::Expr *Handle);
  /// `for_each(..., mem_fn(&thread::join))`: \p Callee is a member that joins,
  /// applied to all of \p Elements. False when it is not.
  bool lowerJoinThrough(const clang::Expr *Callee, AccessPath Elements,
                        SourceSpan At);
  void emitJoin(InstrKind Kind, AccessPath Handle, uint64_t Flags,
                llvm::StringRef Name, SourceSpan At, const clang::Expr *Call);
  /// The callable \p Entry with the arguments \p Passed; the object of a member
  /// function moves into the callable.
  /// The method \p Name of the object that \p Object designates.
  void setEntryMethod(Instruction &Spawn, const clang::Expr *Object,
                      llvm::StringRef Name);
  void setEntry(Instruction &Spawn, const clang::Expr *Entry,
                llvm::ArrayRef<const clang::Expr *> Passed);

  // Executors (ExecutorLowering.cpp).
  /// Makes \p Spawn a task of the executor that its model and arguments name.
  /// True when it was put into an event loop, which runs it later.
  void giveLoopToParameters(const clang::Expr *Handler, const AccessPath &Loop,
                            SourceSpan At);
  bool giveToExecutor(const SpawnModel &Model, const clang::Expr *Receiver,
                      llvm::ArrayRef<const clang::Expr *> Given,
                      Instruction &Spawn);
  /// The expression that makes the object that \p E designates; \p E itself
  /// when it names no variable.
  static const clang::Expr *makerOf(const clang::Expr *E);
  bool isSetToOneWorker(const ExecutorModel &Model, const clang::Expr *Named);
  /// The executor that \p Named designates, with its path.
  const ExecutorModel *findExecutor(const clang::Expr *Named,
                                    const clang::Expr *&Maker,
                                    AccessPath &Path);
  void lowerRunTasks(const clang::CallExpr *Call, const CallShape &Shape);

  // Conditions (ConditionLowering.cpp).
  struct Decision {
    uint32_t Number = BlockFacts::NoCondition;
    bool IsNegated = false;
    /// No instruction decides, but the value of this object does.
    AccessPath Tested;
    /// It is an atomic, and loaded without ordering.
    bool IsRelaxed = false;
    /// Tested is a number that the test counts up; it is about the old value.
    bool Counts = false;
    /// The instruction decides by being below zero: not a truth yet.
    bool IsBelowZero = false;
    /// The test is whether Tested has this value.
    std::optional<int64_t> Equals;
    /// The test is whether Tested is still what a local was set to.
    bool IsSeenBefore = false;
    /// The test is about what an exchange has just replaced.
    bool IsExchanged = false;
    bool isKnown() const {
      return Number != BlockFacts::NoCondition || Tested.isKnown();
    }
  };
  void lowerCondition(const clang::Expr *Condition);
  /// Conditions by the block that they end.
  std::vector<std::pair<uint32_t, const clang::Expr *>> Conditions;
  /// Expressions that read a pointer, by the access that says so.
  llvm::DenseMap<const clang::Expr *, uint32_t> Loads;
  /// What is stored through elements or in pointers, by the access that does
  /// so.
  std::vector<std::pair<uint32_t, const clang::Expr *>> Stores;
  /// Tells each branch, access and call which accesses and calls its values
  /// come from.
  void linkSources();
  Decision decide(const clang::Expr *Condition, unsigned Depth);
  Decision decideComparison(clang::BinaryOperatorKind Operator,
                            const clang::Expr *Left, const clang::Expr *Right,
                            unsigned Depth);
  Decision decideSeenBefore(const clang::Expr *Left, const clang::Expr *Right,
                            bool IsNegated);
  Decision decideTimedJoin(const clang::Expr *Left, const clang::Expr *Right);
  Decision decideCall(const clang::CallExpr *Call, unsigned Depth);

  // OpenMP (OpenMPLowering.cpp).
  bool enterDirective(const clang::OMPExecutableDirective *Directive);
  void leaveDirective(const clang::OMPExecutableDirective *Directive);
  void joinTasks(llvm::StringRef What, SourceSpan At);
};

} // namespace mapwarden

#endif
