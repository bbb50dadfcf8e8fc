// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// One pass that notes what each local is set from, and the walk back.
#include "Extract/ValueSources.h"

using namespace mapwarden;
using namespace clang;

ValueSources::ValueSources(const Stmt *Body) {
  if (Body)
    visit(Body);
}

/// The local variable that an assignment to \p Target changes; null when it
/// changes something else.
static const ValueDecl *changedLocal(const Expr *Target) {
  while (true) {
    Target = Target->IgnoreParenCasts();
    if (const auto *Member = dyn_cast<MemberExpr>(Target);
        Member && !Member->isArrow())
      Target = Member->getBase();
    else if (const auto *Name = dyn_cast<DeclRefExpr>(Target)) {
      const auto *Variable = dyn_cast<VarDecl>(Name->getDecl());
      bool IsLocal = Variable ? Variable->hasLocalStorage()
                              : isa<BindingDecl>(Name->getDecl());
      return IsLocal ? Name->getDecl() : nullptr;
    } else
      return nullptr;
  }
}

void ValueSources::declare(const VarDecl *Declared) {
  const Expr *Init = Declared->getInit();
  auto note = [&](const ValueDecl *Name) {
    Variable &Own = Variables[Name];
    Own.Depth = Conditions.size();
    if (Init)
      Own.Origins.push_back(Init);
    if (Runner)
      Own.Origins.push_back(Runner);
  };
  note(Declared);
  if (const auto *Decomposed = dyn_cast<DecompositionDecl>(Declared))
    for (const BindingDecl *Binding : Decomposed->bindings())
      note(Binding);
}

void ValueSources::set(const Expr *Target, const Expr *Value) {
  const Expr *Stripped = stripAll(Target);
  if (Value && isa_and_nonnull<CallExpr>(Stripped))
    Assigned[Stripped] = Value;
  const ValueDecl *Name = changedLocal(Target);
  if (!Name)
    return;
  Variable &Changed = Variables[Name];
  if (Value)
    Changed.Origins.push_back(Value);
  if (Runner)
    Changed.Origins.push_back(Runner);
  for (size_t I = std::min<size_t>(Changed.Depth, Conditions.size());
       I < Conditions.size(); ++I)
    Changed.Origins.push_back(Conditions[I]);
}

void ValueSources::visitUnder(const Expr *Condition,
                              llvm::ArrayRef<const Stmt *> Parts) {
  if (Condition)
    Conditions.push_back(Condition);
  for (const Stmt *Part : Parts)
    if (Part)
      visit(Part);
  if (Condition)
    Conditions.pop_back();
}

/// Calls may set variables: by `&x`, by reference, and in lambdas that they
/// run.
void ValueSources::visitCall(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
  unsigned First = Operator && Method && Method->isInstance() ? 1 : 0;
  if (Operator && Operator->isAssignmentOp() && Operator->getNumArgs() == 2)
    set(Operator->getArg(0), Operator->getArg(1));
  for (unsigned I = First; I < Call->getNumArgs(); ++I) {
    const Expr *Passed = Call->getArg(I)->IgnoreParenImpCasts();
    if (const auto *Address = dyn_cast<UnaryOperator>(Passed);
        Address && Address->getOpcode() == UO_AddrOf)
      set(Address->getSubExpr(), Call);
    unsigned Param = I - First;
    if (!Callee || Param >= Callee->getNumParams())
      continue;
    QualType Type = Callee->getParamDecl(Param)->getType();
    if (Type->isLValueReferenceType() &&
        !Type.getNonReferenceType().isConstQualified() &&
        !isForwarded(Callee, Param))
      set(Passed, Call);
  }
  // Inner calls of the lambda's body are instructions of the lambda.
  const Expr *Outer = Runner;
  if (!Runner)
    Runner = Call;
  for (const Expr *Argument : Call->arguments())
    if (const auto *Lambda = dyn_cast_or_null<LambdaExpr>(stripAll(Argument)))
      if (const Stmt *Body = Lambda->getBody())
        visit(Body);
  Runner = Outer;
}

void ValueSources::visit(const Stmt *Code) {
  if (const auto *If = dyn_cast<IfStmt>(Code)) {
    visitUnder(nullptr, {If->getInit(), If->getConditionVariableDeclStmt(),
                         If->getCond()});
    visitUnder(If->getCond(), {If->getThen(), If->getElse()});
    return;
  }
  if (const auto *Loop = dyn_cast<WhileStmt>(Code)) {
    visitUnder(nullptr,
               {Loop->getConditionVariableDeclStmt(), Loop->getCond()});
    visitUnder(Loop->getCond(), {Loop->getBody()});
    return;
  }
  if (const auto *Loop = dyn_cast<ForStmt>(Code)) {
    visitUnder(nullptr, {Loop->getInit(), Loop->getCond()});
    visitUnder(Loop->getCond(), {Loop->getBody(), Loop->getInc()});
    return;
  }
  if (const auto *Choice = dyn_cast<SwitchStmt>(Code)) {
    visitUnder(nullptr, {Choice->getInit(), Choice->getCond()});
    visitUnder(Choice->getCond(), {Choice->getBody()});
    return;
  }
  if (const auto *Operator = dyn_cast<BinaryOperator>(Code)) {
    if (Operator->isAssignmentOp())
      set(Operator->getLHS(), Operator->getRHS());
  } else if (const auto *Step = dyn_cast<UnaryOperator>(Code)) {
    if (Step->isIncrementDecrementOp())
      set(Step->getSubExpr(), nullptr);
  } else if (const auto *Call = dyn_cast<CallExpr>(Code)) {
    visitCall(Call);
  } else if (const auto *Declaration = dyn_cast<DeclStmt>(Code)) {
    for (const Decl *Declared : Declaration->decls())
      if (const auto *Local = dyn_cast<VarDecl>(Declared))
        if (Local->hasLocalStorage())
          declare(Local);
  }
  forEachChild(Code, [&](const Stmt *Child) { visit(Child); });
}

void ValueSources::collect(const Stmt *Code,
                           llvm::SmallVectorImpl<const Expr *> &Out) {
  if (Out.size() >= MaxOrigins)
    return;
  if (const auto *Call = dyn_cast<Expr>(Code);
      Call && isa<CallExpr, CXXConstructExpr>(Call))
    Out.push_back(Call);
  if (const auto *Name = dyn_cast<DeclRefExpr>(Code)) {
    auto Found = Variables.find(Name->getDecl());
    if (Found == Variables.end() || Found->second.Seen == Question)
      return;
    Found->second.Seen = Question; // Once is enough.
    for (const Expr *Origin : Found->second.Origins)
      collect(Origin, Out);
    return;
  }
  forEachChild(Code, [&](const Stmt *Child) { collect(Child, Out); });
}

llvm::SmallVector<const Expr *, 4> ValueSources::of(const Expr *E) {
  llvm::SmallVector<const Expr *, 4> Result;
  ++Question;
  collect(E, Result);
  return Result;
}
