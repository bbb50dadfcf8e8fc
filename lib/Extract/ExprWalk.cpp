// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Small questions about expressions and statements that the scan, the paths
/// and the lowering share.
#include "Extract/BodyScan.h"
#include "clang/AST/DeclTemplate.h"

using namespace mapwarden;
using namespace clang;

void mapwarden::forEachChild(const Stmt *Code,
                             llvm::function_ref<void(const Stmt *)> Visit) {
  auto visitIfAny = [&](const Stmt *Child) {
    if (Child)
      Visit(Child);
  };
  switch (Code->getStmtClass()) {
  case Stmt::LambdaExprClass:
    for (const Expr *Init : cast<LambdaExpr>(Code)->capture_inits())
      visitIfAny(Init);
    return;
  case Stmt::UnaryExprOrTypeTraitExprClass:
  case Stmt::CXXNoexceptExprClass:
  case Stmt::RequiresExprClass:
    return; // Not evaluated.
  case Stmt::CXXTypeidExprClass:
    if (!cast<CXXTypeidExpr>(Code)->isPotentiallyEvaluated())
      return;
    break;
  case Stmt::CXXDefaultInitExprClass:
    visitIfAny(cast<CXXDefaultInitExpr>(Code)->getExpr());
    return;
  case Stmt::CapturedStmtClass:
    visitIfAny(cast<CapturedStmt>(Code)->getCapturedStmt());
    return;
  case Stmt::DeclStmtClass:
    // The child iterator leaves out the initialisers of bindings.
    for (const Decl *Declared : cast<DeclStmt>(Code)->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(Declared))
        visitIfAny(Variable->getInit());
    return;
  default:
    break;
  }
  for (const Stmt *Child : Code->children())
    visitIfAny(Child);
}

const Expr *mapwarden::stripTemporary(const Expr *Value) {
  while (Value) {
    Value = Value->IgnoreParens();
    // In a template without instance `T x(y)` has a list without type.
    if (const auto *List = dyn_cast<ParenListExpr>(Value);
        List && List->getNumExprs() == 1) {
      Value = List->getExpr(0);
      continue;
    }
    if (const auto *Full = dyn_cast<FullExpr>(Value)) {
      Value = Full->getSubExpr();
    } else if (const auto *Temporary =
                   dyn_cast<MaterializeTemporaryExpr>(Value)) {
      Value = Temporary->getSubExpr();
    } else if (const auto *Bound = dyn_cast<CXXBindTemporaryExpr>(Value)) {
      Value = Bound->getSubExpr();
    } else if (const auto *Cast = dyn_cast<CastExpr>(Value);
               Cast && Value->getType()->isRecordType() &&
               (Cast->getCastKind() == CK_NoOp ||
                Cast->getCastKind() == CK_ConstructorConversion ||
                Cast->getCastKind() == CK_UserDefinedConversion)) {
      Value = Cast->getSubExpr();
    } else if (const auto *Construct = dyn_cast<CXXConstructExpr>(Value);
               Construct && Construct->isElidable() &&
               Construct->getNumArgs() > 0) {
      Value = Construct->getArg(0);
    } else {
      return Value;
    }
  }
  return Value;
}

const Expr *mapwarden::stripAll(const Expr *Value) {
  while (const Expr *Stripped = stripTemporary(Value)) {
    if (const auto *Cast = dyn_cast<CastExpr>(Stripped))
      Value = Cast->getSubExpr();
    else if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(Stripped);
             Default && Default->getExpr())
      Value = Default->getExpr();
    else if (const auto *Replaced =
                 dyn_cast<SubstNonTypeTemplateParmExpr>(Stripped))
      Value = Replaced->getReplacement();
    else if (const auto *Plus = dyn_cast<UnaryOperator>(Stripped);
             Plus && Plus->getOpcode() == UO_Plus &&
             Plus->getType()->isFunctionPointerType())
      Value = Plus->getSubExpr(); // `+[](int) {}`
    else if (const auto *Opaque = dyn_cast<OpaqueValueExpr>(Stripped);
             Opaque && Opaque->getSourceExpr())
      Value = Opaque->getSourceExpr();
    else
      return Stripped;
  }
  return Value;
}

bool mapwarden::isForwarded(const FunctionDecl *Callee, unsigned Index) {
  const FunctionTemplateDecl *Template = Callee->getPrimaryTemplate();
  if (!Template)
    return false;
  const FunctionDecl *Pattern = Template->getTemplatedDecl();
  if (Pattern->getNumParams() == 0)
    return false;
  QualType Type =
      Pattern->getParamDecl(std::min(Index, Pattern->getNumParams() - 1))
          ->getType();
  if (const auto *Pack = Type->getAs<PackExpansionType>())
    Type = Pack->getPattern();
  return Type->isRValueReferenceType() &&
         Type->getPointeeType()->isTemplateTypeParmType();
}

bool mapwarden::isStoreThrough(const Expr *Target) {
  Target = Target->IgnoreParenImpCasts();
  const auto *Name = dyn_cast<DeclRefExpr>(Target);
  return !Name || Name->getDecl()->getType()->isReferenceType();
}

bool mapwarden::isOutlined(const OMPExecutableDirective *Directive) {
  return isOpenMPParallelDirective(Directive->getDirectiveKind()) ||
         isOpenMPTaskingDirective(Directive->getDirectiveKind()) ||
         isOpenMPTeamsDirective(Directive->getDirectiveKind());
}

void mapwarden::findLambdas(
    const Stmt *Body, llvm::SmallVectorImpl<const LambdaExpr *> &Lambdas) {
  if (const auto *Lambda = dyn_cast<LambdaExpr>(Body))
    Lambdas.push_back(Lambda);
  forEachChild(Body, [&](const Stmt *Child) { findLambdas(Child, Lambdas); });
}
