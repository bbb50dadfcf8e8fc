// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Members of smart pointers, sequences and iterators.
#include "Extract/BodyLowering.h"

using namespace mapwarden;
using namespace clang;
using llvm::StringRef;

/// Whether an object of \p Type is one whose own constructor is called where
/// a library makes it in place: of a class of the project.
bool BodyLowering::isMadeInPlace(QualType Type) const {
  const TypeModel &Model = Context.Types.of(Type);
  return Model.IsProject && !Model.isModelled() && !Model.IsClosure;
}

void BodyLowering::lowerPointerMember(const CallExpr *Call,
                                      const CallShape &Shape) {
  if (!Shape.isIn(Shape.Type->Pointer->Set))
    return;
  AccessPath Pointer = Paths.path(Shape.Receiver);
  SourceSpan At = spanOf(Call);
  QualType Type = Shape.Receiver->IgnoreParenImpCasts()->getType();
  // A guard or thread that is made in place.
  QualType Inner = TypeModels::firstArgument(Type);
  const bool IsInPlace = Shape.isIn(Shape.Type->Pointer->InPlace);
  if (Pointer.isKnown() && IsInPlace && !Inner.isNull() &&
      (Context.Types.of(Inner).Guard || Context.Types.of(Inner).Thread) &&
      !Shape.Arguments.empty()) {
    lowerConstructed(Inner, Call, Shape.Arguments, nullptr, std::move(Pointer),
                     RootKind::Result, At);
    return;
  }
  // The only owner lets go of the old object.
  if (!Shape.Type->Pointer->IsShared && Pointer.isKnown())
    lowerEnd(Type, Pointer, At, CallEndsEarly);
  // So is another object of the project, a guard of its own for one.
  if (Pointer.isKnown() && IsInPlace && !Inner.isNull() &&
      isMadeInPlace(Inner)) {
    lowerConstructed(Inner, Call, Shape.Arguments, nullptr, std::move(Pointer),
                     RootKind::Result, At);
    return;
  }
  if (Shape.Arguments.empty()) {
    if (!IsInPlace)
      emitAssign(std::move(Pointer),
                 Value::named(ValueKind::Null, NameId::None), At);
    return;
  }
  // compare_exchange(expected, desired): the last value argument is the new
  // one.
  const Expr *Assigned = Shape.Arguments[0];
  if (llvm::StringRef(Shape.Member).starts_with("compare_exchange") &&
      Shape.Arguments.size() > 1)
    Assigned = Shape.Arguments[1];
  storeValue(std::move(Pointer), Type, Assigned, At);
}

void BodyLowering::lowerSequenceMember(const CallExpr *Call,
                                       const CallShape &Shape) {
  const SequenceModel &Model = *Shape.Type->Sequence;
  SourceSpan At = spanOf(Call);
  Place Sequence = Paths.place(Shape.Receiver);
  if (!Sequence.isKnown())
    return;
  QualType ElementType = TypeModels::firstArgument(
      Shape.Receiver->IgnoreParenImpCasts()->getType());
  if (Shape.Member == "operator=" || Shape.Member == "swap") {
    if (Shape.Arguments.size() != 1 || ElementType.isNull() ||
        !Context.Types.isInteresting(ElementType))
      return;
    Value Other = Paths.value(Shape.Arguments[0]);
    if (Other.Kind != ValueKind::Path)
      return;
    if (Shape.Member == "operator=")
      return emitCopy(Sequence.Path, std::move(Other),
                      Shape.Receiver->IgnoreParenImpCasts()->getType(),
                      Shape.Arguments[0], At);
    Other.Copied = true;
    emitAssign(Sequence.Path, Other, At);
    Value Own = Value::path(Sequence.Path);
    Own.Copied = true;
    emitAssign(Other.Path, std::move(Own), At);
    return;
  }
  AccessPath Element =
      PathBuilder::elementOf(Sequence, NameId::None, false).Path;
  if (!Model.Call.empty()) {
    auto Kept = llvm::find_if(Shape.Arguments,
                              [this](const Expr *E) { return isCallable(E); });
    if (Shape.isIn(Model.Call))
      emitCallOf(Value::path(std::move(Element)),
                 arguments(nullptr, Shape.Arguments), At);
    else if (Shape.isIn(Model.Add) && Kept != Shape.Arguments.end())
      emitAssign(std::move(Element), Paths.callable(*Kept), At);
    return;
  }
  if (Shape.isIn(Model.Remove) && !ElementType.isNull()) {
    if (Shape.Arguments.empty() && Context.Types.holdsThreads(ElementType))
      emitJoin(InstrKind::Join, Sequence.Path,
               endOfHandle(ElementType) |
                   (Shape.isIn(Model.Clear) ? JoinEach : 0u),
               Shape.Member, At, nullptr);
    else if (Context.Types.isInteresting(ElementType)) // They are gone.
      emitAssign(std::move(Element),
                 Value::named(ValueKind::Null, NameId::None), At);
    return;
  }
  if (!Shape.isIn(Model.Add) || Shape.Arguments.empty() || ElementType.isNull())
    return;
  if (Shape.isIn(Model.InPlace)) {
    // The element is made in place from the arguments.
    lowerConstructed(ElementType, Call, Shape.Arguments, nullptr,
                     std::move(Element), RootKind::Result, At);
    return;
  }
  storeValue(std::move(Element), ElementType, Shape.Arguments.back(), At);
}

void BodyLowering::lowerIterator(const CallExpr *Call, const CallShape &Shape) {
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
  const Expr *Operand = Shape.Receiver            ? Shape.Receiver
                        : Shape.Arguments.empty() ? nullptr
                                                  : Shape.Arguments[0];
  const bool IsElement = isElementOfIterator(Call, Shape);
  if ((!Operator && !IsElement) || !Operand)
    return;
  SourceSpan At = spanOf(Call);
  if (Operator && Operator->getOperator() == OO_Equal &&
      Shape.Arguments.size() == 1) {
    // An iterator that is kept in an element is a value like others.
    if (isStoreThrough(Operand))
      useElement(Operand, /*IsWrite=*/true, Shape.Member);
    AccessPath Target = Paths.path(Operand);
    emitAssign(Target, Paths.value(Shape.Arguments[0]), At,
               AccessIterates | (isStoreThrough(Operand) ? AccessElement : 0u),
               Shape.Arguments[0]);
    if (const ValueDecl *Name = PathBuilder::namedVariable(Operand))
      lowerIteratorStart(Name, Shape.Arguments[0], At);
    return;
  }
  const ValueDecl *Name = PathBuilder::namedVariable(Operand);
  if (!Name || !Context.Types.of(Name->getType()).IsIterator)
    return;
  if (!isFollowedIterator(Name))
    return;
  InstrKind Kind;
  if (IsElement)
    Kind = InstrKind::IterUse;
  else if (Operator->getOperator() == OO_PlusPlus ||
           Operator->getOperator() == OO_MinusMinus)
    Kind = InstrKind::IterNext;
  else if (Operator->getOperator() == OO_Star ||
           Operator->getOperator() == OO_Arrow)
    Kind = InstrKind::IterUse;
  else
    return;
  Instruction New = make(Kind, At);
  New.Target = Paths.root(Name);
  if (!New.Target.isKnown())
    New.Target = Paths.variable(Name).Path;
  emit(std::move(New));
}
