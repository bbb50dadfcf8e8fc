// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Objects end: guards release, thread handles may wait, owners end what they
/// own.
///
/// A moved-from owner has nothing left to end. What a shared pointer designates
/// may live on, so its end is not followed.
#include "Extract/BodyLowering.h"
#include "clang/AST/DeclTemplate.h"

using namespace mapwarden;
using namespace clang;

//---------------------------------------------------------------------------------------------------===//

/// Is it a class of the project that is a thread by its base, and has members
/// of its own to run: `class Worker : public Thread`?
bool BodyLowering::isThreadClass(const TypeModel &Type) {
  if (!Type.Thread || !Type.IsProject || !Type.Record ||
      !Type.Record->hasDefinition())
    return false;
  return llvm::any_of(Type.Record->bases(), [&](const CXXBaseSpecifier &Base) {
    return Context.Types.of(Base.getType()).Thread == Type.Thread;
  });
}

/// The flags of the join that the end of a handle of \p Type is: one that waits
/// whatever it holds, or one that waits if that needs it.
uint64_t BodyLowering::endOfHandle(QualType Type) {
  const ThreadModel *Thread = Context.Types.of(Type).Thread;
  return Thread && Thread->JoinsOnDestruction ? 0u : uint64_t(SpawnAutoJoin);
}

bool BodyLowering::hasRelevantDestructor(const CXXRecordDecl *Record) {
  Record = Record->getDefinition();
  if (!Record || Record->hasTrivialDestructor())
    return false;
  const CXXDestructorDecl *Destructor = Record->getDestructor();
  return (Destructor && Destructor->isUserProvided()) ||
         Context.Types.isInteresting(Record);
}

void BodyLowering::lowerEnd(QualType Type, AccessPath Target, SourceSpan At,
                            uint64_t Flags) {
  if (!Target.isKnown() || Type.isNull())
    return;
  while (Type->isArrayType()) {
    Place Array;
    Array.Path = std::move(Target);
    Target = PathBuilder::elementOf(std::move(Array), NameId::None, false).Path;
    Type = QualType(Type->getArrayElementTypeNoTypeQual(), 0);
  }
  const TypeModel &Model = Context.Types.of(Type);
  if (Model.Guard && Model.Guard->IsReverse) {
    endReverseGuard(Target, At);
    return;
  }
  if (Model.Guard) {
    Instruction End = make(InstrKind::GuardEnd, At);
    End.Target = std::move(Target);
    emit(std::move(End));
    return;
  }
  if (Model.Thread) {
    const CXXDestructorDecl *Own =
        isThreadClass(Model) ? Model.Record->getDestructor() : nullptr;
    if (!Own || !Own->isUserProvided()) {
      emitJoin(InstrKind::Join, std::move(Target), endOfHandle(Type),
               "destructor", At, nullptr);
      return;
    }
  }
  if (Model.Pointer) {
    // The owner of the object ends it; of a shared one this is not known. Raw
    // pointers own nothing.
    QualType Pointee = TypeModels::firstArgument(Type);
    if (!Model.Pointer->IsShared && Context.Types.of(Pointee).Guard) {
      lowerEnd(Pointee, std::move(Target), At);
      return;
    }
    const CXXRecordDecl *Class =
        Pointee.isNull() ? nullptr : Pointee->getAsCXXRecordDecl();
    if (!Model.Pointer->IsShared && Class && Class->hasDefinition() &&
        Model.Record && Model.Record->hasDefinition() &&
        !Model.Record->hasTrivialDestructor()) {
      const CXXDestructorDecl *Destructor = Class->getDestructor();
      const bool IsVirtual = Destructor && Destructor->isVirtual();
      lowerEnd(Pointee, std::move(Target), At,
               Flags | (IsVirtual ? CallVirtual : 0u));
    }
    return;
  }
  if (Model.Sequence || Model.Container) {
    if (Context.Types.holdsThreads(Type)) {
      emitJoin(InstrKind::Join, std::move(Target),
               endOfHandle(TypeModels::firstArgument(Type)) | JoinEach,
               "destructor", At, nullptr);
      return;
    }
    if (QualType Element = TypeModels::firstArgument(Type);
        Model.Sequence && !Element.isNull() &&
        Context.Types.of(Element).Guard) {
      Place Guards;
      Guards.Path = std::move(Target);
      Instruction End = make(InstrKind::GuardEnd, At);
      End.Target =
          PathBuilder::elementOf(std::move(Guards), NameId::None, false).Path;
      emit(std::move(End));
      return;
    }
    const auto *Special =
        dyn_cast_or_null<ClassTemplateSpecializationDecl>(Model.Record);
    if (!Special)
      return;
    // The values of a map come last.
    for (const TemplateArgument &Argument :
         Special->getTemplateArgs().asArray().take_front(2)) {
      if (Argument.getKind() != TemplateArgument::Type)
        break;
      QualType ElementType = Argument.getAsType();
      const TypeModel &Element = Context.Types.of(ElementType);
      const CXXRecordDecl *Owned =
          Element.Pointer && !Element.Pointer->IsShared &&
                  !TypeModels::firstArgument(ElementType).isNull()
              ? TypeModels::firstArgument(ElementType)->getAsCXXRecordDecl()
              : Element.Record;
      if (!Owned || Context.Types.isSystem(Owned) ||
          !hasRelevantDestructor(Owned))
        continue;
      Place Collection;
      Collection.Path = Target;
      lowerEnd(
          ElementType,
          PathBuilder::elementOf(std::move(Collection), NameId::None, false)
              .Path,
          At);
    }
    return;
  }
  if (!Model.Record || !Model.IsProject || Model.IsClosure ||
      !hasRelevantDestructor(Model.Record))
    return;
  Instruction End = make(InstrKind::Call, At);
  End.Flags = CallDestroys | Flags;
  End.Callee = Value::named(ValueKind::Function,
                            Context.Naming.destructorUsr(Model.Record));
  End.Target = std::move(Target);
  emit(std::move(End));
}

