// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Accesses in expressions that Clang did not finish: in templates without an
/// instance, and with arguments that have errors of their own.
///
/// `Table.erase(Message.sender())` is lost as a call when the class of Message
/// is missing, but that something of Table is erased is still said.
#include "Extract/BodyLowering.h"

using namespace mapwarden;
using namespace clang;
using llvm::StringRef;

/// In a template without instance `m[k]` is a plain subscript when the key's or
/// container's type is dependent.
void BodyLowering::lowerDependentSubscript(
    const ArraySubscriptExpr *Subscript) {
  const TypeModel &Type = Context.Types.of(Subscript->getLHS()->getType());
  if (!Type.Container || Type.Container->InternallySynchronised ||
      !Subscript->isTypeDependent())
    return;
  const ContainerOperation *Operation =
      TypeModels::member(*Type.Container, "operator[]");
  AccessPath Container = Paths.path(Subscript->getLHS());
  if (!Operation || !Container.isKnown())
    return;
  Instruction Access =
      make(InstrKind::Access, Context.Spans.span(Subscript), "operator[]");
  Access.Target = std::move(Container);
  Access.Flags = Operation->Effects;
  if (Value Key = Paths.key(Subscript->getRHS()); Key.Kind != ValueKind::None)
    Access.Args.push_back(std::move(Key));
  Paths.Numbers[Subscript] = emit(std::move(Access));
}

void BodyLowering::lowerFailedCall(const RecoveryExpr *Failed) {
  llvm::ArrayRef<const Expr *> Parts = Failed->subExpressions();
  if (Parts.empty())
    return;
  const Expr *Receiver = nullptr;
  std::string Member;
  const Expr *Callee = Parts[0]->IgnoreParens();
  if (const auto *Several = dyn_cast<UnresolvedMemberExpr>(Callee);
      Several && !Several->isImplicitAccess()) {
    Receiver = Several->getBase();
    Member = Several->getMemberName().getAsString();
  } else if (const auto *One = dyn_cast<MemberExpr>(Callee);
             One && isa<CXXMethodDecl>(One->getMemberDecl()) &&
             !One->isImplicitAccess()) {
    Receiver = One->getBase();
    Member = One->getMemberDecl()->getNameAsString();
  }
  if (!Receiver)
    return;
  const TypeModel &Type = Context.Types.of(receiverType(Receiver));
  if (!Type.Container || Type.Container->InternallySynchronised)
    return;
  const ContainerOperation *Operation =
      TypeModels::member(*Type.Container, Member);
  AccessPath Container = Paths.path(Receiver);
  if (!Operation || Operation->Effects == 0 || !Container.isKnown())
    return;
  Instruction Access = make(InstrKind::Access, spanOf(Failed), Member);
  Access.Target = std::move(Container);
  Access.Flags = Operation->Effects;
  emit(std::move(Access));
}
