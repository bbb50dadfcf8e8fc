// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Counting of uses.
#include "Extract/FollowedLookups.h"
#include "Extract/BodyScan.h"

using namespace mapwarden;
using namespace clang;

void FollowedLookups::noteOperator(const CXXOperatorCallExpr *Operator) {
  const bool Follow =
      Operator->getOperator() == OO_Arrow ||
      (Operator->getOperator() == OO_Star && Operator->getNumArgs() == 1);
  if (!Follow || Operator->getNumArgs() == 0)
    return;
  const Expr *Operand = stripAll(Operator->getArg(0));
  if (const auto *Call = dyn_cast_or_null<CallExpr>(Operand))
    Direct.insert(Call);
  else if (const auto *Name = dyn_cast_or_null<DeclRefExpr>(Operand))
    ++Follows[Name->getDecl()];
}

void FollowedLookups::noteDeclaration(const VarDecl *Variable) {
  const Expr *Init = Variable->getInit();
  if (const auto *Call =
          dyn_cast_or_null<CallExpr>(Init ? stripAll(Init) : nullptr);
      Call && Variable->hasLocalStorage())
    KeptIn[Call] = Variable;
}

void FollowedLookups::noteUse(const DeclRefExpr *Name) {
  if (isa<VarDecl>(Name->getDecl()))
    ++Uses[Name->getDecl()];
}

bool FollowedLookups::contains(const Expr *Lookup) const {
  if (Direct.contains(Lookup))
    return true;
  auto Kept = KeptIn.find(Lookup);
  if (Kept == KeptIn.end())
    return false;
  const unsigned Followed = Follows.lookup(Kept->second);
  return Followed > 0 && Followed == Uses.lookup(Kept->second);
}
