// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Mutexes, guards and condition variables.
#include "Extract/BodyLowering.h"
#include "Extract/LockConvention.h"

using namespace mapwarden;
using namespace clang;
using llvm::StringRef;

void BodyLowering::emitLock(AccessPath Mutex, uint64_t Flags, StringRef Name,
                            SourceSpan At) {
  Instruction Lock = make(InstrKind::Lock, At, Name);
  Lock.Target = Mutex;
  Lock.Flags = Flags;
  const uint32_t Number = emit(std::move(Lock));
  if (!(Flags & (LockTry | LockOnce)))
    noteLockForAll(Number, Mutex, At);
}

void BodyLowering::emitUnlock(AccessPath Mutex, uint64_t Flags, StringRef Name,
                              SourceSpan At) {
  forgetLockForAll(Mutex);
  Instruction Unlock = make(InstrKind::Unlock, At, Name);
  Unlock.Target = Mutex;
  Unlock.Flags = Flags;
  const uint32_t Number = emit(std::move(Unlock));
  if (!(Flags & LockOnce))
    noteLockForAll(Number, Mutex, At);
}

void BodyLowering::lowerAtomic(const CallExpr *Call, const CallShape &Shape) {
  if (Shape.Type->Record && !Shape.Arguments.empty() &&
      Shape.Arguments.size() <= 2 &&
      Shape.Arguments[0]->getType()->isIntegerType()) {
    AccessPath Flag = Paths.path(Shape.Receiver);
    // compare_exchange(expected, desired)
    const bool IsCompared = Shape.Arguments.size() == 2 && Shape.Type->Atomic &&
                            Shape.isIn(Shape.Type->Atomic->AcquireIf);
    Value Given = Paths.value(Shape.Arguments[IsCompared ? 1 : 0]);
    const bool IsRelaxed = Shape.Arguments.size() == 2 && !IsCompared &&
                           isRelaxedOrder(Shape.Arguments[1]);
    if (Shape.Type->Atomic && Shape.isIn(Shape.Type->Atomic->Wait)) {
      // `ready.wait(false)` returns when the flag is set: it has been passed.
      const StringRef Old = Given.Kind == ValueKind::Constant
                                ? Context.Names.text(Given.Name)
                                : StringRef();
      if (Flag.isKnown() && !IsRelaxed && (Old == "0" || Old == "false"))
        emitLock(std::move(Flag), LockOnce | LockShared, Shape.Member,
                 spanOf(Call));
      return;
    }
    const uint32_t Before = Graph.nextNumber();
    emitAssign(std::move(Flag), std::move(Given), spanOf(Call));
    if (IsRelaxed && Graph.nextNumber() == Before + 1)
      Graph.instruction(Before).Name = Context.intern("relaxed");
  }
  lowerAtomicLock(Call, Shape);
}

/// An atomic flag that the body uses as a lock.
void BodyLowering::lowerAtomicLock(const CallExpr *Call,
                                   const CallShape &Shape) {
  AtomicLocks::Role Does =
      Scan.Flags.roleOf(Context, Call, Shape, Scan.IsOneStatement);
  if (Does == AtomicLocks::Role::None)
    return;
  AccessPath Flag = Paths.path(Shape.Receiver);
  if (!Flag.isKnown())
    return;
  if (Does == AtomicLocks::Role::Releases)
    return emitUnlock(std::move(Flag), 0, Shape.Member, spanOf(Call));
  emitLock(std::move(Flag), LockTry, Shape.Member, spanOf(Call));
  Paths.Numbers[Call] = Graph.nextNumber() - 1;
}