/// Does moving an object of this type leave nothing to end: owning pointers,
/// thread handles, collections of them?
bool BodyLowering::isMovable(QualType Type) {
  const TypeModel &Model = Context.Types.of(Type);
  return Model.Pointer || Model.Thread || Model.Sequence || Model.Container;
}

/// The class of the object that the local shared pointer \p Variable alone
/// owns: it made the object and nobody got a copy of it; null otherwise. An
/// object that can hand out owners of itself, by a base of the library, may.
const CXXRecordDecl *BodyLowering::soleOwned(const VarDecl *Variable) {
  const PointerModel *Pointer = Context.Types.of(Variable->getType()).Pointer;
  if (!Pointer || !Pointer->IsShared || !Variable->getInit() ||
      Scan.OwnersNamed.lookup(Variable) != 0 ||
      Paths.path(Variable->getInit()).Root.Kind != RootKind::Allocation)
    return nullptr;
  const QualType Type = TypeModels::firstArgument(Variable->getType());
  const CXXRecordDecl *Class =
      Type.isNull() ? nullptr : Type->getAsCXXRecordDecl();
  if (!Class || !Class->hasDefinition() ||
      !Class->forallBases([&](const CXXRecordDecl *Base) {
        return !Context.Types.isSystem(Base);
      }))
    return nullptr;
  return Class;
}

void BodyLowering::lowerDestruction(const CFGImplicitDtor &End) {
  Place Object;
  switch (End.getKind()) {
  case CFGElement::AutomaticObjectDtor: {
    const VarDecl *Variable = End.castAs<CFGAutomaticObjDtor>().getVarDecl();
    FunctionScope::Variable *Known = Scope.find(Variable);
    if (!Known)
      return; // A variable of an outlined region.
    if (Known->IsMovedFrom && isMovable(Variable->getType()))
      return;
    const Stmt *Trigger = End.castAs<CFGAutomaticObjDtor>().getTriggerStmt();
    SourceLocation Where =
        Trigger ? Trigger->getEndLoc() : Variable->getLocation();
    QualType Type = Variable->getType().getNonReferenceType();
    AccessPath Target = Paths.root(Variable);
    if (Variable->getType()->isReferenceType()) {
      // A temporary that the reference keeps alive.
      const Expr *Made =
          Variable->getInit() ? stripTemporary(Variable->getInit()) : nullptr;
      if (Made && !Scan.Destinations.contains(Made))
        Target = Paths.path(Made);
    }
    const SourceSpan At = Context.Spans.span(Where, Where);
    if (const CXXRecordDecl *Owned = soleOwned(Variable))
      lowerEnd(Context.Ast.getCanonicalTagType(Owned), std::move(Target), At);
    else
      lowerEnd(Type, std::move(Target), At);
    return;
  }
  case CFGElement::MemberDtor: {
    const FieldDecl *Field = End.castAs<CFGMemberDtor>().getFieldDecl();
    Object.Path = Paths.thisObject();
    SourceLocation Where =
        Function ? Function->getEndLoc() : Field->getLocation();
    lowerEnd(Field->getType(), Paths.field(std::move(Object), Field).Path,
             Context.Spans.span(Where, Where));
    return;
  }
  case CFGElement::BaseDtor: {
    SourceLocation Where = Function ? Function->getEndLoc() : SourceLocation();
    lowerEnd(End.castAs<CFGBaseDtor>().getBaseSpecifier()->getType(),
             Paths.thisObject(), Context.Spans.span(Where, Where));
    return;
  }
  case CFGElement::TemporaryDtor: {
    const CXXBindTemporaryExpr *Temporary =
        End.castAs<CFGTemporaryDtor>().getBindTemporaryExpr();
    if (!enterRegions(Temporary))
      return;
    const Expr *Made = stripTemporary(Temporary->getSubExpr());
    // Before C++17 Clang ends the operand of an elided copy, too; the copy is
    // the object.
    if (!Made || Scan.Destinations.contains(Made) ||
        (Scan.Moved.contains(Made) && isMovable(Temporary->getType())))
      return;
    AccessPath Target;
    if (auto Known = Paths.Objects.find(Made); Known != Paths.Objects.end())
      Target = Known->second;
    else if (auto Number = Paths.Numbers.find(Made);
             Number != Paths.Numbers.end())
      Target = ownResult(Number->second);
    lowerEnd(Temporary->getType(), std::move(Target),
             Context.Spans.span(Made->getEndLoc(), Made->getEndLoc()));
    return;
  }
  default:
    return; // Delete expressions end their object themselves.
  }
}

void BodyLowering::runImplicitDestructor(const CXXRecordDecl *Record,
                                         FunctionFacts &Facts) {
  llvm::SmallVector<const FieldDecl *, 8> Fields(Record->fields());
  Place Object;
  Object.Path = Paths.thisObject();
  for (const FieldDecl *Field : llvm::reverse(Fields))
    lowerEnd(Field->getType(), Paths.field(Object, Field).Path,
             Context.Spans.span(Field->getLocation(), Field->getLocation()));
  for (const CXXBaseSpecifier &Base : Record->bases())
    lowerEnd(Base.getType(), Object.Path,
             Context.Spans.span(Base.getBeginLoc(), Base.getBeginLoc()));
  finish(Facts);
}
