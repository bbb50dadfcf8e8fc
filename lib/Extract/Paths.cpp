// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Access paths of expressions.
#include "Extract/Paths.h"

using namespace mapwarden;
using namespace clang;

/// Nesting of expressions that is followed; deeper ones are unknown.
static constexpr unsigned MaxExpressionDepth = 64;

static Place unknown() { return {}; }

static void append(Place &Base, mapwarden::Selector Next) {
  if (Base.Path.Selectors.size() < MaxSelectors)
    Base.Path.Selectors.push_back(Next);
}

Place PathBuilder::field(Place Base, NameId Usr) {
  append(Base, {mapwarden::Selector::Field, Usr});
  return Base;
}

Place PathBuilder::elementOf(Place Base, NameId Index, bool IsContainer) {
  if (!Base.isKnown())
    return Base;
  if (IsContainer) {
    Base.ContainerLength = Base.Path.Selectors.size();
    Base.LeftContainer = false;
  }
  append(Base, {mapwarden::Selector::Element, Index});
  return Base;
}

Place PathBuilder::field(Place Base, const FieldDecl *Field) {
  // Members of system classes and of unnamed unions add nothing to the path.
  if (!Base.isKnown() || !Field->getDeclName())
    return Base;
  const auto *Owner = dyn_cast<CXXRecordDecl>(Field->getParent());
  if (Owner && Context.Types.of(Owner).HasParts)
    return part(std::move(Base), Context.Ast.getCanonicalTagType(Owner),
                Field->getFieldIndex());
  if (Context.Types.isSystem(Field))
    return Base;
  return field(std::move(Base), Context.usr(Field));
}

/// A pointer was loaded from \p Stored: what it designates is not part of the
/// element that holds the pointer.
static Place throughPointer(Place Stored) {
  Stored.IsOwned = false;
  if (Stored.isInContainer()) {
    Stored.LeftContainer = true;
    Stored.ContainerLength = Place::NotInContainer;
  }
  return Stored;
}

const ValueDecl *PathBuilder::namedVariable(const Expr *E) {
  const Expr *Stripped = E ? stripAll(E) : nullptr;
  const auto *Name = dyn_cast_or_null<DeclRefExpr>(Stripped);
  return Name && isa<VarDecl, BindingDecl>(Name->getDecl()) ? Name->getDecl()
                                                            : nullptr;
}

Place PathBuilder::place(const Expr *E) {
  if (!E || Depth == MaxExpressionDepth || E->getType().isNull())
    return unknown();
  ++Depth;
  Place Result = placeUnguarded(E);
  --Depth;
  return Result;
}

Place PathBuilder::placeOfNumber(const Expr *E, RootKind Kind) {
  auto Object = Objects.find(E);
  Place Result;
  if (Object != Objects.end()) {
    Result.Path = Object->second;
    return Result;
  }
  auto Number = Numbers.find(E);
  if (Number == Numbers.end())
    return unknown();
  Result.Path.Root.Kind = Kind;
  Result.Path.Root.Index = Number->second;
  return Result;
}

/// The hidden variable of a range-based loop over an array, or over a
/// collection whose iterators are pointers (std::array), if \p E names it, and
/// what it loops over.
static std::pair<const VarDecl *, const Expr *>
arrayIterator(const LoweringContext &Context, const Expr *E) {
  const auto *Name = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  const auto *Variable = Name ? dyn_cast<VarDecl>(Name->getDecl()) : nullptr;
  if (!Variable || !Variable->isImplicit() || !Variable->getInit())
    return {};
  const Expr *Begin = Variable->getInit()->IgnoreParenImpCasts();
  // What stands between braces is constant, and known one by one.
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(Begin);
      Call && Call->getType()->isPointerType() &&
      !Call->getType()->getPointeeType().isConstQualified() &&
      Call->getMethodDecl() && Context.Types.isSystem(Call->getMethodDecl()))
    return {Variable, Call->getImplicitObjectArgument()};
  QualType Range = Begin->getType();
  if (!Range.isNull() && Range.getNonReferenceType()->isArrayType())
    return {Variable, Variable->getInit()};
  return {};
}