void BodyLowering::lowerLockMember(const CallExpr *Call,
                                   const CallShape &Shape) {
  const LockModel &Model = *Shape.Type->Lock;
  AccessPath Mutex = Paths.path(Shape.Receiver);
  if (!Mutex.isKnown())
    return;
  SourceSpan At = spanOf(Call);
  if (Shape.isIn(Model.Lock))
    emitLock(std::move(Mutex), 0, Shape.Member, At);
  else if (Shape.isIn(Model.TryLock))
    emitLock(std::move(Mutex), LockTry, Shape.Member, At);
  else if (Shape.isIn(Model.LockShared))
    emitLock(std::move(Mutex), LockShared, Shape.Member, At);
  else if (Shape.isIn(Model.TryLockShared))
    emitLock(std::move(Mutex), LockTry | LockShared, Shape.Member, At);
  else if (Shape.isIn(Model.Unlock))
    return emitUnlock(std::move(Mutex), 0, Shape.Member, At);
  else if (Shape.isIn(Model.UnlockShared))
    return emitUnlock(std::move(Mutex), LockShared, Shape.Member, At);
  else
    return callConditions(Shape.Arguments, At);
  Paths.Numbers[Call] = Graph.nextNumber() - 1;
  callConditions(Shape.Arguments, At);
}

void BodyLowering::callConditions(llvm::ArrayRef<const Expr *> Given,
                                  SourceSpan At) {
  for (const Expr *Argument : Given)
    if (isCallable(Argument))
      emitCallOf(Paths.callable(Argument), {}, At);
}

void BodyLowering::lowerLockFunction(const CallExpr *Call,
                                     const CallShape &Shape) {
  const LockFunctionModel &Model = *Shape.Model->Lock;
  SourceSpan At = spanOf(Call);
  if (!Model.Mutex.empty()) {
    AccessPath Mutex;
    Mutex.Root.Kind = RootKind::Global;
    Mutex.Root.Name = Context.intern(Model.Mutex);
    uint64_t Flags = Model.IsShared ? LockShared : 0u;
    if (Model.Does == LockFunctionModel::Action::Unlock)
      return emitUnlock(std::move(Mutex), Flags, Shape.Member, At);
    if (Model.Does == LockFunctionModel::Action::TryLock)
      Flags |= LockTry;
    emitLock(std::move(Mutex), Flags, Shape.Member, At);
    Paths.Numbers[Call] = Graph.nextNumber() - 1;
    return;
  }
  for (int I = 0; I < static_cast<int>(Shape.Arguments.size()); ++I) {
    if (Model.MutexArgument >= 0 && I != Model.MutexArgument)
      continue;
    AccessPath Mutex = Paths.path(Shape.Arguments[I]);
    if (!Mutex.isKnown())
      continue;
    if (Model.Does == LockFunctionModel::Action::Wait) {
      Instruction Wait = make(InstrKind::GuardWait, At, Shape.Member);
      Wait.Target = std::move(Mutex);
      Paths.Numbers[Call] = emit(std::move(Wait));
      continue;
    }
    uint64_t Flags = Model.IsShared ? LockShared : 0u;
    // Guards can be locked together, too: `std::lock(l1, l2)`.
    const TypeModel &Type = Context.Types.of(receiverType(Shape.Arguments[I]));
    if (Type.Guard) {
      Instruction New = make(Model.Does == LockFunctionModel::Action::Unlock
                                 ? InstrKind::GuardUnlock
                                 : InstrKind::GuardLock,
                             At, Shape.Member);
      New.Target = std::move(Mutex);
      New.Flags =
          Model.Does == LockFunctionModel::Action::TryLock ? LockTry : 0u;
      Paths.Numbers[Call] = emit(std::move(New));
      continue;
    }
    if (Model.Does == LockFunctionModel::Action::Unlock) {
      emitUnlock(std::move(Mutex), Flags, Shape.Member, At);
      continue;
    }
    if (Model.Does == LockFunctionModel::Action::TryLock)
      Flags |= LockTry;
    emitLock(std::move(Mutex), Flags, Shape.Member, At);
    Paths.Numbers[Call] = Graph.nextNumber() - 1;
  }
}

/// A guard the other way round: what it is given is free while it lives.
void BodyLowering::lowerReverseGuard(llvm::ArrayRef<const Expr *> Given,
                                     const AccessPath &Target, StringRef Name,
                                     SourceSpan At) {
  if (Given.empty())
    return;
  AccessPath Freed = Paths.path(Given[0]);
  if (!Freed.isKnown())
    return;
  ReverseGuard New;
  New.Object = Target;
  New.OfGuard = Context.Types.of(receiverType(Given[0])).Guard != nullptr;
  New.Freed = std::move(Freed);
  holdAgain(New, false, Name, At);
  ReverseGuards.push_back(std::move(New));
}

