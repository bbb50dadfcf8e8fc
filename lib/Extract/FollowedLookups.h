// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Lookups whose result is followed without a test: `m.find(k)->second`.
#ifndef MAPWARDEN_EXTRACT_FOLLOWEDLOOKUPS_H
#define MAPWARDEN_EXTRACT_FOLLOWEDLOOKUPS_H

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace mapwarden {

/// Filled while a body is scanned: each member takes one expression or
/// declaration of it. Who follows the iterator that a lookup returned, and does
/// not compare it with the end, relies on the key being there.
class FollowedLookups {
public:
  /// `*it`, `it->second`, or the same of a call's result.
  void noteOperator(const clang::CXXOperatorCallExpr *Operator);
  /// `auto it = m.find(k);`
  void noteDeclaration(const clang::VarDecl *Variable);
  /// Any use of a variable.
  void noteUse(const clang::DeclRefExpr *Name);

  /// Whether the result of \p Lookup is followed, itself or in the variable
  /// that keeps it, and nothing else is done with it.
  bool contains(const clang::Expr *Lookup) const;

private:
  llvm::DenseSet<const clang::Expr *> Direct;
  llvm::DenseMap<const clang::Expr *, const clang::ValueDecl *> KeptIn;
  /// Of the variables above: all uses, and those that follow.
  llvm::DenseMap<const clang::ValueDecl *, unsigned> Uses, Follows;
};

} // namespace mapwarden

#endif
