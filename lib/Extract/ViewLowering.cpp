// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Views: local references, pointers, iterators and string views that lead into
/// a container.
///
/// Paths resolve such a variable to the element it denotes, which is all that
/// an access needs. Whether the variable outlives the lock under which it was
/// obtained depends on the variable, though: a second lookup of the same key
/// makes another one. So each view is assigned where it is bound, and its uses
/// are events of their own.
#include "Extract/BodyLowering.h"

using namespace mapwarden;
using namespace clang;

/// Nesting of views of views that is followed.
static constexpr unsigned MaxViewDepth = 8;

/// The expression that \p E reads its object from: `x` of `x.a[i].b`. Counts in
/// \p Followed the pointers and iterators that are followed on the way.
static const Expr *baseOf(LoweringContext &Context, const Expr *E,
                          unsigned &Followed) {
  while ((E = E ? stripAll(E) : nullptr)) {
    if (const auto *Copy = dyn_cast<CXXConstructExpr>(E)) {
      if (Copy->getNumArgs() == 0 || !Context.Types.isView(Copy->getType()))
        return nullptr;
      E = Copy->getArg(0);
      continue;
    }
    if (const auto *Member = dyn_cast<MemberExpr>(E)) {
      Followed += Member->isArrow();
      E = Member->getBase();
    } else if (const auto *Operator = dyn_cast<UnaryOperator>(E)) {
      if (Operator->getOpcode() != UO_Deref &&
          Operator->getOpcode() != UO_AddrOf)
        return nullptr;
      Followed += Operator->getOpcode() == UO_Deref;
      E = Operator->getSubExpr();
    } else if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E)) {
      ++Followed;
      E = Subscript->getLHS();
    } else if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E)) {
      bool Follows = Operator->getOperator() == OO_Star ||
                     Operator->getOperator() == OO_Arrow ||
                     Operator->getOperator() == OO_Subscript;
      const FunctionDecl *Callee = Operator->getDirectCallee();
      if (Callee && !Context.Types.isSystem(Callee))
        return E;
      if (!Follows || Operator->getNumArgs() == 0)
        return nullptr;
      ++Followed;
      E = Operator->getArg(0);
    } else if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E)) {
      // A part of a system object, reached through a member: front(), begin().
      const CXXMethodDecl *Method = Call->getMethodDecl();
      if (Method && !Context.Types.isSystem(Method))
        return E; // What the project's function returns is its own affair.
      if (!Method || !(Method->getReturnType()->isReferenceType() ||
                       Context.Types.isView(Method->getReturnType())))
        return nullptr;
      E = Call->getImplicitObjectArgument();
      Followed += E->getType()->isAnyPointerType();
    } else {
      return E;
    }
  }
  return nullptr;
}

/// The collection that a loop walks over, if \p Name is a hidden variable of
/// the loop; otherwise \p Name.
static const ValueDecl *walkedOver(LoweringContext &Context,
                                   const ValueDecl *Name) {
  for (unsigned Step = 0; Step < 2; ++Step) {
    const auto *Hidden = dyn_cast_or_null<VarDecl>(Name);
    unsigned Followed = 0;
    const Expr *Base = Hidden && Hidden->isImplicit() && Hidden->getInit()
                           ? baseOf(Context, Hidden->getInit(), Followed)
                           : nullptr;
    const ValueDecl *Next = PathBuilder::namedVariable(Base);
    if (!Next)
      break;
    Name = Next;
  }
  return Name;
}

/// The variable that holds what \p Name names: for a binding of a decomposed
/// reference the whole, for a loop over a local collection of views that.
const ValueDecl *BodyLowering::holderOf(const ValueDecl *Name) {
  const ValueDecl *Walked = walkedOver(Context, Name);
  if (FunctionScope::Variable *Known =
          Walked != Name ? Scope.find(Walked) : nullptr;
      Known && !Known->Added.empty() && isView(Walked, *Known))
    return Walked;
  const auto *Binding = dyn_cast_or_null<BindingDecl>(Name);
  if (!Binding)
    return Name;
  const auto *Whole = dyn_cast_or_null<VarDecl>(Binding->getDecomposedDecl());
  return Whole && Whole->getType()->isReferenceType() ? Whole : Name;
}