void BodyLowering::holdAgain(const ReverseGuard &Guard, bool Holds,
                             StringRef Name, SourceSpan At) {
  InstrKind Kind = Holds
                       ? Guard.OfGuard ? InstrKind::GuardLock : InstrKind::Lock
                   : Guard.OfGuard ? InstrKind::GuardUnlock
                                   : InstrKind::Unlock;
  Instruction Change = make(Kind, At, Name);
  Change.Target = Guard.Freed;
  emit(std::move(Change));
}

void BodyLowering::endReverseGuard(const AccessPath &Object, SourceSpan At) {
  for (const ReverseGuard &Each : ReverseGuards)
    if (Each.Object == Object)
      return holdAgain(Each, true, "", At);
}

void BodyLowering::lowerGuardMember(const CallExpr *Call,
                                    const CallShape &Shape) {
  const GuardModel &Model = *Shape.Type->Guard;
  SourceSpan At = spanOf(Call);
  AccessPath Guard = Paths.path(Shape.Receiver);
  if (!Guard.isKnown())
    return;
  if (Shape.Member == "operator=" && Shape.Arguments.size() == 1)
    return lowerGuardMove(std::move(Guard), Shape.Arguments[0], At);
  if (Shape.Member == "swap" && Shape.Arguments.size() == 1)
    return lowerGuardMove(std::move(Guard), Shape.Arguments[0], At);
  // `Lock.acquire(mutex)`: the guard manages another mutex from here on.
  if ((Shape.isIn(Model.Lock) || Shape.isIn(Model.TryLock)) &&
      !Shape.Arguments.empty() &&
      Context.Types.of(receiverType(Shape.Arguments[0])).Lock) {
    uint32_t Number =
        lowerGuard(Model, Shape.Arguments, std::move(Guard), Shape.Member, At);
    if (Shape.isIn(Model.TryLock))
      Graph.instruction(Number).Flags |= LockTry;
    Paths.Numbers[Call] = Number;
    return;
  }
  InstrKind Kind;
  uint64_t Flags = 0;
  if (Shape.isIn(Model.Upgrade) || Shape.isIn(Model.Downgrade)) {
    Instruction Change = make(InstrKind::GuardLock, At, Shape.Member);
    Change.Target = std::move(Guard);
    Change.Flags =
        LockAdopted | (Shape.isIn(Model.Downgrade) ? LockShared : 0u);
    emit(std::move(Change));
    return;
  }
  if (Shape.isIn(Model.Lock)) {
    Kind = InstrKind::GuardLock;
  } else if (Shape.isIn(Model.TryLock)) {
    Kind = InstrKind::GuardLock;
    Flags = LockTry;
  } else if (Shape.isIn(Model.Unlock)) {
    Kind = InstrKind::GuardUnlock;
  } else if (Shape.isIn(Model.Release)) {
    Kind = InstrKind::GuardRelease;
  } else if (Shape.isIn(Model.Owns)) {
    Kind = InstrKind::GuardTest;
  } else {
    return;
  }
  Instruction New =
      make(Kind, At,
           isa_and_nonnull<CXXConversionDecl>(Shape.Callee) ? "operator bool"
                                                            : Shape.Member);
  New.Target = std::move(Guard);
  New.Flags =
      Flags |
      (Model.IsShared && Kind == InstrKind::GuardLock ? LockShared : 0u);
  Paths.Numbers[Call] = emit(std::move(New));
}

/// The qualified name of a tag argument's type.
static StringRef tagName(LoweringContext &Context, const Expr *Argument) {
  const NamedDecl *Tag = Argument->IgnoreParenImpCasts()
                             ->getType()
                             .getNonReferenceType()
                             ->getAsTagDecl();
  return Tag ? Context.Names.text(Context.Naming.qualifiedName(Tag))
             : StringRef();
}

static bool contains(const std::vector<std::string> &List, StringRef Name) {
  return llvm::any_of(List,
                      [&](const std::string &Entry) { return Name == Entry; });
}

