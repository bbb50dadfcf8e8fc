// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Which instruction decides a branch.
///
/// Clang has split `&&`, `||` and `!` of them into branches of their own. What
/// is left is traced back through negation, comparisons with true, null, zero
/// and `end()`, and variables that are set once, to the call that gave the
/// answer; or to the flag or pointer that is tested.
#include "Extract/BodyLowering.h"

using namespace mapwarden;
using namespace clang;
using llvm::StringRef;

/// Steps that a condition is traced back.
static constexpr unsigned MaxSteps = 12;

void BodyLowering::lowerCondition(const Expr *Condition) {
  // After `a && b` the block has evaluated `b` last.
  while (true) {
    Condition = Condition->IgnoreParenImpCasts();
    const auto *Operator = dyn_cast<BinaryOperator>(Condition);
    if (!Operator || !Operator->isLogicalOp())
      break;
    Condition = CurrentFlow && isa_and_nonnull<BinaryOperator>(
                                   CurrentFlow->getTerminatorStmt())
                    ? Operator->getLHS()
                    : Operator->getRHS();
  }
  Conditions.push_back({Current, Condition});
  Decision By = decide(Condition, 0);
  if (!By.isKnown() || By.IsBelowZero)
    return;
  if (By.Number == BlockFacts::NoCondition) {
    Instruction Test = make(InstrKind::Test, Context.Spans.span(Condition),
                            By.IsRelaxed ? "relaxed" : "");
    Test.Target = std::move(By.Tested);
    if (By.Counts)
      Test.Flags |= TestCounts;
    if (By.IsSeenBefore)
      Test.Args.push_back(
          Value::named(ValueKind::Constant, Context.intern(EarlierValue)));
    if (By.IsExchanged)
      Test.Args.push_back(
          Value::named(ValueKind::Constant, Context.intern(ExchangedValue)));
    if (By.Equals)
      Test.Args.push_back(Value::named(
          ValueKind::Constant, Context.intern(std::to_string(*By.Equals))));
    By.Number = emit(std::move(Test));
  }
  Graph.setCondition(Current, By.Number, By.IsNegated);
}

static std::optional<int64_t> integerValue(const Expr *E) {
  const Expr *Stripped = stripAll(E);
  if (const auto *Minus = dyn_cast_or_null<UnaryOperator>(Stripped);
      Minus && Minus->getOpcode() == UO_Minus)
    if (std::optional<int64_t> Number = integerValue(Minus->getSubExpr()))
      return -*Number;
  if (const auto *Literal = dyn_cast_or_null<IntegerLiteral>(Stripped);
      Literal && Literal->getValue().getActiveBits() < 32)
    return static_cast<int64_t>(Literal->getValue().getZExtValue());
  if (const auto *Name = dyn_cast_or_null<DeclRefExpr>(Stripped))
    if (const auto *Enumerator = dyn_cast<EnumConstantDecl>(Name->getDecl());
        Enumerator && Enumerator->getInitVal().getSignificantBits() < 32)
      return Enumerator->getInitVal().tryExtValue(); // None: `~0ull`.
  if (const auto *Literal = dyn_cast_or_null<CXXBoolLiteralExpr>(Stripped))
    return Literal->getValue() ? 1 : 0;
  if (isa_and_nonnull<CXXNullPtrLiteralExpr, GNUNullExpr>(Stripped))
    return 0;
  return std::nullopt;
}

/// Is \p E a container operation that returns the past-the-end iterator?
static bool isEnd(LoweringContext &Context, const Expr *E) {
  const auto *Call = dyn_cast_or_null<CallExpr>(stripAll(E));
  if (const auto *Construct = dyn_cast_or_null<CXXConstructExpr>(stripAll(E));
      Construct && Construct->getNumArgs() == 1)
    Call = dyn_cast_or_null<CallExpr>(stripAll(Construct->getArg(0)));
  if (!Call)
    return false;
  CallShape Shape = shapeOf(Context, Call);
  return Shape.Kind == CallKind::Container && Shape.Operation &&
         (Shape.Operation->Effects & AccessNamesEnd);
}

