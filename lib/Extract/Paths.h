// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Expressions to access paths and values.
///
/// Both are pure functions of the expression, of what the variables in it
/// denote, and of the instructions that its calls were lowered to. Nothing is
/// emitted here.
#ifndef MAPWARDEN_EXTRACT_PATHS_H
#define MAPWARDEN_EXTRACT_PATHS_H

#include "Extract/BodyScan.h"
#include "Extract/CallShape.h"

namespace mapwarden {

class PathBuilder {
public:
  PathBuilder(LoweringContext &Context, FunctionScope &Scope,
              const BodyScan &Scan)
      : Context(Context), Scope(Scope), Scan(Scan) {}

  /// The instruction that a call, construction or new-expression was lowered
  /// to; filled while lowering.
  llvm::DenseMap<const clang::Expr *, uint32_t> Numbers;
  /// The object that a construction, or a call that returns one, made; filled
  /// while lowering.
  llvm::DenseMap<const clang::Expr *, AccessPath> Objects;

  /// The object \p E denotes, or points to. Unknown when it is none or nothing
  /// is known.
  Place place(const clang::Expr *E);
  AccessPath path(const clang::Expr *E) { return place(E).Path; }
  /// What an iterator expression designates, with its container.
  Place dereference(const clang::Expr *Iterator);
  /// The variable \p Name as an object; for references and fixed pointers what
  /// they denote.
  Place variable(const clang::ValueDecl *Name);
  /// The root of local variable \p Name itself, also when it denotes something
  /// else.
  AccessPath root(const clang::ValueDecl *Name);
  /// The element that iterator variable \p Name designates, when all its values
  /// agree on the container.
  std::optional<Place> element(const clang::ValueDecl *Name);
  /// The object behind `this`.
  AccessPath thisObject();

  /// \p E as an operand: path, function, constant.
  Value value(const clang::Expr *E);
  /// \p E where something callable is wanted: functor objects become their call
  /// operator.
  Value callable(const clang::Expr *E);
  /// All that calling \p E may call: a visitor has an operator for each type,
  /// its own or those of its bases (`struct Overloaded : T... { using
  /// T::operator()...; }`). At least one value, which may be None.
  std::vector<Value> callables(const clang::Expr *E);
  /// \p E as the key of a container or as an index.
  Value key(const clang::Expr *E);
  /// The only operand of a construction that copies, moves or converts a
  /// handle: its pointee, its callable.
  static const clang::Expr *
  onlyOperand(const clang::CXXConstructExpr *Construct);
  /// The element of a container that \p E is the key of, or a copy of the key:
  /// `it->first`, the first part of a binding, an element of a set. Unknown
  /// when it is none.
  Place elementOfKey(const clang::Expr *E);
  /// Canonical spelling of \p E; None when two evaluations may differ, or it is
  /// too long.
  NameId spelling(const clang::Expr *E);
  /// The same for what the number \p Name is set to, if it is set only once.
  NameId spellingOfNumber(const clang::DeclRefExpr *Name);
  /// The local variable, parameter or binding that \p E names, looking through
  /// casts; null when it is no name.
  static const clang::ValueDecl *namedVariable(const clang::Expr *E);
  /// The name in \p E is initialised once and never changed: its initialiser.
  /// Otherwise null.
  const clang::Expr *onlyValue(const clang::ValueDecl *Name);

  /// \p Base with one more selector; what is longer than the limit is cut.
  static Place field(Place Base, NameId Usr);
  /// Part number \p Index of \p Base, whose type \p Whole has several: the
  /// members of a pair. Where the part is no object of its own (an iterator, a
  /// number, a key), \p Base.
  Place part(Place Base, clang::QualType Whole, unsigned Index);
  /// Which part of \p Whole the first template argument of \p Getter names, by
  /// number or by type.
  static std::optional<unsigned> partNamedBy(const clang::FunctionDecl *Getter,
                                             clang::QualType Whole);
  /// Is \p E a pointer that is taken out of where it is kept, so that what it
  /// designates is the taker's alone: `std::move(queue.front())`, or
  /// `queue.front()` before a `pop()`?
  bool isTaken(const clang::Expr *E);
  static Place elementOf(Place Base, NameId Index, bool IsContainer);
  Place field(Place Base, const clang::FieldDecl *Field);

private:
  LoweringContext &Context;
  FunctionScope &Scope;
  const BodyScan &Scan;
  unsigned Depth = 0;

  Place placeUnguarded(const clang::Expr *E);
  Place placeOfCast(const clang::CastExpr *Cast);
  Place placeOfMember(const clang::MemberExpr *Member);
  Place placeOfCall(const clang::CallExpr *Call);
  Place placeOfFuture(const CallShape &Shape);
  Place placeInside(const clang::CallExpr *Call, const CallShape &Shape);
  Place placeOfAlgorithm(const clang::CallExpr *Call, const CallShape &Shape);
  Place placeOfConstruct(const clang::CXXConstructExpr *Construct);
  Place placeOfBinding(const clang::BindingDecl *Binding);
  Place placeOfNumber(const clang::Expr *E, RootKind Kind);
  Place global(const clang::VarDecl *Variable);
  const clang::ValueDecl *iteratorSource(const clang::Expr *E);
  Place resolve(const clang::ValueDecl *Name,
                FunctionScope::Variable &Variable);
  bool isMovingRoot(const AccessPath &Path);
  AccessPath inFrame(AccessPath Path, const FunctionScope &Owner) const;
  FunctionScope::Variable *findVariable(const clang::ValueDecl *Name,
                                        FunctionScope *&Owner);

  Value valueOfCall(const clang::CallExpr *Call);
  Value valueOfConstruct(const clang::CXXConstructExpr *Construct);
  Value boundBy(const clang::CXXConstructExpr *Construct);
  Value valueOfName(const clang::DeclRefExpr *Name);
  bool isCopied(clang::QualType Type);
};

} // namespace mapwarden

#endif