/// The member \p Name of \p Record or one of its bases; null when there is none
/// with a body.
static const CXXMethodDecl *lockMember(LoweringContext &Context,
                                       const CXXRecordDecl *Record,
                                       StringRef Name, unsigned Depth = 0) {
  Record = Record ? Record->getDefinition() : nullptr;
  if (!Record || Depth > 4)
    return nullptr;
  DeclarationName Wanted = &Context.Ast.Idents.get(Name);
  for (const NamedDecl *Member : Record->lookup(Wanted))
    if (const auto *Method = dyn_cast<CXXMethodDecl>(Member))
      return Method->hasBody() ? Method : nullptr;
  for (const CXXBaseSpecifier &Base : Record->bases())
    if (const CXXMethodDecl *Found = lockMember(
            Context, Base.getType()->getAsCXXRecordDecl(), Name, Depth + 1))
      return Found;
  return nullptr;
}

/// The mutex that a guard on the object at \p Object really takes: if the class
/// is one of the project whose `lock()` (`lock_shared()` if \p IsShared) does
/// nothing but lock a member, that member; if it does not lock at all, none;
/// else the object itself.
Place BodyLowering::forwardedMutex(Place Object, QualType Type, bool IsShared) {
  for (unsigned Depth = 0; Depth < 4 && Object.isKnown(); ++Depth) {
    const TypeModel &Model = Context.Types.of(Type);
    StringRef Name = IsShared ? "lock_shared" : "lock";
    const CXXMethodDecl *Method = Model.IsProject && !Model.isModelled()
                                      ? lockMember(Context, Model.Record, Name)
                                      : nullptr;
    if (Method && isPlainLockMember(Method))
      return {}; // It spins on a plain number.
    const auto *Body =
        Method ? dyn_cast_or_null<CompoundStmt>(Method->getBody()) : nullptr;
    const auto *Call =
        Body && Body->size() == 1
            ? dyn_cast<CXXMemberCallExpr>(cast<Stmt>(*Body->body_begin()))
            : nullptr;
    const auto *Member =
        Call ? dyn_cast<MemberExpr>(
                   Call->getImplicitObjectArgument()->IgnoreParenImpCasts())
             : nullptr;
    const auto *Field =
        Member ? dyn_cast<FieldDecl>(Member->getMemberDecl()) : nullptr;
    const CXXMethodDecl *Called = Call ? Call->getMethodDecl() : nullptr;
    if (!Field || !isa<CXXThisExpr>(Member->getBase()->IgnoreParenImpCasts()) ||
        !Called || !Called->getIdentifier() || Called->getName() != Name)
      break;
    Object = Paths.field(std::move(Object), Field);
    Type = Field->getType();
  }
  return Object;
}

uint32_t BodyLowering::lowerGuard(const GuardModel &Model,
                                  llvm::ArrayRef<const Expr *> Given,
                                  AccessPath Target, StringRef Name,
                                  SourceSpan At) {
  Instruction Guard = make(InstrKind::Guard, At, Name);
  Guard.Target = std::move(Target);
  bool IsShared = Model.IsShared;
  if (Model.WriterArgument >= 0 &&
      static_cast<size_t>(Model.WriterArgument) < Given.size()) {
    const auto *IsWriter = dyn_cast_or_null<CXXBoolLiteralExpr>(
        stripAll(Given[Model.WriterArgument]));
    // A mode that is only known when it runs is taken to be the right one.
    IsShared = IsWriter && !IsWriter->getValue();
    Given = Given.take_front(Model.WriterArgument);
  }
  if (IsShared)
    Guard.Flags |= LockShared;
  for (const Expr *Argument : Given) {
    StringRef Tag = tagName(Context, Argument);
    if (!Tag.empty() && contains(Model.DeferTags, Tag)) {
      Guard.Flags |= LockDeferred;
    } else if (!Tag.empty() && contains(Model.AdoptTags, Tag)) {
      Guard.Flags |= LockAdopted;
    } else if (!Tag.empty() && contains(Model.TryTags, Tag)) {
      Guard.Flags |= LockTry;
    } else if (Model.TakesSeveral || Guard.Args.empty()) {
      // An unknown mutex still counts as one.
      Value Mutex = Paths.value(Argument);
      if (Mutex.Kind != ValueKind::Path)
        Mutex = {};
      Mutex.Copied = false;
      // A guard on a class of the project takes the mutex inside, too.
      Value Inner;
      if (Place Object = Paths.place(Argument);
          Mutex.Kind == ValueKind::Path && Object.Path == Mutex.Path)
        Inner = Value::path(
            forwardedMutex(std::move(Object), Argument->getType(), IsShared)
                .Path);
      bool IsForwarded = Inner.Kind == ValueKind::Path && Inner != Mutex;
      Guard.Args.push_back(std::move(Mutex));
      if (IsForwarded)
        Guard.Args.push_back(std::move(Inner));
    }
  }
  // A guard that is kept in a collection outlives the round.
  const bool IsKept =
      llvm::any_of(Guard.Target.Selectors, [](const Selector &Step) {
        return Step.K == Selector::Element;
      });
  const bool Locks = !Guard.has(LockDeferred) && !Guard.has(LockTry);
  AccessPath Mutex = IsKept && Locks && Guard.Args.size() == 1 &&
                             Guard.Args[0].Kind == ValueKind::Path
                         ? Guard.Args[0].Path
                         : AccessPath();
  uint32_t Number = emit(std::move(Guard));
  if (Mutex.isKnown())
    noteLockForAll(Number, Mutex, At);
  callConditions(Given, At);
  return Number;
}

