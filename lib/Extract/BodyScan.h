// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What must be known of a whole body before its first instruction can be
/// lowered.
///
/// The walk over the CFG sees one expression at a time, operands first. Some
/// answers depend on what surrounds the expression: which variable a temporary
/// initialises, whether the result of `m[k]` is only read, which variables are
/// assigned more than once. One pass over the AST collects them.
#ifndef MAPWARDEN_EXTRACT_BODYSCAN_H
#define MAPWARDEN_EXTRACT_BODYSCAN_H

#include "Extract/AtomicLocks.h"
#include "Extract/FollowedLookups.h"
#include "Extract/FunctionScope.h"
#include "Extract/Removals.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtOpenMP.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace mapwarden {

/// Where the value of an expression of class type is built.
struct Destination {
  enum class Kind : uint8_t {
    Variable, ///< `T x(...)`, `T x = f()`, `const T &x = T()`
    Member,   ///< `: x(...)`
    This,     ///< a base class or delegating initialiser
    Return,   ///< `return T(...)`
    New,      ///< `new T(...)`
  } Is = Kind::Variable;
  const clang::ValueDecl *Entity = nullptr; ///< Variable, Member.
  /// The part of it, in initialiser lists: a field, or an array element (null).
  llvm::SmallVector<const clang::FieldDecl *, 1> Inner = {};
};

struct BodyScan {
  llvm::DenseMap<const clang::Expr *, Destination> Destinations;
  /// Expressions that are an arm of a conditional operator, with the variable
  /// that takes its result.
  llvm::DenseMap<const clang::Expr *, AccessPath> Arms;
  /// The conditional operators themselves, with that variable.
  llvm::DenseMap<const clang::Expr *, AccessPath> Conditionals;
  /// Calls whose result is only read: `x = m[k]`.
  llvm::DenseSet<const clang::Expr *> ReadOnly;
  /// Calls whose result is only bound to a reference, or its address taken:
  /// `auto &x = m[k]`.
  llvm::DenseSet<const clang::Expr *> Bound;
  /// What is changed in place: `m[k]` in `m[k] += 1`.
  llvm::DenseSet<const clang::Expr *> Updated;
  /// Local shared pointers by how often they are named other than to get at the
  /// object: one that is named so nowhere is the only owner, if it was the
  /// first.
  llvm::DenseMap<const clang::Decl *, int> OwnersNamed;
  /// Expressions whose value nobody uses: `m.erase(k);`
  llvm::DenseSet<const clang::Expr *> Ignored;
  /// Temporaries that are moved from.
  llvm::DenseSet<const clang::Expr *> Moved;
  /// The implicit `begin()` calls of range-based loops, and the `end()` calls.
  llvm::DenseMap<const clang::Expr *, const clang::CXXForRangeStmt *>
      RangeBegins, RangeEnds;
  /// Loop variables.
  llvm::DenseSet<const clang::VarDecl *> RangeVariables;
  /// Statements before whose first expression something happens: try blocks and
  /// OpenMP regions, outermost first.
  llvm::SmallVector<const clang::Stmt *, 2> Regions;
  /// Lambdas, in source order, without those inside other lambdas.
  llvm::SmallVector<const clang::LambdaExpr *, 2> Lambdas;
  /// Blocks (`^{ ... }`), likewise.
  llvm::SmallVector<const clang::BlockExpr *, 0> Blocks;
  bool HasStaticLocals = false;
  /// Variables that the body declares, of any type, and those that are assigned
  /// or may be changed otherwise.
  llvm::DenseSet<const clang::ValueDecl *> Declared, Changed;
  /// The members that a local number is set to: `seen = version_`.
  llvm::DenseMap<const clang::ValueDecl *,
                 llvm::SmallVector<const clang::ValueDecl *, 1>>
      CopiedFrom;
  Removals Removed;
  AtomicLocks Flags;
  FollowedLookups Followed;
  /// The body is a single statement.
  bool IsOneStatement = false;

  /// Scans \p Body, or the initialisers and body of constructor \p Function,
  /// and declares its variables in \p Scope.
  void run(LoweringContext &Context, FunctionScope &Scope,
           const clang::FunctionDecl *Function, const clang::Stmt *Body);
  /// Adds \p Init, which makes the value of \p To and stands in no body.
  void addInitializer(LoweringContext &Context, FunctionScope &Scope,
                      const clang::Expr *Init, Destination To);
};

/// Calls \p Visit for the evaluated sub-statements of \p Code, without the
/// bodies of lambdas.
void forEachChild(const clang::Stmt *Code,
                  llvm::function_ref<void(const clang::Stmt *)> Visit);

/// \p Value without what only materialises, binds or moves a temporary: the
/// expression that makes the object.
const clang::Expr *stripTemporary(const clang::Expr *Value);

/// \p Value without parentheses, casts and what stripTemporary() removes.
const clang::Expr *stripAll(const clang::Expr *Value);

/// Does assigning to \p Target change what a pointer or reference leads to,
/// rather than a variable?
bool isStoreThrough(const clang::Expr *Target);

/// The variable or field that \p E names; null when it names none.
const clang::ValueDecl *declarationOf(const clang::Expr *E);

/// Is parameter number \p Index of \p Callee a forwarding reference (`T &&` of
/// a template), which says nothing about what the callee does to its argument?
bool isForwarded(const clang::FunctionDecl *Callee, unsigned Index);

/// Is \p Directive's region run by several threads, so that it is outlined into
/// a function of its own?
bool isOutlined(const clang::OMPExecutableDirective *Directive);

/// The lambdas of \p Body in source order, without those inside other lambdas.
void findLambdas(const clang::Stmt *Body,
                 llvm::SmallVectorImpl<const clang::LambdaExpr *> &Lambdas);

} // namespace mapwarden

#endif
