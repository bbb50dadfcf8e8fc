// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Which calls take an element away, and which reads are of such an element.
#include "Extract/Removals.h"
#include "Extract/BodyScan.h"
#include "Facts/Instruction.h"

using namespace mapwarden;
using namespace clang;

/// The variable or field behind an iterator, key or index: `it` in `it`, `it++`
/// and `it->first`.
static const ValueDecl *handleOf(const Expr *E) {
  while (const Expr *Inner = E ? stripAll(E) : nullptr) {
    if (const auto *Construct = dyn_cast<CXXConstructExpr>(Inner)) {
      if (Construct->getNumArgs() != 1) // iterator to const_iterator
        return nullptr;
      E = Construct->getArg(0);
    } else if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Inner)) {
      // `v.begin() + i` is named by its index.
      bool IsSum =
          Operator->getOperator() == OO_Plus && Operator->getNumArgs() == 2;
      E = Operator->getArg(IsSum ? 1 : 0);
    } else if (const auto *Member = dyn_cast<MemberExpr>(Inner);
               Member &&
               isa<CXXOperatorCallExpr>(stripAll(Member->getBase()))) {
      E = Member->getBase();
    } else {
      return declarationOf(Inner);
    }
  }
  return nullptr;
}

/// The iterator or the lookup from which \p Read reads, `it` and `m[k]` in
/// `it->second.x`, `(*it).x` and `m[k].x`; null when it reads something else.
static const Expr *elementOf(LoweringContext &Context, const Expr *Read) {
  while (const Expr *Inner = Read ? stripAll(Read) : nullptr) {
    if (const auto *Member = dyn_cast<MemberExpr>(Inner)) {
      const Expr *Base = stripAll(Member->getBase());
      if (Member->isArrow() && !isa<CXXOperatorCallExpr>(Base))
        return nullptr; // A field of what a pointer leads to.
      Read = Base;
      continue;
    }
    if (const auto *Star = dyn_cast<UnaryOperator>(Inner);
        Star && Star->getOpcode() == UO_Deref)
      return stripAll(Star->getSubExpr()); // An iterator that is a pointer.
    const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Inner);
    if (!Operator)
      return isa<CXXMemberCallExpr>(Inner) ? Inner : nullptr;
    if (Operator->getOperator() == OO_Subscript)
      return Inner;
    if (Operator->getOperator() != OO_Star &&
        Operator->getOperator() != OO_Arrow)
      return nullptr;
    const Expr *Iterator = stripAll(Operator->getArg(0));
    return Context.Types.of(Iterator->getType()).IsIterator ? Iterator
                                                            : nullptr;
  }
  return nullptr;
}

/// How \p Element, the result of elementOf(), names its element.
static ElementName nameOf(LoweringContext &Context, const Expr *Element) {
  if (const auto *Call = dyn_cast<CallExpr>(Element)) {
    CallShape Shape = shapeOf(Context, Call);
    if (Shape.Kind != CallKind::Sequence && Shape.Kind != CallKind::Container)
      return {};
    return {declarationOf(Shape.Receiver),
            Shape.Arguments.empty() ? nullptr : handleOf(Shape.Arguments[0])};
  }
  return {nullptr, declarationOf(Element)};
}

/// Is \p Call a member `erase` of a collection that no model describes? A class
/// with `begin` and `erase` has the interface of the standard's containers.
static bool erasesFromOwnCollection(LoweringContext &Context,
                                    const CXXMemberCallExpr *Call) {
  const CXXMethodDecl *Method = Call->getMethodDecl();
  return Method && Context.Types.isNamedIn(Method, &SequenceModel::Remove) &&
         llvm::any_of(
             Method->getParent()->methods(), [&](const CXXMethodDecl *Each) {
               return Context.Types.isNamedIn(Each, &SequenceModel::Element);
             });
}

void Removals::note(LoweringContext &Context, const CXXMemberCallExpr *Call,
                    const Stmt *Block) {
  const TypeModel &Type = Context.Types.of(Call->getObjectType());
  const bool IsOwn = !Type.Sequence && !Type.Container &&
                     erasesFromOwnCollection(Context, Call);
  if (!Type.Sequence && !Type.Container && !IsOwn)
    return;
  CallShape Shape = shapeOf(Context, Call);
  const ValueDecl *Collection = declarationOf(Shape.Receiver);
  const bool IsSequence = Shape.Kind == CallKind::Sequence;
  if (!Collection)
    return;
  if (IsSequence && Shape.isIn(Shape.Type->Sequence->Remove)) {
    Popped.insert(Collection);
    return;
  }
  if (Shape.Arguments.size() != 1)
    return;
  const Expr *At = Shape.Arguments[0];
  // Of a sequence, a member that is given nothing but a position.
  bool Removes = IsOwn        ? true
                 : IsSequence ? !Shape.isIn(Shape.Type->Sequence->Add) &&
                                    Context.Types.of(At->getType()).IsIterator
                              : Shape.Operation &&
                                    (Shape.Operation->Effects & AccessErases);
  if (!Removes)
    return;
  const Expr *Position = stripAll(At);
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Position);
      Construct && Construct->getNumArgs() == 1)
    Position = stripAll(Construct->getArg(0));
  if (const auto *First = dyn_cast<CXXMemberCallExpr>(Position);
      First && declarationOf(First->getImplicitObjectArgument()) == Collection)
    Popped.insert(Collection); // `v.erase(v.begin())`
  else if (const ValueDecl *Handle = handleOf(At); Handle && Block)
    Found.push_back({{Collection, Handle}, Block, Call->getExprLoc()});
}

bool Removals::isRemoved(
    LoweringContext &Context, const Expr *Read,
    llvm::function_ref<const Expr *(const ValueDecl *)> InitOf) const {
  if (Popped.empty() && Found.empty())
    return false;
  const Expr *Element = elementOf(Context, Read);
  if (!Element)
    return false;
  ElementName Name = nameOf(Context, Element);
  if (Name.Collection && !Name.Handle && Popped.contains(Name.Collection))
    return true;
  // `it = m.find(k)` names the element by its key, too.
  ElementName ByKey;
  if (const Expr *Init =
          Name.Collection || !Name.Handle ? nullptr : InitOf(Name.Handle))
    if (const auto *Lookup = dyn_cast<CXXMemberCallExpr>(stripAll(Init)))
      ByKey = nameOf(Context, Lookup);
  const SourceManager &Sources = Context.Ast.getSourceManager();
  return llvm::any_of(Found, [&](const Removal &Gone) {
    auto names = [&](const ElementName &Of) {
      return Of.Handle && Of.Handle == Gone.Element.Handle &&
             (!Of.Collection || Of.Collection == Gone.Element.Collection);
    };
    SourceLocation Where = Read->getBeginLoc();
    return (names(Name) || names(ByKey)) &&
           Sources.isBeforeInTranslationUnit(Where, Gone.Where) &&
           Sources.isPointWithin(Where, Gone.Block->getBeginLoc(),
                                 Gone.Block->getEndLoc());
  });
}
