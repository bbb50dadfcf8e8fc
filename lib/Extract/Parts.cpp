// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Objects inside others and out of them: parts of pairs and tuples, pointers
/// that are taken out of where they are kept.
#include "Extract/Paths.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;
using namespace clang;

/// The types of the parts of \p Whole, an instance of a class template.
static llvm::SmallVector<QualType, 4> partTypes(QualType Whole) {
  llvm::SmallVector<QualType, 4> Types;
  const auto *Special = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      Whole.getNonReferenceType()->getAsCXXRecordDecl());
  if (!Special)
    return Types;
  auto add = [&](const TemplateArgument &Argument) {
    if (Argument.getKind() == TemplateArgument::Type)
      Types.push_back(Argument.getAsType());
  };
  for (const TemplateArgument &Argument : Special->getTemplateArgs().asArray())
    if (Argument.getKind() == TemplateArgument::Pack)
      for (const TemplateArgument &Inner : Argument.pack_elements())
        add(Inner);
    else
      add(Argument);
  return Types;
}

std::optional<unsigned> PathBuilder::partNamedBy(const FunctionDecl *Getter,
                                                 QualType Whole) {
  const TemplateArgumentList *Arguments =
      Getter ? Getter->getTemplateSpecializationArgs() : nullptr;
  if (!Arguments || Arguments->size() == 0)
    return std::nullopt;
  const TemplateArgument &First = (*Arguments)[0];
  if (First.getKind() == TemplateArgument::Integral)
    return static_cast<unsigned>(First.getAsIntegral().getZExtValue());
  if (First.getKind() == TemplateArgument::Type)
    for (auto [Index, Type] : llvm::enumerate(partTypes(Whole)))
      if (Type.getCanonicalType() == First.getAsType().getCanonicalType())
        return static_cast<unsigned>(Index);
  return std::nullopt;
}

Place PathBuilder::part(Place Base, QualType Whole, unsigned Index) {
  if (!Base.isKnown() || !Context.Types.of(Whole).HasParts)
    return Base;
  llvm::SmallVector<QualType, 4> Types = partTypes(Whole);
  // The element of a map is a pair that begins with its constant key; its path
  // stands for the mapped value.
  bool IsElement = Types.size() == 2 && Types[0].isConstQualified();
  // A key never changes, also when it is a container itself.
  if (IsElement && Index == 0 && Context.Types.of(Types[0]).Container)
    return {};
  Base.IsKey |= IsElement && Index == 0;
  if (Index >= Types.size() || IsElement)
    return Base;
  const TypeModel &Type = Context.Types.of(Types[Index]);
  bool IsObject = Type.Container || Type.Lock || Type.Pointer ||
                  Type.IsProject || TypeModels::isTrackedPointer(Types[Index]);
  if (!IsObject || Type.IsCallable || Types[Index]->isFunctionPointerType())
    return Base;
  // Members have names, other parts numbers.
  const CXXRecordDecl *Record = Context.Types.of(Whole).Record;
  std::string Name = "get<" + std::to_string(Index) + ">";
  if (Record && Record->hasDefinition() &&
      std::distance(Record->field_begin(), Record->field_end()) ==
          static_cast<long>(Types.size()))
    Name = std::next(Record->field_begin(), Index)->getName().str();
  return field(std::move(Base), Context.intern(Name));
}

Place PathBuilder::elementOfKey(const Expr *E) {
  const Expr *Key = stripAll(E);
  if (const auto *Copy = dyn_cast_or_null<CXXConstructExpr>(Key);
      Copy && Copy->getNumArgs() == 1)
    Key = stripAll(Copy->getArg(0));
  const ValueDecl *Name = namedVariable(Key);
  Place Found;
  if (const auto *Binding = dyn_cast_or_null<BindingDecl>(Name)) {
    const auto *Whole =
        dyn_cast_or_null<DecompositionDecl>(Binding->getDecomposedDecl());
    if (Whole && !Whole->bindings().empty() &&
        Whole->bindings().front() == Binding)
      Found = variable(Whole);
  } else if (Name) {
    // A copy of the key, a reference to it, or the element of a set.
    const auto *Variable = dyn_cast<VarDecl>(Name);
    const auto *Use = dyn_cast_or_null<DeclRefExpr>(Key);
    const Expr *Init = onlyValue(Name);
    if (!Init && Variable && Use && Variable->isLocalVarDecl() &&
        spellingOfNumber(Use) != NameId::None)
      Init = Variable->getInit(); // Set once, as its spelling says.
    if (Init)
      if (Found = elementOfKey(Init); Found.isKnown())
        return Found;
    if (Name->getType()->isReferenceType())
      Found = variable(Name);
  } else if (const auto *Member = dyn_cast_or_null<MemberExpr>(Key)) {
    const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
    if (Field && Field->getFieldIndex() == 0 && Context.Types.isSystem(Field))
      Found = Member->isArrow() ? dereference(Member->getBase())
                                : place(Member->getBase());
  } else if (Key) {
    Found = place(Key);
  }
  bool IsElement = Found.isInContainer() && !Found.LeftContainer &&
                   Found.ContainerLength + 1 == Found.Path.Selectors.size();
  return IsElement ? Found : Place();
}

bool PathBuilder::isTaken(const Expr *E) {
  if (!E || E->getType().isNull())
    return false;
  const PointerModel *Owner = Context.Types.of(E->getType()).Pointer;
  bool IsOwner = Owner && (Owner->IsShared || Owner->IsUnique);
  if (!IsOwner && !TypeModels::isTrackedPointer(E->getType()))
    return false;
  const Expr *Source = stripAll(E);
  if (const auto *Construct = dyn_cast_or_null<CXXConstructExpr>(Source);
      Construct && Construct->getConstructor()->isCopyOrMoveConstructor())
    Source = stripAll(Construct->getArg(0));
  auto initOf = [&](const ValueDecl *Variable) -> const Expr * {
    const FunctionScope::Variable *Known = Scope.find(Variable);
    return Known && Known->Values.size() == 1 && !Known->IsModified
               ? Known->Values[0]
               : nullptr;
  };
  if (Source && Scan.Removed.isRemoved(Context, Source, initOf))
    return true;
  const auto *Call = dyn_cast_or_null<CallExpr>(Source);
  if (!Call)
    return false;
  CallShape Shape = shapeOf(Context, Call);
  if (Shape.Kind == CallKind::Identity && IsOwner && Call->isXValue() &&
      Shape.Arguments.size() == 1) {
    // Moved out of a field or an element; a local that is moved keeps its name.
    if (const Expr *Inner = stripAll(Shape.Arguments[0]); isa<CallExpr>(Inner))
      if (isTaken(Inner))
        return true;
    const AccessPath From = path(Shape.Arguments[0]);
    bool IsVariable = (From.Root.Kind == RootKind::Local ||
                       From.Root.Kind == RootKind::Param) &&
                      From.Selectors.empty();
    return From.isKnown() && !IsVariable;
  }
  return false;
}