Place PathBuilder::placeUnguarded(const Expr *E) {
  E = E->IgnoreParens();
  if (const auto *Full = dyn_cast<FullExpr>(E))
    return place(Full->getSubExpr());
  if (const auto *Cast = dyn_cast<CastExpr>(E))
    return placeOfCast(Cast);
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return placeOfCall(Call);
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E))
    return placeOfConstruct(Construct);
  switch (E->getStmtClass()) {
  case Stmt::MaterializeTemporaryExprClass:
    return place(cast<MaterializeTemporaryExpr>(E)->getSubExpr());
  case Stmt::CXXBindTemporaryExprClass:
    return place(cast<CXXBindTemporaryExpr>(E)->getSubExpr());
  case Stmt::SubstNonTypeTemplateParmExprClass:
    return place(cast<SubstNonTypeTemplateParmExpr>(E)->getReplacement());
  case Stmt::CXXDefaultInitExprClass:
    return place(cast<CXXDefaultInitExpr>(E)->getExpr());
  case Stmt::OpaqueValueExprClass:
    return place(cast<OpaqueValueExpr>(E)->getSourceExpr());
  case Stmt::CXXThisExprClass: {
    Place Result;
    Result.Path = thisObject();
    return Result;
  }
  case Stmt::DeclRefExprClass:
    return variable(cast<DeclRefExpr>(E)->getDecl());
  case Stmt::MemberExprClass:
    return placeOfMember(cast<MemberExpr>(E));
  case Stmt::CXXDependentScopeMemberExprClass:
    return unknown();
  case Stmt::ArraySubscriptExprClass: {
    const auto *Subscript = cast<ArraySubscriptExpr>(E);
    // In a template Clang cannot tell the base from the index.
    bool IsContainer =
        Context.Types.of(Subscript->getLHS()->getType()).Container != nullptr;
    Place Element = IsContainer || Subscript->isTypeDependent()
                        ? elementOf(place(Subscript->getLHS()),
                                    spelling(Subscript->getRHS()), IsContainer)
                        : elementOf(place(Subscript->getBase()),
                                    spelling(Subscript->getIdx()), false);
    Element.IsDirect |= IsContainer;
    Element.IsInserted |= IsContainer;
    return Element;
  }
  case Stmt::UnaryOperatorClass: {
    const auto *Operator = cast<UnaryOperator>(E);
    if (Operator->getOpcode() == UO_Deref)
      if (auto [Begin, Range] = arrayIterator(Context, Operator->getSubExpr());
          Begin)
        return elementOf(place(Range), Context.intern(Begin->getName()), false);
    if (Operator->getOpcode() == UO_AddrOf ||
        Operator->getOpcode() == UO_Deref ||
        Operator->getOpcode() == UO_Extension ||
        Operator->isIncrementDecrementOp())
      return place(Operator->getSubExpr());
    return unknown();
  }
  case Stmt::BinaryOperatorClass: {
    const auto *Operator = cast<BinaryOperator>(E);
    if (Operator->getOpcode() == BO_Comma)
      return place(Operator->getRHS());
    if (Operator->isAssignmentOp() || Operator->isPtrMemOp())
      return place(Operator->getLHS());
    if (Operator->isAdditiveOp() && Operator->getType()->isPointerType())
      return place(Operator->getLHS()->getType()->isPointerType()
                       ? Operator->getLHS()
                       : Operator->getRHS());
    return unknown();
  }
  case Stmt::ConditionalOperatorClass: {
    const auto *Choice = cast<ConditionalOperator>(E);
    Place True = place(Choice->getTrueExpr());
    if (True.isKnown() && True.Path == place(Choice->getFalseExpr()).Path)
      return True;
    auto Chosen = Scan.Conditionals.find(Choice);
    Place Result;
    if (Chosen != Scan.Conditionals.end())
      Result.Path = Chosen->second;
    return Result;
  }
  case Stmt::BinaryConditionalOperatorClass:
    return place(cast<BinaryConditionalOperator>(E)->getCommon());
  case Stmt::CXXNewExprClass:
    return placeOfNumber(E, RootKind::Allocation);
  case Stmt::InitListExprClass: {
    const auto *List = cast<InitListExpr>(E);
    Place Object = placeOfNumber(E, RootKind::Result);
    if (!Object.isKnown() && List->getNumInits() == 1)
      return place(List->getInit(0));
    return Object;
  }
  case Stmt::StmtExprClass: {
    const auto *Body = cast<StmtExpr>(E)->getSubStmt();
    const auto *Last = Body->body_empty()
                           ? nullptr
                           : dyn_cast_or_null<Expr>(Body->body_back());
    return place(Last);
  }
  case Stmt::CoawaitExprClass:
    return place(cast<CoawaitExpr>(E)->getOperand());
  default:
    return unknown();
  }
}