bool BodyLowering::isViewValue(const Expr *Bound, unsigned Nesting) {
  if (!Bound || Nesting == MaxViewDepth)
    return false;
  const Expr *Source = stripAll(Bound);
  if (const auto *Choice = dyn_cast_or_null<ConditionalOperator>(Source))
    return isViewValue(Choice->getTrueExpr(), Nesting + 1) ||
           isViewValue(Choice->getFalseExpr(), Nesting + 1);
  if (const Place Found = Source ? Paths.place(Source) : Place();
      Found.isInContainer() || Found.IsOwned)
    return true;
  unsigned Followed = 0;
  const Expr *Base = baseOf(Context, Source, Followed);
  if (const auto *Call = dyn_cast_or_null<CallExpr>(Base)) {
    CallShape Shape = shapeOf(Context, Call);
    return Shape.Kind == CallKind::Project &&
           (Call->isGLValue() || Context.Types.isView(Call->getType()));
  }
  const ValueDecl *Name = holderOf(PathBuilder::namedVariable(Base));
  FunctionScope::Variable *Known = Name ? Scope.find(Name) : nullptr;
  return Known && isView(Name, *Known, Nesting + 1);
}

bool BodyLowering::isView(const ValueDecl *Name,
                          FunctionScope::Variable &Variable, unsigned Nesting) {
  if (Variable.IsView)
    return *Variable.IsView;
  if (Variable.Is != FunctionScope::Variable::Kind::Local)
    return false;
  QualType Type = Name->getType();
  Variable.IsView = false; // While it is looked at.
  bool Result = (Type->isReferenceType() || Context.Types.isView(Type)) &&
                llvm::any_of(Variable.Values, [&](const Expr *Bound) {
                  return isViewValue(Bound, Nesting);
                });
  Result |= llvm::any_of(Variable.Added, [&](const Expr *Added) {
    return isViewValue(Added, Nesting + 1);
  });
  Variable.IsView = Result;
  return Result;
}

const ValueDecl *BodyLowering::viewVariable(const Expr *E) {
  unsigned Followed = 0;
  const ValueDecl *Name =
      holderOf(PathBuilder::namedVariable(baseOf(Context, E, Followed)));
  FunctionScope::Variable *Known = Name ? Scope.find(Name) : nullptr;
  return Known && isView(Name, *Known) ? Name : nullptr;
}

void BodyLowering::useView(const Expr *E, bool IsDereferenced) {
  unsigned Followed = IsDereferenced ? 1 : 0;
  const ValueDecl *Name =
      holderOf(PathBuilder::namedVariable(baseOf(Context, E, Followed)));
  FunctionScope::Variable *Known = Name ? Scope.find(Name) : nullptr;
  if (!Known)
    return;
  // The value of a pointer or iterator is its own; a string view is read.
  // One step from a collection of pointers leads to a pointer, the next one
  // further. Uses of iterators that were copied out of one are not seen.
  QualType Type = Name->getType();
  const bool IsOfPointers = !Known->Added.empty() &&
                            TypeModels::firstArgument(Type)->isAnyPointerType();
  const unsigned Needed = IsOfPointers ? 2 : Type->isReferenceType() ? 0 : 1;
  if (Followed < Needed && !Context.Types.isTextView(Type))
    return;
  // Iterators of containers have events of their own.
  if (Context.Types.of(Type).IsIterator && isFollowedIterator(Name))
    return;
  if (isView(Name, *Known))
    emitViewUse(Name, spanOf(stripAll(E)));
}

bool BodyLowering::isFollowedIterator(const ValueDecl *Name) {
  std::optional<Place> Element = Paths.element(Name);
  return (Element && Element->isInContainer()) ||
         Context.Types.iteratesContainer(Name->getType());
}

void BodyLowering::emitViewUse(const ValueDecl *Name, SourceSpan At) {
  Instruction Use = make(InstrKind::IterUse, At);
  Use.Target = Paths.root(Name);
  if (Use.Target.isKnown())
    emit(std::move(Use));
}

