// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Project functions that lock by what their declaration says: the names of
/// BasicLockable, and the attributes of thread-safety analysis.
#include "Extract/LockConvention.h"
#include "Extract/BodyLowering.h"
#include "clang/AST/Attr.h"

using namespace mapwarden;
using namespace clang;
using llvm::StringRef;

/// Is \p Record built from numbers and atomics alone, like a spinlock? Then
/// there is no other lock inside it.
static bool isOfNumbers(LoweringContext &Context, const CXXRecordDecl *Record) {
  Record = Record->getDefinition();
  return Record && Record->getNumBases() == 0 && !Record->field_empty() &&
         llvm::all_of(Record->fields(), [&](const FieldDecl *Field) {
           return Field->getType()->isArithmeticType() ||
                  Field->getType()->isEnumeralType() ||
                  Context.Types.of(Field->getType()).Atomic;
         });
}

/// Can \p Body be atomic at all: does it call anything, a builtin for one, or
/// hold assembly?
static bool mayBeAtomic(const Stmt *Body) {
  if (!Body || isa<CallExpr, AtomicExpr, AsmStmt>(Body))
    return true;
  bool Found = false;
  forEachChild(Body,
               [&](const Stmt *Child) { Found = Found || mayBeAtomic(Child); });
  return Found;
}

static bool hasLoop(const Stmt *Body) {
  if (isa<WhileStmt, DoStmt, ForStmt>(Body))
    return true;
  bool Found = false;
  forEachChild(Body,
               [&](const Stmt *Child) { Found = Found || hasLoop(Child); });
  return Found;
}

bool mapwarden::isPlainLockMember(const FunctionDecl *Function) {
  const auto *Method = dyn_cast<CXXMethodDecl>(Function);
  if (!Method || Method->isVirtual() || !Method->getIdentifier() ||
      !Method->hasBody())
    return false;
  const bool IsNamed = Method->getName().contains_insensitive("lock");
  return IsNamed && hasLoop(Method->getBody()) &&
         !mayBeAtomic(Method->getBody());
}

/// `lock()` and the like on a project class that locks without a modelled
/// mutex, or whose body cannot be seen: taken at its word (BasicLockable).
bool BodyLowering::lowerLockByName(const CallExpr *Call,
                                   const CallShape &Shape) {
  const auto *Method = dyn_cast<CXXMethodDecl>(Shape.Callee);
  if (!Method || !Shape.Receiver || !Shape.Arguments.empty() ||
      isPlainLockMember(Method) ||
      (Method->hasBody() && !isOfNumbers(Context, Method->getParent())))
    return false;
  struct Meaning {
    StringRef Name;
    uint64_t Flags;
    bool Unlocks;
  };
  static constexpr Meaning Meanings[] = {
      {"lock", 0, false},
      {"unlock", 0, true},
      {"try_lock", LockTry, false},
      {"lock_shared", LockShared, false},
      {"unlock_shared", LockShared, true},
      {"try_lock_shared", LockTry | LockShared, false},
  };
  const auto *Found = llvm::find_if(
      Meanings, [&](const Meaning &Each) { return Each.Name == Shape.Member; });
  if (Found == std::end(Meanings))
    return false;
  // A weak pointer's `lock()` returns something.
  bool IsTry = (Found->Flags & LockTry) != 0;
  if (IsTry ? !Method->getReturnType()->isBooleanType()
            : !Method->getReturnType()->isVoidType())
    return false;
  AccessPath Mutex = Paths.path(Shape.Receiver);
  if (!Mutex.isKnown())
    return false;
  if (Found->Unlocks) {
    emitUnlock(std::move(Mutex), Found->Flags, Found->Name, spanOf(Call));
  } else {
    emitLock(std::move(Mutex), Found->Flags, Found->Name, spanOf(Call));
    Paths.Numbers[Call] = Graph.nextNumber() - 1;
  }
  return true;
}

/// A function without a visible body whose attributes say that it acquires or
/// releases: `void Lock() ACQUIRE();`
bool BodyLowering::lowerLockByContract(const CallExpr *Call,
                                       const CallShape &Shape) {
  if (!Shape.Callee->hasAttrs())
    return false;
  // An assertion says that the lock is held, whatever its body does.
  if (Shape.Callee->hasBody() && !Shape.Callee->hasAttr<AssertCapabilityAttr>())
    return false;
  // The attribute's expressions are those of the callee's frame.
  FunctionScope Scope(NameId::None, nullptr);
  Scope.Function = Shape.Callee;
  Scope.OwnsThis = true;
  BodyScan Scan;
  PathBuilder Callee(Context, Scope, Scan);
  SourceSpan At = spanOf(Call);
  bool Found = false;
  auto emit = [&](AccessPath Mutex, uint64_t Flags, bool Unlocks) {
    Place Base;
    if (Mutex.Root.Kind == RootKind::This && Shape.Receiver)
      Base = Paths.place(Shape.Receiver);
    else if (Mutex.Root.Kind == RootKind::Param &&
             Mutex.Root.Index < Shape.Arguments.size())
      Base = Paths.place(Shape.Arguments[Mutex.Root.Index]);
    else if (Mutex.Root.Kind == RootKind::Global)
      Base.Path.Root = Mutex.Root;
    if (!Base.isKnown())
      return;
    for (const mapwarden::Selector &Next : Mutex.Selectors)
      if (Base.Path.Selectors.size() < MaxSelectors)
        Base.Path.Selectors.push_back(Next);
    Found = true;
    if (Unlocks)
      return emitUnlock(std::move(Base.Path), Flags, Shape.Member, At);
    emitLock(std::move(Base.Path), Flags, Shape.Member, At);
    Paths.Numbers[Call] = Graph.nextNumber() - 1;
  };
  auto emitAll = [&](const auto *Attribute, uint64_t Flags, bool Unlocks) {
    if (Attribute->args_size() == 0)
      emit(Callee.thisObject(), Flags, Unlocks);
    for (const Expr *Mutex : Attribute->args())
      emit(Callee.path(Mutex), Flags, Unlocks);
  };
  for (const auto *Each : Shape.Callee->specific_attrs<AssertCapabilityAttr>())
    emitAll(Each, Each->isShared() ? LockShared : 0u, false);
  for (const auto *Each : Shape.Callee->specific_attrs<AcquireCapabilityAttr>())
    emitAll(Each, Each->isShared() ? LockShared : 0u, false);
  for (const auto *Each :
       Shape.Callee->specific_attrs<TryAcquireCapabilityAttr>())
    emitAll(Each, LockTry | (Each->isShared() ? LockShared : 0u), false);
  for (const auto *Each : Shape.Callee->specific_attrs<ReleaseCapabilityAttr>())
    emitAll(Each, Each->isShared() ? LockShared : 0u, true);
  return Found;
}
