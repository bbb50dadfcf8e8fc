// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Which pointers they are, and where they are loaded and set.
#include "Extract/PointerVariables.h"
#include "Extract/BodyLowering.h"

using namespace mapwarden;
using namespace clang;
using llvm::StringRef;

/// An object of the program with a map inside.
static bool holdsMap(LoweringContext &Context, QualType Type) {
  const TypeModel &Model = Context.Types.of(Type);
  const CXXRecordDecl *Record =
      Model.IsProject && !Model.isModelled() ? Model.Record : nullptr;
  return Record && Record->hasDefinition() &&
         llvm::any_of(Record->getDefinition()->fields(),
                      [&](const FieldDecl *Field) {
                        return Context.Types.of(Field->getType()).Container;
                      });
}

bool mapwarden::isPointerVariable(LoweringContext &Context,
                                  const ValueDecl *Variable) {
  const auto *Var = dyn_cast<VarDecl>(Variable);
  if (!isa<FieldDecl>(Variable) && !(Var && Var->hasGlobalStorage()))
    return false;
  QualType Type = Variable->getType();
  if (Type->isReferenceType())
    return false;
  if (Type->isArrayType())
    Type = Context.Ast.getBaseElementType(Type);
  else if (Context.Types.of(Type).Sequence)
    Type = TypeModels::firstArgument(Type);
  if (Type.isNull() || Type.isConstQualified())
    return false;
  const TypeModel &Model = Context.Types.of(Type);
  const bool IsSmart = Model.Pointer && !Model.Pointer->IsAtomic &&
                       !Model.Atomic && !Model.Guard && !Model.Locked;
  QualType Designated = Type->isPointerType() ? Type->getPointeeType()
                        : IsSmart             ? TypeModels::firstArgument(Type)
                                              : QualType();
  if (Designated.isNull())
    return false;
  const ContainerModel *Container = Context.Types.of(Designated).Container;
  return (Container && !Container->InternallySynchronised) ||
         holdsMap(Context, Designated);
}

NameId mapwarden::pointerUsr(LoweringContext &Context,
                             const ValueDecl *Variable) {
  return Context.intern(
      (llvm::Twine(Context.Names.text(Context.usr(Variable))) + PointerMark)
          .str());
}

VariableFacts mapwarden::describePointer(LoweringContext &Context,
                                         const ValueDecl *Variable,
                                         VariableFacts Pointer) {
  Pointer.Usr = pointerUsr(Context, Variable);
  Pointer.Flags &= ~uint64_t(VariableIsReference | VariableIsSharedPointer |
                             VariableIsConst);
  Pointer.Flags |= VariableIsContainer;
  Pointer.TypeClass = NameId::None;
  if (!Variable->hasAttr<GuardedByAttr>())
    Pointer.GuardedBy = {};
  return Pointer;
}

/// The variable of the pointer that \p E names, or that is an element of what
/// it names: `tables_[i]`. Unknown when it names none.
AccessPath BodyLowering::pointerVariable(const Expr *E) {
  const Expr *Named = E ? E->IgnoreParenImpCasts() : nullptr;
  std::optional<NameId> Index;
  if (const auto *Subscript = dyn_cast_or_null<ArraySubscriptExpr>(Named)) {
    Index = Paths.spelling(Subscript->getIdx());
    Named = Subscript->getBase()->IgnoreParenImpCasts();
  } else if (const auto *Call = dyn_cast_or_null<CallExpr>(Named)) {
    CallShape Shape = shapeOf(Context, Call);
    if (Shape.Kind != CallKind::Sequence || !Shape.Receiver ||
        !Shape.isIn(Shape.Type->Sequence->Element) ||
        Shape.Arguments.size() > 1)
      return {};
    Index = Shape.Arguments.empty() ? NameId::None
                                    : Paths.spelling(Shape.Arguments[0]);
    Named = Shape.Receiver->IgnoreParenImpCasts();
  }
  const ValueDecl *Variable = nullptr;
  const auto *Member = dyn_cast_or_null<MemberExpr>(Named);
  if (Member)
    Variable = Member->getMemberDecl();
  else if (const auto *Name = dyn_cast_or_null<DeclRefExpr>(Named))
    Variable = Name->getDecl();
  if (!Variable || Context.Types.isSystem(Variable) ||
      !isPointerVariable(Context, Variable))
    return {};
  Place Found;
  if (const auto *Global = dyn_cast<VarDecl>(Variable)) {
    Global = Global->getCanonicalDecl();
    Context.Globals.insert(Global);
    Found.Path.Root.Kind = RootKind::Global;
    Found.Path.Root.Name = pointerUsr(Context, Global);
  } else {
    Found = PathBuilder::field(Paths.place(Member->getBase()),
                               pointerUsr(Context, Variable));
  }
  if (Index)
    Found = PathBuilder::elementOf(std::move(Found), *Index,
                                   /*IsContainer=*/false);
  return Found.Path;
}

