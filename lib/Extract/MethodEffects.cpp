// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A walk over the few kinds of code that a plain getter is made of; anything
/// else may write.
#include "Extract/MethodEffects.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;
using namespace clang;

/// Whether \p Code changes nothing and gives no part of an object away.
static bool isPlainRead(const Stmt *Code) {
  if (!Code)
    return true;
  if (const auto *Operator = dyn_cast<UnaryOperator>(Code)) {
    if (Operator->isIncrementDecrementOp() ||
        Operator->getOpcode() == UO_AddrOf)
      return false;
  } else if (const auto *Operator = dyn_cast<BinaryOperator>(Code)) {
    if (Operator->isAssignmentOp() || Operator->isPtrMemOp())
      return false;
  } else if (const auto *Cast = dyn_cast<CastExpr>(Code)) {
    // `return buffer;` of an array leads into the object.
    if (Cast->getCastKind() == CK_ArrayToPointerDecay)
      return false;
  } else if (!isa<CompoundStmt, ReturnStmt, IfStmt, NullStmt, MemberExpr,
                  CXXThisExpr, DeclRefExpr, ParenExpr, ConditionalOperator,
                  IntegerLiteral, CXXBoolLiteralExpr, CXXNullPtrLiteralExpr,
                  GNUNullExpr, FloatingLiteral, CharacterLiteral,
                  ExprWithCleanups, CXXDefaultArgExpr>(Code)) {
    return false;
  }
  return llvm::all_of(Code->children(), isPlainRead);
}

bool mapwarden::onlyReads(const CXXMethodDecl *Method) {
  QualType Returned = Method->getReturnType();
  if (Returned->isReferenceType() || Method->isVirtual())
    return false;
  const Stmt *Body = Method->getBody();
  return Body && isPlainRead(Body);
}