Place PathBuilder::placeOfCast(const CastExpr *Cast) {
  const Expr *Operand = Cast->getSubExpr();
  Place Result = place(Operand);
  if (Cast->getCastKind() == CK_LValueToRValue &&
      Operand->getType()->isAnyPointerType()) {
    // Loading a local pointer is no load from an element, even if the variable
    // stands for one.
    const ValueDecl *Name = namedVariable(Operand);
    if (!Name || Name->getType()->isReferenceType() || !isa<VarDecl>(Name))
      return throughPointer(std::move(Result));
  }
  return Result;
}

Place PathBuilder::placeOfMember(const MemberExpr *Member) {
  if (const auto *Static = dyn_cast<VarDecl>(Member->getMemberDecl()))
    return global(Static);
  const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
  if (!Field)
    return unknown();
  return field(place(Member->getBase()), Field);
}

Place PathBuilder::global(const VarDecl *Variable) {
  Variable = Variable->getCanonicalDecl();
  if (Context.Types.isSystem(Variable))
    return unknown();
  Context.Globals.insert(Variable);
  Place Result;
  Result.Path.Root.Kind = RootKind::Global;
  Result.Path.Root.Name = Context.usr(Variable);
  return Result;
}

AccessPath PathBuilder::inFrame(AccessPath Path,
                                const FunctionScope &Owner) const {
  bool IsRelative =
      Path.Root.Kind != RootKind::Unknown && Path.Root.Kind != RootKind::Global;
  if (IsRelative && &Owner != &Scope && Path.Root.Frame == NameId::None)
    Path.Root.Frame = Owner.Usr;
  return Path;
}

AccessPath PathBuilder::thisObject() {
  AccessPath Path;
  for (FunctionScope *Owner = &Scope; Owner; Owner = Owner->Parent)
    if (Owner->OwnsThis) {
      Path.Root.Kind = RootKind::This;
      return inFrame(std::move(Path), *Owner);
    }
  return Path;
}

FunctionScope::Variable *PathBuilder::findVariable(const ValueDecl *Name,
                                                   FunctionScope *&Owner) {
  for (Owner = &Scope; Owner; Owner = Owner->Parent)
    if (FunctionScope::Variable *Variable = Owner->find(Name))
      return Variable;
  return nullptr;
}

static Place rootOf(const FunctionScope::Variable &Variable) {
  Place Result;
  Result.Path.Root.Kind = Variable.Is == FunctionScope::Variable::Kind::Param
                              ? RootKind::Param
                              : RootKind::Local;
  Result.Path.Root.Index = Variable.Index;
  return Result;
}

AccessPath PathBuilder::root(const ValueDecl *Name) {
  FunctionScope *Owner;
  FunctionScope::Variable *Variable = findVariable(Name, Owner);
  return Variable ? inFrame(rootOf(*Variable).Path, *Owner) : AccessPath();
}

Place PathBuilder::variable(const ValueDecl *Name) {
  if (const auto *Variable = dyn_cast<VarDecl>(Name);
      Variable && Variable->hasGlobalStorage())
    return global(Variable);
  FunctionScope *Owner;
  if (FunctionScope::Variable *Variable = findVariable(Name, Owner)) {
    Place Result = Owner == &Scope     ? resolve(Name, *Variable)
                   : Variable->Denotes ? *Variable->Denotes
                                       : rootOf(*Variable);
    Result.Path = inFrame(std::move(Result.Path), *Owner);
    Result.IsDirect = false;
    // The lambda's own copy of an element leads where the element does, but is
    // no part of the container.
    for (const FunctionScope *Inner = &Scope; Inner != Owner;
         Inner = Inner->Parent)
      if (Inner->Copied.contains(Name))
        return throughPointer(std::move(Result));
    return Result;
  }
  if (const auto *Param = dyn_cast<ParmVarDecl>(Name)) {
    // An attribute on another declaration of this function names that
    // declaration's parameter.
    const auto *Holder = dyn_cast<FunctionDecl>(Param->getDeclContext());
    if (Holder && Scope.Function &&
        declaresSameEntity(Holder, Scope.Function)) {
      Place Result;
      Result.Path.Root.Kind = RootKind::Param;
      Result.Path.Root.Index = Param->getFunctionScopeIndex();
      return Result;
    }
  }
  if (const auto *Binding = dyn_cast<BindingDecl>(Name))
    return placeOfBinding(Binding);
  return unknown();
}