void BodyLowering::lowerVexingGuard(const FunctionDecl *Declared) {
  SourceSpan At =
      Context.Spans.span(Declared->getLocation(), Declared->getLocation());
  QualType Type = Declared->getReturnType();
  Instruction Guard =
      make(InstrKind::Guard, At, Context.Types.of(Type).Record->getName());
  Guard.Target = hiddenLocal("<function>", Type, At);
  emit(std::move(Guard));
}

void BodyLowering::lowerLocked(const CallExpr *Call, const CallShape &Shape) {
  const LockedModel &Model = *Shape.Type->Locked;
  AccessPath Object = Paths.path(Shape.Receiver);
  SourceSpan At = spanOf(Call);
  bool IsShared = Shape.isIn(Model.LockShared) || Shape.isIn(Model.CallShared);
  if (!Object.isKnown())
    return lowerSystemCall(Call, Shape);
  if (Shape.isIn(Model.Lock) || Shape.isIn(Model.LockShared)) {
    AccessPath Handle = destination(Call);
    if (!Handle.isKnown())
      Handle = hiddenLocal("<handle>", Call->getType(), At);
    Paths.Objects[Call] = Handle;
    Instruction Guard = make(InstrKind::Guard, At, Shape.Member);
    Guard.Target = Handle;
    Guard.Flags = IsShared ? LockShared : 0u;
    Guard.Args.push_back(Value::path(Object));
    emit(std::move(Guard));
    return emitAssign(std::move(Handle), Value::path(std::move(Object)), At);
  }
  if ((Shape.isIn(Model.Call) || Shape.isIn(Model.CallShared)) &&
      !Shape.Arguments.empty()) {
    emitLock(Object, IsShared ? LockShared : 0u, Shape.Member, At);
    emitCallOf(Paths.callable(Shape.Arguments.back()), {Value::path(Object)},
               At);
    return emitUnlock(std::move(Object), IsShared ? LockShared : 0u,
                      Shape.Member, At);
  }
}

void BodyLowering::lowerGuardMove(AccessPath Target, const Expr *Source,
                                  SourceSpan At) {
  AccessPath From = Paths.path(Source);
  if (!Target.isKnown() || Target == From)
    return;
  Instruction Move = make(InstrKind::GuardMove, At);
  Move.Target = std::move(Target);
  Move.Args.push_back(From.isKnown() ? Value::path(std::move(From)) : Value());
  emit(std::move(Move));
}

/// How many permits a semaphore starts with, where that can be seen.
std::optional<int64_t> BodyLowering::permitsOf(const CallShape &Shape) {
  int Number = Shape.Type->Wait->PermitsArgument;
  const auto *Made = dyn_cast_or_null<CXXConstructExpr>(
      stripAll(Number < 0 ? nullptr : makerOf(Shape.Receiver)));
  if (!Made || static_cast<unsigned>(Number) >= Made->getNumArgs())
    return std::nullopt;
  return constantInteger(Made->getArg(Number));
}