/// `future.wait_for(d) != std::future_status::ready`: the thread may still run.
BodyLowering::Decision BodyLowering::decideTimedJoin(const Expr *Left,
                                                     const Expr *Right) {
  Decision By;
  const Expr *Waited = stripAll(Left), *Result = stripAll(Right);
  if (isa_and_nonnull<CallExpr>(Result))
    std::swap(Waited, Result);
  // `auto Status = future.wait_for(d);`
  if (const auto *Name = dyn_cast_or_null<DeclRefExpr>(Waited))
    if (const auto *Variable = dyn_cast<VarDecl>(Name->getDecl());
        Variable && Variable->getInit() &&
        (Variable->getType().isConstQualified() ||
         Variable->getType()->isEnumeralType()))
      Waited = stripAll(Variable->getInit());
  const auto *Call = dyn_cast_or_null<CallExpr>(Waited);
  const auto *Name = dyn_cast_or_null<DeclRefExpr>(Result);
  auto Number = Call ? Paths.Numbers.find(Call) : Paths.Numbers.end();
  if (!Name || Number == Paths.Numbers.end() ||
      Graph.instruction(Number->second).Kind != InstrKind::JoinTest)
    return By;
  CallShape Shape = shapeOf(Context, Call);
  if (!Shape.Type || !Shape.Type->Thread ||
      !llvm::is_contained(
          Shape.Type->Thread->EndedResults,
          Context.Names.text(Context.Naming.qualifiedName(Name->getDecl()))))
    return By;
  By.Number = Number->second;
  return By;
}

/// `if (version_ == seen)`, where the local `seen` was set to what `version_`
/// was.
BodyLowering::Decision BodyLowering::decideSeenBefore(const Expr *Left,
                                                      const Expr *Right,
                                                      bool IsNegated) {
  const Expr *Now = stripAll(Left), *Before = stripAll(Right);
  auto isLocal = [](const Expr *E) {
    const auto *Name = dyn_cast_or_null<DeclRefExpr>(E);
    const auto *Variable = Name ? dyn_cast<VarDecl>(Name->getDecl()) : nullptr;
    return Variable && Variable->hasLocalStorage();
  };
  if (isLocal(Now))
    std::swap(Now, Before);
  const auto *Member = dyn_cast_or_null<MemberExpr>(Now);
  if (!Member || !isLocal(Before) || !Member->getType()->isIntegerType())
    return {};
  auto Copies = Scan.CopiedFrom.find(cast<DeclRefExpr>(Before)->getDecl());
  if (Copies == Scan.CopiedFrom.end() ||
      !llvm::is_contained(Copies->second, Member->getMemberDecl()))
    return {};
  Decision By;
  By.Tested = Paths.path(Member);
  By.IsNegated = IsNegated;
  By.IsSeenBefore = true;
  return By;
}

/// Is \p E a parameter that is a number of several meanings, such as a mode?
static bool isNumberParameter(const Expr *E) {
  const auto *Name = dyn_cast_or_null<DeclRefExpr>(stripAll(E));
  if (!Name || !isa<ParmVarDecl>(Name->getDecl()))
    return false;
  QualType Type = Name->getDecl()->getType();
  return Type->isIntegralOrEnumerationType() && !Type->isBooleanType();
}

