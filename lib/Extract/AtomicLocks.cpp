// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Which members of an atomic take and give back its flag, by the models.
#include "Extract/AtomicLocks.h"
#include "Extract/BodyScan.h"

using namespace mapwarden;
using namespace clang;

using Role = AtomicLocks::Role;

/// Is argument number \p Index a constant that is \p Expected as a condition?
/// An order of memory is no such value.
static bool isFlagValue(LoweringContext &Context, const CallShape &Shape,
                        unsigned Index, bool Expected) {
  if (Index >= Shape.Arguments.size())
    return false;
  const Expr *Value = Shape.Arguments[Index];
  bool Result = false;
  return Value->getType()->isIntegerType() &&
         !Value->IgnoreParenImpCasts()->getType()->isEnumeralType() &&
         !Value->isValueDependent() &&
         Value->EvaluateAsBooleanCondition(Result, Context.Ast) &&
         Result == Expected;
}

/// Has the call no argument, or none but the order?
static bool isWithoutValue(const CallShape &Shape) {
  return llvm::all_of(Shape.Arguments, [](const Expr *Argument) {
    return Argument->IgnoreParenImpCasts()->getType()->isEnumeralType();
  });
}

/// What the member is for, wherever it is called.
static Role roleOfMember(LoweringContext &Context, const CallShape &Shape) {
  if (Shape.Kind != CallKind::Atomic || !Shape.Type || !Shape.Type->Atomic ||
      !Shape.Receiver)
    return Role::None;
  const AtomicModel &Model = *Shape.Type->Atomic;
  if (Shape.isIn(Model.Acquire) &&
      (isWithoutValue(Shape) || isFlagValue(Context, Shape, 0, true)))
    return Role::Acquires;
  if (Shape.isIn(Model.AcquireIf) && isFlagValue(Context, Shape, 1, true))
    return Role::AcquiresIf;
  if (Shape.isIn(Model.Release) &&
      (isWithoutValue(Shape) || isFlagValue(Context, Shape, 0, false)))
    return Role::Releases;
  return Role::None;
}

void AtomicLocks::noteCondition(LoweringContext &Context, const Expr *Condition,
                                bool IsLoop) {
  Condition = Condition ? stripAll(Condition) : nullptr;
  if (!Condition)
    return;
  if (const auto *Not = dyn_cast<UnaryOperator>(Condition)) {
    if (Not->getOpcode() == UO_LNot)
      noteCondition(Context, Not->getSubExpr(), IsLoop);
  } else if (const auto *Two = dyn_cast<BinaryOperator>(Condition)) {
    if (Two->isLogicalOp() || Two->isEqualityOp()) {
      noteCondition(Context, Two->getLHS(), IsLoop);
      noteCondition(Context, Two->getRHS(), IsLoop);
    }
  } else if (const auto *Call = dyn_cast<CallExpr>(Condition)) {
    CallShape Shape = shapeOf(Context, Call);
    Role Does = roleOfMember(Context, Shape);
    if (Does != Role::Acquires && Does != Role::AcquiresIf)
      return;
    (IsLoop ? Spins : Decides).insert(Call);
    if (const ValueDecl *Flag = declarationOf(Shape.Receiver))
      Taken.insert(Flag);
  }
}

void AtomicLocks::noteCall(LoweringContext &Context, const CallExpr *Call) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee());
  if (!Method || !Context.Types.of(Method->getParent()).Atomic)
    return;
  CallShape Shape = shapeOf(Context, Call);
  if (roleOfMember(Context, Shape) == Role::Releases)
    if (const ValueDecl *Flag = declarationOf(Shape.Receiver))
      GivenBack.insert(Flag);
}

Role AtomicLocks::roleOf(LoweringContext &Context, const CallExpr *Call,
                         const CallShape &Shape, bool IsAlone) const {
  Role Does = roleOfMember(Context, Shape);
  const ValueDecl *Flag = declarationOf(Shape.Receiver);
  if (Does == Role::None || !Flag)
    return Role::None;
  if (Does == Role::Releases)
    return IsAlone || Taken.contains(Flag) ? Does : Role::None;
  bool IsLock = Spins.contains(Call) ||
                (Decides.contains(Call) && GivenBack.contains(Flag));
  return IsLock ? Does : Role::None;
}
