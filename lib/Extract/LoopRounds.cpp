// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// How often a counting loop runs: what decides how many threads a loop starts.
///
/// Only loops that count up to something, or down to nothing, are understood,
/// as loops that start the workers of a pool do. What they count up from does
/// not matter, except for a start at one.
#include "Extract/BodyLowering.h"

using namespace mapwarden;
using namespace clang;

/// Variables that hold the count for another one are followed so far.
static constexpr unsigned MaxNames = 4;

/// Is the function a member of a class that keeps threads?
bool BodyLowering::keepsThreads() {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Function);
  return Method &&
         llvm::any_of(Method->getParent()->fields(), [&](const auto *Field) {
           return Context.Types.holdsThreads(Field->getType());
         });
}

std::optional<int64_t> BodyLowering::constantInteger(const Expr *E) {
  if (!E || E->isInstantiationDependent() || E->getType().isNull() ||
      !E->getType()->isIntegerType())
    return std::nullopt;
  Expr::EvalResult Known;
  if (!E->EvaluateAsInt(Known, Context.Ast))
    return std::nullopt;
  return Known.Val.getInt().tryExtValue();
}

/// \p E as a number that says something to others: 0, 1, a parameter or a
/// field.
Value BodyLowering::countAt(const Expr *E, unsigned Depth) {
  if (!E || E->getType().isNull() || !E->getType()->isIntegerType())
    return {};
  if (std::optional<int64_t> Known = constantInteger(E))
    return *Known == 0 || *Known == 1
               ? Value::named(ValueKind::Constant,
                              Context.intern(std::to_string(*Known)))
               : Value();
  const Expr *Stripped = stripAll(E);
  if (const auto *Name = dyn_cast_or_null<DeclRefExpr>(Stripped)) {
    if (isa<ParmVarDecl>(Name->getDecl())) {
      Value Given = Paths.value(E);
      return Given.Kind == ValueKind::Path ? Given : Value();
    }
    const auto *Variable = dyn_cast<VarDecl>(Name->getDecl());
    return Variable && Variable->getInit() && Depth < MaxNames &&
                   Scan.Declared.contains(Variable) &&
                   !Scan.Changed.contains(Variable)
               ? countAt(Variable->getInit(), Depth + 1)
               : Value();
  }
  if (!isa_and_nonnull<MemberExpr>(Stripped))
    return {};
  AccessPath Field = Paths.path(Stripped);
  return Field.Root.Kind == RootKind::This && !Field.Selectors.empty()
             ? Value::path(std::move(Field))
             : Value();
}

/// What \p Condition counts down from: `n--`, `n-- > 0`; None for others.
Value BodyLowering::countDown(const Expr *Condition) {
  const Expr *Counted = Condition ? Condition->IgnoreParenImpCasts() : nullptr;
  if (const auto *Comparison = dyn_cast_or_null<BinaryOperator>(Counted))
    Counted = (Comparison->getOpcode() == BO_GT ||
               Comparison->getOpcode() == BO_NE) &&
                      constantInteger(Comparison->getRHS()) == 0
                  ? Comparison->getLHS()->IgnoreParenImpCasts()
                  : nullptr;
  const auto *Step = dyn_cast_or_null<UnaryOperator>(Counted);
  const ValueDecl *Name = Step && Step->getOpcode() == UO_PostDec
                              ? PathBuilder::namedVariable(Step->getSubExpr())
                              : nullptr;
  // What the function is given: that it changes later is what it is for.
  return isa_and_nonnull<ParmVarDecl>(Name) ? Value::path(Paths.root(Name))
                                            : Value();
}

/// What \p Loop counts up to, or down from.
Value BodyLowering::roundsOf(const Stmt *Loop) {
  const auto *For = dyn_cast_or_null<ForStmt>(Loop);
  const auto *While = dyn_cast_or_null<WhileStmt>(Loop);
  const Expr *Condition = For     ? For->getCond()
                          : While ? While->getCond()
                                  : nullptr;
  if (Value Down = countDown(Condition); Down.Kind != ValueKind::None)
    return Down;
  const auto *Comparison = dyn_cast_or_null<BinaryOperator>(
      Condition ? Condition->IgnoreParenImpCasts() : nullptr);
  if (!Comparison || !Comparison->isComparisonOp())
    return {};
  const Expr *Counter = Comparison->getLHS(), *Bound = Comparison->getRHS();
  bool IsInclusive = false;
  switch (Comparison->getOpcode()) {
  case BO_LT:
  case BO_NE:
    break;
  case BO_LE:
    IsInclusive = true;
    break;
  case BO_GT:
    std::swap(Counter, Bound);
    break;
  default:
    return {};
  }
  // `while (workers.size() < n)`, or a variable.
  const Expr *Counted = stripAll(Counter);
  if (isa_and_nonnull<CallExpr>(Counted))
    return IsInclusive ? Value() : countAt(Bound, 0);
  const auto *Name = dyn_cast_or_null<DeclRefExpr>(Counted);
  const auto *Variable =
      dyn_cast_or_null<VarDecl>(Name && For ? Name->getDecl() : nullptr);
  if (!Variable || !Variable->getInit() || isa<ParmVarDecl>(Variable))
    return {};
  std::optional<int64_t> First = constantInteger(Variable->getInit());
  return First == (IsInclusive ? 1 : 0) ? countAt(Bound, 0) : Value();
}

/// Says at the head of each loop that may start threads how often it runs.
void BodyLowering::lowerRounds(llvm::ArrayRef<const CFGBlock *> Order) {
  llvm::DenseSet<const CFGBlock *> MayStart;
  for (const CFGBlock *Block : Order)
    if (const CFGBlock *Header = LoopHeaders.lookup(Block))
      for (uint32_t Part = Starts[Block]; Part <= Ends[Block]; ++Part)
        if (Graph.hasAny(Part, {InstrKind::Spawn, InstrKind::Call}))
          MayStart.insert(Header);
  for (const CFGBlock *Header : Order) {
    if (!MayStart.contains(Header))
      continue;
    const Stmt *Loop = Header->getTerminatorStmt();
    Value Count = roundsOf(Loop);
    if (Count.Kind == ValueKind::None)
      continue;
    Instruction Rounds =
        make(InstrKind::Rounds,
             Context.Spans.span(Loop->getBeginLoc(), Loop->getBeginLoc()));
    Rounds.Args.push_back(std::move(Count));
    Graph.emitFirst(Starts[Header], std::move(Rounds));
  }
}