BodyLowering::Decision
BodyLowering::decideComparison(BinaryOperatorKind Operator, const Expr *Left,
                               const Expr *Right, unsigned Depth) {
  bool LeftIsFixed = integerValue(Left) || isEnd(Context, Left);
  if (LeftIsFixed) {
    std::swap(Left, Right);
    Operator = Operator == BO_LT   ? BO_GT
               : Operator == BO_GT ? BO_LT
               : Operator == BO_LE ? BO_GE
               : Operator == BO_GE ? BO_LE
                                   : Operator;
  }
  if (isEnd(Context, Right)) {
    if (Operator != BO_EQ && Operator != BO_NE)
      return {};
    Decision By = decide(Left, Depth);
    // Only a lookup says something: an iterator that walks is not a test of
    // presence.
    if (By.Number == BlockFacts::NoCondition ||
        !Graph.instruction(By.Number).has(AccessTestsPresence))
      return {};
    By.IsNegated ^= Operator == BO_EQ;
    return By;
  }
  if (Operator == BO_EQ || Operator == BO_NE)
    if (Decision By = decideTimedJoin(Left, Right); By.isKnown()) {
      By.IsNegated ^= Operator == BO_EQ;
      return By;
    }
  std::optional<int64_t> Fixed = integerValue(Right);
  if (!Fixed)
    return Operator == BO_EQ || Operator == BO_NE
               ? decideSeenBefore(Left, Right, Operator == BO_NE)
               : Decision();
  // `++users == 1`: the old value was zero.
  if (const auto *Step = dyn_cast_or_null<UnaryOperator>(stripAll(Left));
      Step && Step->getOpcode() == UO_PreInc)
    --*Fixed;
  // `std::try_lock(a, b) == -1`: below zero, all are locked.
  const bool IsBelow = (Operator == BO_EQ && *Fixed == -1) ||
                       (Operator == BO_LT && *Fixed == 0) ||
                       (Operator == BO_LE && *Fixed == -1);
  const bool IsNotBelow = (Operator == BO_NE && *Fixed == -1) ||
                          (Operator == BO_GE && *Fixed == 0) ||
                          (Operator == BO_GT && *Fixed == -1);
  if (IsBelow || IsNotBelow)
    if (Decision By = decide(Left, Depth); By.IsBelowZero) {
      By.IsBelowZero = false;
      By.IsNegated = IsNotBelow;
      return By;
    }
  // `mode == Exclusive`, which a caller decides.
  if ((Operator == BO_EQ || Operator == BO_NE) && isNumberParameter(Left)) {
    Decision By;
    By.Tested = Paths.path(stripAll(Left));
    By.Equals = Fixed;
    By.IsNegated = Operator == BO_NE;
    return By;
  }
  // Does the comparison hold for every value but zero (or false), or for zero
  // alone?
  bool HoldsForOthers = (Operator == BO_NE && *Fixed == 0) ||
                        (Operator == BO_GT && *Fixed == 0) ||
                        (Operator == BO_GE && *Fixed == 1) ||
                        (Operator == BO_EQ && *Fixed == 1);
  bool HoldsForZero = (Operator == BO_EQ && *Fixed == 0) ||
                      (Operator == BO_LT && *Fixed == 1) ||
                      (Operator == BO_LE && *Fixed == 0) ||
                      (Operator == BO_NE && *Fixed == 1);
  if (!HoldsForOthers && !HoldsForZero) {
    // `rc == EBUSY`: of what a lock function returns only zero is success.
    Decision By = Operator == BO_EQ || Operator == BO_NE ? decide(Left, Depth)
                                                         : Decision();
    if (By.Number == BlockFacts::NoCondition ||
        Graph.instruction(By.Number).Kind != InstrKind::Lock || !By.IsNegated)
      return {};
    By.IsNegated ^= Operator == BO_NE;
    return By;
  }
  Decision By = decide(Left, Depth);
  if (By.IsBelowZero)
    return {};
  By.IsNegated ^= HoldsForZero;
  return By;
}

/// `load(order)`: the only argument is an enumerator; relaxed says that nothing
/// is ordered by it.
static bool isOrder(llvm::ArrayRef<const Expr *> Arguments, bool &IsRelaxed) {
  if (Arguments.size() != 1)
    return Arguments.empty();
  const auto *Name = dyn_cast<DeclRefExpr>(Arguments[0]->IgnoreParenImpCasts());
  if (!Name || !Name->getType()->isEnumeralType() ||
      !Name->getDecl()->getIdentifier())
    return false;
  IsRelaxed = isRelaxedOrder(Arguments[0]);
  return true;
}