void BodyLowering::lowerWait(const CallExpr *Call, const CallShape &Shape) {
  SourceSpan At = spanOf(Call);
  const WaitModel &Model = *Shape.Type->Wait;
  const int64_t Permits = permitsOf(Shape).value_or(0);
  const bool Posts = Shape.isIn(Model.PostMembers);
  const bool Tries = Shape.isIn(Model.TryMembers);
  if (Permits == 1) {
    AccessPath Mutex = Paths.path(Shape.Receiver);
    if (!Mutex.isKnown())
      return;
    if (Posts)
      return emitUnlock(std::move(Mutex), 0, Shape.Member, At);
    emitLock(std::move(Mutex), Tries ? LockTry : 0u, Shape.Member, At);
    Paths.Numbers[Call] = Graph.nextNumber() - 1;
    return;
  }
  // What has been done before the signal is visible to those who wait for it.
  AccessPath Signal;
  if (Permits <= 0 && !Model.PostMembers.empty())
    Signal = Paths.path(Shape.Receiver);
  if (Signal.isKnown()) {
    Signal.Selectors.push_back(
        {Selector::Field, Context.intern(FutureSelector)});
    if (Posts)
      emitAssign(Signal,
                 Value::named(ValueKind::Constant, Context.intern("true")), At);
  }
  if (Permits > 1 || Tries || !Shape.isIn(Model.Members))
    return;
  Instruction Wait = make(InstrKind::GuardWait, At, Shape.Member);
  if (Shape.Arguments.size() > 2)
    Wait.Flags = LockTry; // With a time limit.
  // A latch or barrier takes no guard: what is waited for is the object itself.
  Wait.Target =
      Paths.path(Shape.Arguments.empty() ? Shape.Receiver : Shape.Arguments[0]);
  if (Wait.Target.isKnown())
    Paths.Numbers[Call] = emit(std::move(Wait));
  if (Signal.isKnown())
    emitLock(std::move(Signal), LockOnce | LockShared, Shape.Member, At);
  if (Shape.Arguments.empty())
    return;
  // The predicate runs with the lock held.
  const Expr *Predicate = Shape.Arguments.back();
  if (Shape.Arguments.size() > 1 && isCallable(Predicate))
    emitCallOf(Paths.callable(Predicate), {}, At);
  // Without a time limit it is true afterwards.
  const auto *Lambda = dyn_cast_or_null<LambdaExpr>(stripAll(Predicate));
  const auto *Body = Lambda && Shape.Arguments.size() == 2
                         ? dyn_cast_or_null<CompoundStmt>(Lambda->getBody())
                         : nullptr;
  if (Body && Body->size() == 1)
    if (const auto *Return = dyn_cast<ReturnStmt>(Body->body_front()))
      passFlags(Return->getRetValue(), Shape.Member, At);
}

/// \p Condition has been seen to be true: so have been the flags that it asks
/// for.
void BodyLowering::passFlags(const Expr *Condition, StringRef Name,
                             SourceSpan At) {
  const Expr *Asked = Condition ? stripAll(Condition) : nullptr;
  if (const auto *Both = dyn_cast_or_null<BinaryOperator>(Asked)) {
    if (Both->getOpcode() == BO_LAnd) {
      passFlags(Both->getLHS(), Name, At);
      passFlags(Both->getRHS(), Name, At);
    }
    return;
  }
  // `ready.load()`, and the conversion that means the same.
  if (const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(Asked))
    Asked =
        Context.Types.of(receiverType(Call->getImplicitObjectArgument())).Atomic
            ? stripAll(Call->getImplicitObjectArgument())
            : nullptr;
  if (!isa_and_nonnull<DeclRefExpr, MemberExpr>(Asked))
    return;
  const bool IsFlag = Asked->getType()->isBooleanType() ||
                      Context.Types.of(Asked->getType()).Atomic;
  if (AccessPath Flag = IsFlag ? Paths.path(Asked) : AccessPath();
      Flag.isKnown())
    emitLock(std::move(Flag), LockOnce | LockShared, Name, At);
}