/// Is the root a pointer or iterator variable that may designate something else
/// later?
bool PathBuilder::isMovingRoot(const AccessPath &Path) {
  if (Path.Root.Kind != RootKind::Local && Path.Root.Kind != RootKind::Param)
    return false;
  for (auto &[Name, Variable] : Scope.Variables) {
    bool IsParam = Variable.Is == FunctionScope::Variable::Kind::Param;
    if (Variable.Index != Path.Root.Index ||
        IsParam != (Path.Root.Kind == RootKind::Param))
      continue;
    bool Moves =
        IsParam ? !Variable.Values.empty() : Variable.Values.size() > 1;
    return (Moves || Variable.IsModified) &&
           (Name->getType()->isAnyPointerType() ||
            Context.Types.of(Name->getType()).isHandleLike()) &&
           !Name->getType()->isReferenceType();
  }
  return false;
}

/// The only value of a pointer that designates anything: it may be null before.
/// Null when there are several.
static const Expr *onlyTarget(LoweringContext &Context,
                              const FunctionScope::Variable &Pointer) {
  const Expr *Only = nullptr;
  for (const Expr *Each : Pointer.Values) {
    if (!Each || Each->isNullPointerConstant(Context.Ast,
                                             Expr::NPC_ValueDependentIsNull))
      continue;
    if (Only)
      return nullptr;
    Only = Each;
  }
  return Only;
}

Place PathBuilder::resolve(const ValueDecl *Name,
                           FunctionScope::Variable &Variable) {
  if (Variable.Denotes)
    return *Variable.Denotes;
  Place Root = rootOf(Variable);
  if (Variable.Is != FunctionScope::Variable::Kind::Local || Variable.IsBusy ||
      Variable.Values.empty())
    return Root;
  Variable.IsBusy = true;
  Place Denoted;
  if (const auto *Binding = dyn_cast<BindingDecl>(Name)) {
    if (!Context.Types.of(Binding->getType()).IsIterator)
      Denoted = placeOfBinding(Binding);
  } else if (Name->getType()->isReferenceType()) {
    const Expr *Init = stripTemporary(Variable.Values[0]);
    if (!Scan.Destinations.contains(Init))
      Denoted = place(Variable.Values[0]);
  } else if (const Expr *Target =
                 Name->getType()->isAnyPointerType() && !Variable.IsModified
                     ? onlyTarget(Context, Variable)
                     : nullptr;
             Target && !isTaken(Target)) {
    Denoted = place(Target);
    // Elsewhere the flow of the values says more: it knows where it is null.
    if (Variable.Values.size() > 1 && !Denoted.isInContainer())
      Denoted = Place();
  }
  Variable.IsBusy = false;
  if (!Denoted.isKnown() || Denoted.Path == Root.Path ||
      isMovingRoot(Denoted.Path))
    return Root;
  Denoted.IsDirect = Denoted.IsInserted = false;
  Variable.Denotes = Denoted;
  return Denoted;
}

Place PathBuilder::placeOfBinding(const BindingDecl *Binding) {
  const auto *Whole =
      dyn_cast_or_null<DecompositionDecl>(Binding->getDecomposedDecl());
  if (!Whole)
    return unknown();
  Place Base = variable(Whole);
  const Expr *Init = Whole->getInit();
  QualType Type = Binding->getType();
  if (!Whole->getType()->isReferenceType() && Init &&
      (Type->isRecordType() || TypeModels::isTrackedPointer(Type))) {
    // The parts of a result: `auto [it, ok] = m.insert(x)`.
    Place Source = place(Init);
    if (isa_and_nonnull<CallExpr>(stripTemporary(Init)) && Source.isKnown())
      Base = Source;
  }
  Base.IsDirect = Base.IsInserted = false;
  const auto *Member =
      Binding->getBinding()
          ? dyn_cast<MemberExpr>(Binding->getBinding()->IgnoreParenImpCasts())
          : nullptr;
  if (const auto *Field =
          Member ? dyn_cast<FieldDecl>(Member->getMemberDecl()) : nullptr)
    return field(std::move(Base), Field);
  for (unsigned I = 0; I < Whole->bindings().size(); ++I)
    if (Whole->bindings()[I] == Binding)
      return part(std::move(Base), Whole->getType().getNonReferenceType(), I);
  return Base;
}