BodyLowering::Decision BodyLowering::decideCall(const CallExpr *Call,
                                                unsigned Depth) {
  Decision By;
  CallShape Shape = shapeOf(Context, Call);
  if (Shape.Callee &&
      Shape.Callee->getBuiltinID() == Builtin::BI__builtin_expect)
    return decide(Call->getArg(0), Depth);
  if (Shape.Kind == CallKind::Identity && !Shape.Arguments.empty())
    return decide(Shape.Arguments[0], Depth);
  // `stopped_.exchange(true)`, `running_.compare_exchange_strong(old, false)`
  if (Shape.Kind == CallKind::Atomic && Shape.Receiver &&
      Call->getType()->isBooleanType() && !Paths.Numbers.contains(Call)) {
    const bool IsCompared = Shape.isIn(Shape.Type->Atomic->AcquireIf);
    if (IsCompared || Shape.isIn(Shape.Type->Atomic->Acquire)) {
      By.Tested = Paths.path(Shape.Receiver);
      By.IsExchanged = true;
      const size_t New = IsCompared ? 1 : 0;
      std::optional<int64_t> Set = New < Shape.Arguments.size()
                                       ? integerValue(Shape.Arguments[New])
                                       : std::nullopt;
      if (!Set)
        return {};
      // It has failed where the flag was set already.
      By.IsNegated = IsCompared && *Set != 0;
      return By;
    }
  }
  // What a smart pointer, atomic or optional holds.
  bool IsHeldValue =
      Shape.Receiver && isOrder(Shape.Arguments, By.IsRelaxed) &&
      (Shape.Kind == CallKind::Pointer || Shape.Kind == CallKind::Atomic ||
       Shape.Kind == CallKind::Callable || Shape.Kind == CallKind::System);
  if (auto Number = Paths.Numbers.find(Call); Number != Paths.Numbers.end()) {
    By.Number = Number->second;
    Instruction &Decider = Graph.instruction(By.Number);
    bool IsFreeBefore = Shape.Kind == CallKind::Atomic &&
                        Decider.Kind == InstrKind::Lock &&
                        Shape.isIn(Shape.Type->Atomic->Acquire);
    if (IsFreeBefore || (Shape.Kind == CallKind::LockFunction &&
                         Shape.Model->Lock->SucceedsWithZero))
      By.IsNegated = true;
    By.IsBelowZero = Shape.Kind == CallKind::LockFunction &&
                     Shape.Model->Lock->SucceedsWithNegative;
    if (Decider.Kind == InstrKind::Access &&
        !Decider.has(AccessTestsPresence | AccessTestsEmpty)) {
      // A number of elements: zero means empty.
      if (Shape.Arguments.empty() && Call->getType()->isIntegerType() &&
          Decider.has(AccessRead)) {
        Decider.Flags |= AccessTestsEmpty;
        By.IsNegated = true;
      } else if (!Decider.has(AccessInserts | AccessErases)) {
        return {};
      }
    }
    // A member of a guard may say whether it could lock: `l.try_acquire(m)`.
    if (Decider.Kind == InstrKind::Spawn ||
        (Decider.Kind == InstrKind::Guard &&
         !(Decider.has(LockTry) && Call->getType()->isBooleanType())))
      return {};
    if (Shape.Kind == CallKind::Thread &&
        Shape.isIn(Shape.Type->Thread->TimedJoin)) {
      if (!Shape.Type->Thread->EndedResults.empty())
        return {};
      By.IsNegated = true; // True: it has ended.
    }
    return By;
  }
  if (IsHeldValue) {
    if (Shape.Kind == CallKind::System && !Call->getType()->isBooleanType())
      return {};
    // `guard.mutex()` and the like say nothing; a test of the object does.
    const auto *Receiver = dyn_cast_or_null<CallExpr>(stripAll(Shape.Receiver));
    if (Receiver)
      return decideCall(Receiver, Depth + 1);
    if (Shape.Kind != CallKind::System || Shape.Member == "operator type")
      By.Tested = Paths.path(Shape.Receiver);
  }
  return By;
}