void BodyLowering::lowerViewArguments(const CallExpr *Call,
                                      const CallShape &Shape) {
  // Comparisons and moves look at the view alone; a container's own members
  // take iterators.
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
  if ((Operator && Operator->getOperator() != OO_Call) ||
      Shape.Kind == CallKind::Identity || Shape.Kind == CallKind::Container)
    return;
  for (const Expr *Argument : Shape.Arguments) {
    QualType Type = Argument->getType();
    if (Type->isReferenceType() || !Context.Types.isView(Type))
      continue;
    const Expr *Given = stripAll(Argument);
    if (const auto *Copy = dyn_cast_or_null<CXXConstructExpr>(Given);
        Copy && Copy->getNumArgs() == 1)
      Given = stripAll(Copy->getArg(0));
    const ValueDecl *Name = holderOf(PathBuilder::namedVariable(Given));
    FunctionScope::Variable *Known = Name ? Scope.find(Name) : nullptr;
    if (Known && isView(Name, *Known))
      emitViewUse(Name, spanOf(Argument));
  }
}

uint64_t BodyLowering::viewFlags(QualType Type, const Place &Viewed) {
  Type = Type.getNonReferenceType();
  const TypeModel &Model = Context.Types.of(Type);
  // A pair of iterators, as `equal_range` returns it, is a range.
  const QualType First = TypeModels::firstArgument(Type);
  const bool IsRange = !Model.Sequence && !Model.Container && !First.isNull() &&
                       Type->isRecordType() &&
                       Context.Types.of(First).IsIterator;
  if (Model.IsIterator || IsRange)
    return AccessIterates;
  if (Viewed.IsOwned)
    return LeadsToOwned;
  bool IsInside = Context.Types.isTextView(Type) ||
                  (Type->isPointerType() && Viewed.IsInside);
  return IsInside ? AccessYieldsElement : 0;
}

static bool isNull(LoweringContext &Context, const Expr *E) {
  return E->isNullPointerConstant(Context.Ast, Expr::NPC_ValueDependentIsNull);
}

void BodyLowering::bindView(const ValueDecl *Name, const Expr *Bound,
                            SourceSpan At) {
  FunctionScope::Variable *Known = Scope.find(Name);
  if (!Known || !isView(Name, *Known))
    return;
  AccessPath Own = Paths.root(Name);
  Place Viewed = Paths.place(Bound);
  Instruction Bind = make(InstrKind::Assign, At);
  setThrough(Bind, Bound);
  bool IsView = Viewed.isInContainer() || Viewed.IsOwned ||
                Viewed.Path.Root.Kind == RootKind::Result ||
                Bind.Callee.Kind == ValueKind::Path;
  // What it leads to is not known, but no longer what it was.
  Bind.Flags = viewFlags(Name->getType(), Viewed);
  if (!IsView || (Viewed.LeftContainer && !Viewed.IsOwned)) {
    Bind.Callee = Value();
    Bind.Args.push_back(isNull(Context, Bound)
                            ? Value::named(ValueKind::Null, NameId::None)
                            : Value());
  } else {
    Bind.Args.push_back(Viewed.isKnown() ? Value::path(std::move(Viewed.Path))
                                         : Bind.Callee);
  }
  Bind.Target = std::move(Own);
  if (!(Bind.Args[0].Kind == ValueKind::Path &&
        Bind.Args[0].Path == Bind.Target))
    emit(std::move(Bind));
}

void BodyLowering::setThrough(Instruction &Stored, const Expr *E) {
  const ValueDecl *Name = viewVariable(E);
  // `next = ++it`: a copy of what `it` is from then on.
  const Expr *Source = stripTemporary(E);
  if (const auto *Construct = dyn_cast_or_null<CXXConstructExpr>(Source);
      Construct && Construct->getNumArgs() == 1)
    Source = stripTemporary(Construct->getArg(0));
  if (const auto *Step = dyn_cast_or_null<CXXOperatorCallExpr>(Source);
      !Name && Step && Step->getNumArgs() == 1 &&
      (Step->getOperator() == OO_PlusPlus ||
       Step->getOperator() == OO_MinusMinus))
    Name = viewVariable(Step->getArg(0));
  if (Name)
    Stored.Callee = Value::path(Paths.root(Name));
}