/// Notes that \p E, a pointer, is read, as a part of \p Whole if that is given.
void BodyLowering::loadPointer(const Expr *E, StringRef Name, SourceSpan At,
                               const Expr *Whole) {
  const uint32_t Before = Graph.nextNumber();
  emitAccess(pointerVariable(E), AccessRead, Name, At);
  if (Whole && Graph.nextNumber() > Before)
    Loads.try_emplace(Whole, Before);
}

/// Notes that \p E, a pointer, is set, to \p Stored if that is given.
void BodyLowering::setPointer(const Expr *E, StringRef Name, SourceSpan At,
                              const Expr *Stored) {
  AccessPath Variable = pointerVariable(E);
  if (!Variable.isKnown())
    return;
  if (Stored)
    Stores.push_back({Graph.nextNumber(), Stored});
  emitAccess(std::move(Variable), AccessWrite | AccessClears, Name, At);
}

/// Smart pointers that \p Call has to do with: as its object, or given to a
/// library function that may change them, like an exchange.
void BodyLowering::usePointers(const CallExpr *Call, const CallShape &Shape) {
  SourceSpan At = spanOf(Call);
  if (Shape.Kind == CallKind::Pointer && Shape.Receiver) {
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Shape.Callee);
    const bool IsLoad = Shape.isIn(Shape.Type->Pointer->Access) ||
                        (Method && Method->isConst());
    if (isa_and_nonnull<CXXConversionDecl>(Shape.Callee))
      loadPointer(Shape.Receiver, "test", At, Call);
    else if (IsLoad)
      loadPointer(Shape.Receiver, Shape.Member, At, Call);
    else
      setPointer(Shape.Receiver, Shape.Member, At,
                 Shape.Arguments.empty() ? nullptr : Shape.Arguments[0]);
    // The map that its only owner had ends.
    if (!IsLoad && Shape.isIn(Shape.Type->Pointer->Set) &&
        !Shape.Type->Pointer->IsShared &&
        isa<MemberExpr, DeclRefExpr>(Shape.Receiver->IgnoreParenImpCasts()) &&
        Context.Types
            .of(TypeModels::firstArgument(receiverType(Shape.Receiver)))
            .Container &&
        pointerVariable(Shape.Receiver).isKnown())
      emitAccess(Paths.path(Shape.Receiver), AccessWrite | AccessClears,
                 Shape.Member, At);
  }
  const FunctionDecl *Callee = Shape.Callee;
  if (!Callee || !Context.Types.isSystem(Callee) ||
      Context.Types.of(Callee).Identity)
    return;
  for (unsigned I = 0; I < Shape.Arguments.size() && I < Callee->getNumParams();
       ++I) {
    QualType Type = Callee->getParamDecl(I)->getType();
    const bool IsMoved = Shape.Arguments[I]->isXValue();
    if (!Type->isReferenceType() ||
        !Context.Types.of(Type.getNonReferenceType()).Pointer)
      continue;
    const Expr *Given =
        IsMoved ? movedFrom(Shape.Arguments[I]) : Shape.Arguments[I];
    if (!IsMoved && (Type.getNonReferenceType().isConstQualified() ||
                     isForwarded(Callee, I)))
      loadPointer(Given, "copy", At, Call);
    else
      setPointer(Given, IsMoved ? StringRef("move") : Shape.Member, At);
  }
}

/// What `std::move(p)` and the like are given.
const Expr *BodyLowering::movedFrom(const Expr *E) {
  const Expr *Moved = E->IgnoreParenImpCasts();
  if (const auto *Call = dyn_cast<CallExpr>(Moved);
      Call && Call->getNumArgs() == 1 && Call->getDirectCallee() &&
      Context.Types.of(Call->getDirectCallee()).Identity)
    return Call->getArg(0);
  return Moved;
}

/// A smart pointer is made from another one.
void BodyLowering::copyPointer(const CXXConstructExpr *Construct,
                               SourceSpan At) {
  const CXXConstructorDecl *Constructor = Construct->getConstructor();
  if (Construct->getNumArgs() == 0 || Constructor->getNumParams() == 0 ||
      !Context.Types.of(Construct->getType()).Pointer)
    return;
  const Expr *From = Construct->getArg(0);
  if (From->isXValue())
    setPointer(movedFrom(From), "move", At);
  else if (From->isLValue() &&
           Constructor->getParamDecl(0)->getType()->isReferenceType())
    loadPointer(From, "copy", At, Construct);
}