BodyLowering::Decision BodyLowering::decide(const Expr *Condition,
                                            unsigned Depth) {
  Decision By;
  const Expr *E = stripAll(Condition);
  if (!E || Depth == MaxSteps || E->getType().isNull())
    return By;
  if (const auto *Operator = dyn_cast<UnaryOperator>(E)) {
    if (Operator->getOpcode() == UO_LNot) {
      By = decide(Operator->getSubExpr(), Depth + 1);
      By.IsNegated ^= true;
      return By;
    }
    if (Operator->isIncrementOp()) {
      // Alone, `++n` says nothing of the old value.
      if (Depth > 0 || Operator->isPostfix())
        By = decide(Operator->getSubExpr(), Depth + 1);
      if (By.Number != BlockFacts::NoCondition)
        return {};
      By.Counts = true;
      return By;
    }
    if (Operator->getOpcode() != UO_Deref)
      return By;
  }
  if (const auto *Operator = dyn_cast<BinaryOperator>(E)) {
    if (Operator->isEqualityOp() || Operator->isRelationalOp())
      return decideComparison(Operator->getOpcode(), Operator->getLHS(),
                              Operator->getRHS(), Depth + 1);
    if (Operator->getOpcode() == BO_Assign)
      return decide(Operator->getRHS(), Depth + 1);
    return By;
  }
  if (const auto *Rewritten = dyn_cast<CXXRewrittenBinaryOperator>(E)) {
    CXXRewrittenBinaryOperator::DecomposedForm Form =
        Rewritten->getDecomposedForm();
    return decideComparison(Form.Opcode, Form.LHS, Form.RHS, Depth + 1);
  }
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E)) {
    OverloadedOperatorKind Kind = Operator->getOperator();
    if ((Kind == OO_EqualEqual || Kind == OO_ExclaimEqual) &&
        Operator->getNumArgs() == 2 && !Paths.Numbers.contains(Operator))
      return decideComparison(Kind == OO_EqualEqual ? BO_EQ : BO_NE,
                              Operator->getArg(0), Operator->getArg(1),
                              Depth + 1);
    if (Kind == OO_Exclaim && Operator->getNumArgs() == 1) {
      By = decide(Operator->getArg(0), Depth + 1);
      By.IsNegated ^= true;
      return By;
    }
  }
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return decideCall(Call, Depth + 1);
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E)) {
    if (Construct->getNumArgs() == 1)
      return decide(Construct->getArg(0), Depth + 1);
    return By;
  }
  // `m.insert(x).second`: the parts of a result speak for it.
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
    if (Field && Context.Types.isSystem(Field)) {
      const Expr *Base = stripAll(Member->getBase());
      bool IsIterator = Base && Context.Types.of(receiverType(Base)).IsIterator;
      if (isa_and_nonnull<CallExpr, DeclRefExpr>(Base) && !IsIterator &&
          Field->getType()->isBooleanType())
        return decide(Base, Depth + 1);
      return By;
    }
  }
  if (const auto *Name = dyn_cast<DeclRefExpr>(E)) {
    const ValueDecl *Variable = Name->getDecl();
    if (const auto *Binding = dyn_cast<BindingDecl>(Variable)) {
      const auto *Whole =
          dyn_cast_or_null<VarDecl>(Binding->getDecomposedDecl());
      if (Whole && Whole->getInit() &&
          isa_and_nonnull<CallExpr>(stripTemporary(Whole->getInit())))
        return decide(Whole->getInit(), Depth + 1);
      return By;
    }
    if (!Variable->getType()->isReferenceType())
      if (const Expr *Only = Paths.onlyValue(Variable);
          Only && !isa<ParmVarDecl>(Variable)) {
        By = decide(Only, Depth + 1);
        if (By.Number != BlockFacts::NoCondition)
          return By;
        By = {};
      }
  }
  // A flag or a pointer.
  QualType Type = E->getType();
  if (Type->isBooleanType() || TypeModels::isTrackedPointer(Type) ||
      Context.Types.of(Type).Pointer || Context.Types.of(Type).Atomic)
    By.Tested = Paths.path(E);
  // A number serves as a flag, too, where it outlives the function.
  if (Type->isIntegerType() && isa<DeclRefExpr, MemberExpr>(E))
    if (AccessPath Number = Paths.path(E);
        Number.Root.Kind == RootKind::Global || !Number.Selectors.empty())
      By.Tested = std::move(Number);
  return By;
}