/// The variable that holds the iterator \p E: `it`, and `r` in `r.first` where
/// r is the result of an insertion.
const ValueDecl *PathBuilder::iteratorSource(const Expr *E) {
  const Expr *Holder = stripAll(E);
  if (const auto *Copy = dyn_cast_or_null<CXXConstructExpr>(Holder);
      Copy && Copy->getNumArgs() == 1 &&
      Context.Types.of(Copy->getType()).IsIterator)
    Holder = stripAll(Copy->getArg(0));
  if (const auto *Member = dyn_cast_or_null<MemberExpr>(Holder);
      Member && !Member->isArrow() &&
      Context.Types.isSystem(Member->getMemberDecl()))
    Holder = Member->getBase();
  return namedVariable(Holder);
}

std::optional<Place> PathBuilder::element(const ValueDecl *Name) {
  FunctionScope *Owner;
  FunctionScope::Variable *Variable = findVariable(Name, Owner);
  if (!Variable)
    return std::nullopt;
  if (!Variable->Element && Owner == &Scope && !Variable->IsBusy &&
      Variable->Is == FunctionScope::Variable::Kind::Local) {
    Variable->IsBusy = true;
    std::optional<Place> Common;
    bool Agree = true;
    for (const Expr *Assigned : Variable->Values) {
      const ValueDecl *Source = iteratorSource(Assigned);
      if (Source == Name)
        continue;
      Place Designated;
      if (Source) {
        if (std::optional<Place> Other = element(Source))
          Designated = *Other;
      } else {
        Designated = place(Assigned);
        // `it = std::next(it)` and the like move within the container.
        if (Designated.isKnown() && Designated.Path == rootOf(*Variable).Path)
          continue;
      }
      bool EndsInElement =
          Designated.isKnown() && !Designated.Path.Selectors.empty() &&
          Designated.Path.Selectors.back().K == mapwarden::Selector::Element;
      if (!EndsInElement) {
        // An end iterator designates nothing, but its container is the same.
        const auto *Call = dyn_cast_or_null<CallExpr>(stripAll(Assigned));
        CallShape Shape = Call ? shapeOf(Context, Call) : CallShape();
        if (Shape.Kind != CallKind::Container || !Shape.Receiver) {
          Agree = false;
          break;
        }
        Designated = elementOf(place(Shape.Receiver), NameId::None, true);
      }
      // A path over the bound designates nothing that could be compared.
      if (Designated.Path.Selectors.empty()) {
        Agree = false;
        break;
      }
      if (!Common) {
        Common = Designated;
        continue;
      }
      Place Known = *Common;
      Known.Path.Selectors.pop_back();
      Place New = Designated;
      New.Path.Selectors.pop_back();
      if (!(Known.Path == New.Path)) {
        Agree = false;
        break;
      }
      if (!(Common->Path == Designated.Path))
        Common->Path.Selectors.back().Name = NameId::None;
    }
    Variable->IsBusy = false;
    if (Agree && Common && Common->isKnown()) {
      // An iterator that moves designates another element each time round, but
      // one and the same at a time.
      if (Variable->IsModified)
        Common->Path.Selectors.back().Name =
            Name->getIdentifier() ? Context.intern(Name->getName())
                                  : NameId::None;
      Common->IsDirect = Common->IsInserted = false;
      Variable->Element = Common;
    }
  }
  if (!Variable->Element)
    return std::nullopt;
  Place Result = *Variable->Element;
  Result.Path = inFrame(std::move(Result.Path), *Owner);
  return Result;
}

Place PathBuilder::dereference(const Expr *Iterator) {
  if (const ValueDecl *Name = iteratorSource(Iterator))
    if (std::optional<Place> Designated = element(Name))
      return *Designated;
  Place Result = place(Iterator);
  // An iterator from elsewhere: its own path stands for the element, and for
  // the container as far as it is known. Callers know the container of a
  // parameter, whose type a const operator hides by a cast.
  const bool IsParameter =
      Result.Path.Root.Kind == RootKind::Param && Result.Path.Selectors.empty();
  if (Result.isKnown() && !Result.isInContainer() &&
      Context.Types.iteratesContainer(
          IsParameter ? Iterator->IgnoreParenImpCasts()->getType()
                      : Iterator->getType()))
    Result.ContainerLength = Result.Path.Selectors.size();
  return Result;
}
