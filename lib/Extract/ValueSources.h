// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Where the value of an expression comes from: the calls that it was computed
/// from, through local variables too.
///
/// A program slice reduced to what check-then-act needs: `n` in `if (n <
/// limit)` was set from `table.size()`, and `found` from `true` where a lookup
/// succeeded. Flow-insensitive: a variable depends on everything that it is
/// ever set to, on the conditions under which it is set, and on the calls that
/// get its address. Values that travel through members of other objects and
/// through collections (`keys.push_back(k)`) are left out on purpose: what is
/// collected there has a life of its own.
#ifndef MAPWARDEN_EXTRACT_VALUESOURCES_H
#define MAPWARDEN_EXTRACT_VALUESOURCES_H

#include "Extract/BodyScan.h"

namespace mapwarden {

class ValueSources {
public:
  /// Scans \p Body once. Linear.
  explicit ValueSources(const clang::Stmt *Body);

  /// The calls and constructions that the value of \p E depends on, in no
  /// order, at most MaxOrigins. Linear in \p E; variables are followed once.
  llvm::SmallVector<const clang::Expr *, 4> of(const clang::Expr *E);
  /// What is assigned to the result of \p Call (`m[k] = v`), or null.
  const clang::Expr *assignedTo(const clang::Expr *Call) const {
    return Assigned.lookup(Call);
  }
  static constexpr unsigned MaxOrigins = 32;

private:
  struct Variable {
    /// Expressions that it is set from, or under.
    llvm::SmallVector<const clang::Expr *, 2> Origins;
    /// How many conditions enclose its declaration.
    unsigned Depth = 0;
    unsigned Seen = 0; ///< The last question that went through it.
  };

  void visit(const clang::Stmt *Code);
  void visitUnder(const clang::Expr *Condition,
                  llvm::ArrayRef<const clang::Stmt *> Parts);
  void visitCall(const clang::CallExpr *Call);
  void declare(const clang::VarDecl *Declared);
  void set(const clang::Expr *Target, const clang::Expr *Value);
  void collect(const clang::Stmt *Code,
               llvm::SmallVectorImpl<const clang::Expr *> &Out);

  llvm::DenseMap<const clang::ValueDecl *, Variable> Variables;
  llvm::DenseMap<const clang::Expr *, const clang::Expr *> Assigned;
  llvm::SmallVector<const clang::Expr *, 4> Conditions; // Around the statement.
  unsigned Question = 0;
  const clang::Expr *Runner = nullptr; // The call that runs the lambda visited.
};

} // namespace mapwarden

#endif
