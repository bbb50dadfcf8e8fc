// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Operations on containers, iteration, and reads and writes through elements.
///
/// An operation that returns an element is the access of everything that is
/// read through it in the same expression: `m.at(k).x` is one read. An element
/// that was obtained earlier (a reference, an iterator, a loop variable) is
/// accessed where it is used. Pointers stored in an element lead out of the
/// container.
#include "Extract/BodyLowering.h"
#include "Extract/MethodEffects.h"
#include "clang/AST/DeclTemplate.h"

using namespace mapwarden;
using namespace clang;
using llvm::StringRef;

void BodyLowering::emitAccess(AccessPath Container, uint64_t Flags,
                              StringRef Name, SourceSpan At) {
  if (!Container.isKnown())
    return;
  Instruction Access = make(InstrKind::Access, At, Name);
  Access.Target = std::move(Container);
  Access.Flags = Flags;
  emit(std::move(Access));
}

void BodyLowering::lowerRangeCall(const CallExpr *Call,
                                  const CXXForRangeStmt *Loop) {
  CallShape Shape = shapeOf(Context, Call);
  const Expr *Range = Loop->getRangeInit();
  if (Shape.Kind == CallKind::Project) {
    lowerProjectCall(Call, Shape);
    return;
  }
  if (Shape.Kind != CallKind::Container || !Shape.Receiver ||
      Shape.Type->Container->InternallySynchronised)
    return;
  SourceSpan At = Range ? Context.Spans.span(Range) : spanOf(Call);
  AccessPath Container = Paths.path(Shape.Receiver);
  if (!Container.isKnown())
    return;
  emitAccess(std::move(Container), AccessRead | AccessIterates, "range-for",
             At);
  Paths.Numbers[Call] = Graph.nextNumber() - 1;
}

/// The value argument of an insertion: the second part of a pair, or the last
/// argument.
static const Expr *insertedValue(LoweringContext &Context,
                                 llvm::ArrayRef<const Expr *> Arguments) {
  if (Arguments.empty())
    return nullptr;
  const Expr *Last = stripAll(Arguments.back());
  if (Last && !Last->getType().isNull() &&
      Context.Types.of(Last->getType()).isModelled())
    return Arguments.back(); // A thread, a callable: no pair.
  if (const auto *List = dyn_cast_or_null<InitListExpr>(Last);
      List && List->getNumInits() > 0)
    return List->getInit(List->getNumInits() - 1);
  if (const auto *Construct = dyn_cast_or_null<CXXConstructExpr>(Last);
      Construct && Construct->getNumArgs() == 2)
    return Construct->getArg(1);
  if (const auto *Construct = dyn_cast_or_null<CXXConstructExpr>(Last);
      Construct && Construct->getNumArgs() == 1)
    Last = stripAll(Construct->getArg(0)); // A pair made from another pair.
  // std::make_pair(k, v), whatever its name: a system function with two
  // arguments that makes the element.
  if (const auto *Call = dyn_cast_or_null<CallExpr>(Last);
      Call && !isa<CXXOperatorCallExpr, CXXMemberCallExpr>(Call) &&
      Call->getNumArgs() == 2 && Call->getType()->isRecordType())
    return Call->getArg(1);
  if (const auto *Construct = dyn_cast_or_null<CXXConstructExpr>(Last);
      Construct && Construct->getNumArgs() == 2)
    return Construct->getArg(1);
  return Arguments.back();
}

/// The key of the one element that \p Given inserts into a container of this
/// type: the value itself for a set, the first part of a pair for a map. Null
/// for ranges, and for pairs that are not put together here.
static const Expr *insertedKey(LoweringContext &Context, QualType Container,
                               llvm::ArrayRef<const Expr *> Given) {
  QualType Key = TypeModels::firstArgument(Container);
  if (Given.size() != 1 || Key.isNull())
    return nullptr;
  auto isKey = [&](const Expr *E) {
    return Context.Ast.hasSameUnqualifiedType(
        E->getType().getNonReferenceType(), Key);
  };
  if (isKey(Given[0]))
    return Given[0];
  const Expr *Pair = stripAll(Given[0]);
  for (unsigned Step = 0; Pair && Step < 2; ++Step) {
    if (const auto *List = dyn_cast<InitListExpr>(Pair))
      return List->getNumInits() == 2 ? List->getInit(0) : nullptr;
    if (const auto *Made = dyn_cast<CXXConstructExpr>(Pair)) {
      if (Made->getNumArgs() == 2)
        return Made->getArg(0);
      if (Made->getNumArgs() != 1)
        return nullptr;
      Pair = stripAll(Made->getArg(0));
      continue;
    }
    const auto *Call = dyn_cast<CallExpr>(Pair);
    return Call && !isa<CXXOperatorCallExpr, CXXMemberCallExpr>(Call) &&
                   Call->getNumArgs() == 2
               ? Call->getArg(0)
               : nullptr;
  }
  return nullptr;
}

/// `threads.try_emplace(Id, [this] { run(); })`: the element is made in place.
bool BodyLowering::lowerEmplacedThread(const CallExpr *Call,
                                       const CallShape &Shape,
                                       const AccessPath &Container) {
  const auto *Special = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      Shape.Type ? Shape.Type->Record : nullptr);
  if (!Special || Special->getTemplateArgs().size() < 2 ||
      Special->getTemplateArgs()[1].getKind() != TemplateArgument::Type ||
      !Shape.isIn(Shape.Type->Container->InPlace) || Shape.Arguments.size() < 2)
    return false;
  QualType Mapped = Special->getTemplateArgs()[1].getAsType();
  const ThreadModel *Model = Context.Types.of(Mapped).Thread;
  if (!Model || !Model->ConstructorSpawns ||
      Context.Types.of(Shape.Arguments[1]->getType()).Thread)
    return false;
  Place Object;
  Object.Path = Container;
  lowerThreadStart(
      *Model, llvm::ArrayRef<const Expr *>(Shape.Arguments).drop_front(),
      PathBuilder::elementOf(std::move(Object), NameId::None, true).Path,
      RootKind::Result, spanOf(Call));
  return true;
}

/// What is inserted and designates something can be reached from the
/// container's elements.
void BodyLowering::lowerInsertedValues(const CallExpr *Call,
                                       const CallShape &Shape,
                                       const AccessPath &Container) {
  if (lowerEmplacedThread(Call, Shape, Container))
    return;
  const Expr *Inserted = insertedValue(Context, Shape.Arguments);
  if (!Inserted)
    return;
  QualType Type = Inserted->getType().getNonReferenceType();
  const TypeModel &Model = Context.Types.of(Type);
  bool IsFunction = Type->isFunctionType() || Type->isFunctionPointerType() ||
                    Model.IsClosure || Model.IsCallable;
  bool Designates = IsFunction || TypeModels::isTrackedPointer(Type) ||
                    Model.Pointer || Model.Thread;
  if (!Designates && !isCallable(Inserted))
    return;
  Value Assigned = Paths.callable(Inserted);
  if (Assigned.Kind != ValueKind::Path &&
      Assigned.Kind != ValueKind::Function && Assigned.Kind != ValueKind::Bind)
    return;
  Assigned.Copied = false;
  Place Object;
  Object.Path = Container;
  // `all.insert(*it)`: the parameter is a reference, the element a copy.
  bool IsCopy =
      isPointerCopy(Inserted) || isOwnerCopy(Type, Inserted) ||
      (Type->isAnyPointerType() && Inserted->isGLValue() &&
       isa<CXXOperatorCallExpr, MemberExpr, ArraySubscriptExpr, UnaryOperator>(
           Inserted->IgnoreParenImpCasts()));
  emitAssign(PathBuilder::elementOf(std::move(Object), NameId::None, true).Path,
             std::move(Assigned), spanOf(Call),
             IsCopy ? AssignCopiesPointer : 0u);
}

/// Does a member of this name take one iterator and return one?
static bool returnsNext(TypeModels &Types, const FunctionDecl *Callee) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
  if (!Method)
    return false;
  return llvm::any_of(
      Method->getParent()->lookup(Method->getDeclName()),
      [&](const NamedDecl *Each) {
        const auto *Overload = dyn_cast<CXXMethodDecl>(Each);
        return Overload && Overload->getMinRequiredArguments() == 1 &&
               Types.of(Overload->getParamDecl(0)->getType()).IsIterator &&
               Types.of(Overload->getReturnType()).IsIterator;
      });
}

/// Has the class of the member \p Callee a member called \p Name?
static bool hasMember(const FunctionDecl *Callee, StringRef Name) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
  return Method && llvm::any_of(Method->getParent()->methods(),
                                [&](const CXXMethodDecl *Each) {
                                  return Each->getIdentifier() &&
                                         Each->getName() == Name;
                                });
}

/// The reverse iterator behind the iterator \p E: `std::next(it).base()`,
/// `--(it.base())`. Otherwise \p E.
static const Expr *walkedBackwards(LoweringContext &Context, const Expr *E) {
  bool IsReverse = false;
  const Expr *Inner = E;
  while (const auto *Call = dyn_cast_or_null<CallExpr>(Inner)) {
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call)) {
      // An adapter gives the iterator that it is made of.
      const CXXMethodDecl *Method = Member->getMethodDecl();
      if (!Method || !Method->getIdentifier() || Method->getNumParams() != 0 ||
          !Context.Types.of(Method->getReturnType()).IsIterator ||
          !Context.Types.of(receiverType(Member->getImplicitObjectArgument()))
               .IsIterator)
        return E;
      IsReverse = true;
      Inner = stripAll(Member->getImplicitObjectArgument());
      continue;
    }
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (!Callee || Call->getNumArgs() == 0)
      return E;
    OverloadedOperatorKind Operator = Callee->getOverloadedOperator();
    // Functions that move an iterator are identities: the container is the
    // same.
    if (Operator != OO_PlusPlus && Operator != OO_MinusMinus &&
        !Context.Types.of(Callee).Identity)
      return E;
    Inner = stripAll(Call->getArg(0));
    if (const auto *Copy = dyn_cast_or_null<CXXConstructExpr>(Inner);
        Copy && Copy->getNumArgs() == 1)
      Inner = stripAll(Copy->getArg(0));
  }
  return IsReverse ? Inner : E;
}

void BodyLowering::lowerContainer(const CallExpr *Call,
                                  const CallShape &Shape) {
  const ContainerModel &Model = *Shape.Type->Container;
  SourceSpan At = spanOf(Call);
  AccessPath Container = Paths.path(Shape.Receiver);
  if (Model.InternallySynchronised) {
    // Its visitors run the callables they are given.
    for (const Expr *Argument : Shape.Arguments)
      if (isCallable(Argument))
        emitCallOf(Paths.callable(Argument), {}, At);
    if (Container.isKnown() && Shape.Operation &&
        (Shape.Operation->Effects & AccessInserts))
      lowerInsertedValues(Call, Shape, Container);
    return;
  }
  if (!Container.isKnown())
    return;

  Instruction Access = make(InstrKind::Access, At, Shape.Member);
  Access.Target = Container;
  int KeyNumber = -1, OtherNumber = -1;
  if (const ContainerOperation *Operation = Shape.Operation) {
    Access.Flags = Operation->Effects;
    // Of an operator[] that inserts there may be a const overload, that does
    // not.
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Shape.Callee);
    if ((Access.Flags & AccessInserts) && Method && Method->isConst())
      Access.Flags = AccessRead;
    KeyNumber = Operation->KeyArgument;
    OtherNumber = Operation->OtherContainerArgument;
  } else if (Shape.Member == "operator=") {
    Access.Flags = AccessWrite | AccessClears;
  } else {
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Shape.Callee);
    bool IsConst = Method && (Method->isConst() || Method->isStatic());
    Access.Flags = IsConst ? AccessRead : AccessWrite | UnknownEffect;
  }
  if ((Access.Flags & AccessErases) && returnsNext(Context.Types, Shape.Callee))
    Access.Flags |= AccessContinues;
  if (Access.Flags == 0)
    return; // A member that touches nothing.
  // `m.find(k)->second` asks nothing: it relies on the key.
  if ((Access.Flags & AccessTestsPresence) && Shape.Operation &&
      Shape.Operation->ReturnsIterator && Scan.Followed.contains(Call))
    Access.Flags |= AccessYieldsElement;
  if (Scan.Bound.contains(Call) && Shape.Member == "operator[]")
    Access.Flags |= AccessInsertsIfAbsent; // What is written is the element.
  if (Scan.Updated.contains(Call) && Shape.Member == "operator[]")
    Access.Flags |= AccessUpdates;
  if (Scan.ReadOnly.contains(Call)) {
    if (Shape.Member == "operator[]")
      Access.Flags |= AccessInsertsIfAbsent;
    if (Shape.Operation && Shape.Operation->ReturnsElement &&
        !Shape.Operation->ReturnsIterator)
      Access.Flags |= AccessYieldsElement; // The element is read on the spot.
    if (Shape.Member == "operator[]" && hasMember(Shape.Callee, "at"))
      Access.Flags |= AccessCouldBeAt;
  }

  // Free functions count the container as argument 0.
  llvm::ArrayRef<const Expr *> Given = Shape.Arguments;
  const Expr *Key =
      KeyNumber >= 0 && static_cast<size_t>(KeyNumber) < Given.size()
          ? Given[KeyNumber]
      : KeyNumber < 0 && (Access.Flags & AccessInserts) && Shape.Receiver
          ? insertedKey(Context, receiverType(Shape.Receiver), Given)
          : nullptr;
  if (Key) {
    if ((Access.Flags & AccessErases) &&
        (Context.Types.of(Key->getType()).IsIterator ||
         Context.Types.iteratesContainer(Key->getType()))) {
      Access.Flags |= AccessByIterator;
      Value Iterator;
      const Expr *Stripped = stripAll(Key);
      if (const auto *Construct = dyn_cast_or_null<CXXConstructExpr>(Stripped);
          Construct && Construct->getNumArgs() == 1)
        Stripped = stripAll(Construct->getArg(0)); // iterator to const_iterator
      if (const ValueDecl *Name =
              PathBuilder::namedVariable(walkedBackwards(Context, Stripped)))
        Iterator =
            Value::path(Paths.root(Name).isKnown() ? Paths.root(Name)
                                                   : Paths.variable(Name).Path);
      Access.Args.push_back(std::move(Iterator));
    } else {
      if ((Access.Flags & AccessInserts) &&
          Paths.elementOfKey(Key).container() == Container)
        Access.Flags |= AccessOfElementKey;
      if ((Access.Flags & AccessErases) && !Scan.Ignored.contains(Call) &&
          Call->getType()->isIntegerType())
        Access.Flags |= AccessTellsErased;
      if (Value Known = Paths.key(Key); Known.Kind != ValueKind::None)
        Access.Args.push_back(std::move(Known));
    }
  }

  if (Shape.Member == "operator=" && !Given.empty())
    lowerSource(Given[0], At);
  uint64_t Effects = Access.Flags;
  Paths.Numbers[Call] = emit(std::move(Access));

  if (Shape.Member == "operator=" && !Given.empty()) {
    Value Source = Paths.value(Given[0]);
    if (Source.Kind == ValueKind::Path)
      emitCopy(Container, std::move(Source), receiverType(Shape.Receiver),
               Given[0], At);
  }
  if (OtherNumber >= 0 && static_cast<size_t>(OtherNumber) < Given.size()) {
    const Expr *Other = Given[OtherNumber];
    AccessPath OtherPath = Paths.path(Other);
    if (Context.Types.of(receiverType(Other)).Container &&
        OtherPath.isKnown()) {
      bool IsSwap = (Effects & AccessClears) != 0;
      emitAccess(OtherPath,
                 IsSwap ? AccessWrite | AccessClears
                        : AccessWrite | AccessErases,
                 Shape.Member, At);
      Value Source = Value::path(OtherPath);
      Source.Copied = true;
      emitAssign(Container, std::move(Source), At);
      if (IsSwap) {
        Value Own = Value::path(Container);
        Own.Copied = true;
        emitAssign(OtherPath, std::move(Own), At);
      }
    }
  }
  // `mine == other`
  if (!isa_and_nonnull<CXXMethodDecl>(Shape.Callee))
    for (size_t I = 1; I < Given.size(); ++I)
      if (static_cast<int>(I) != OtherNumber && Given[I] != Key &&
          Context.Types.of(receiverType(Given[I])).Container)
        emitAccess(Paths.path(Given[I]), AccessRead, Shape.Member, At);
  if ((Effects & AccessInserts) && Shape.Member != "operator[]")
    lowerInsertedValues(Call, Shape, Container);
  // erase_if and the like call their predicate.
  if (!dyn_cast_or_null<CXXMethodDecl>(Shape.Callee) ||
      !(Effects & AccessInserts))
    for (const Expr *Argument : Given)
      if (isCallable(Argument)) {
        Place Object;
        Object.Path = Container;
        AccessPath Iterator = beginWalk(Container, Shape.Member, At);
        emitCallOf(Paths.callable(Argument),
                   {Value::path(PathBuilder::elementOf(std::move(Object),
                                                       NameId::None, true)
                                    .Path)},
                   At);
        endWalk(std::move(Iterator), At);
      }
}

//===-- Elements
//-----------------------------------------------------------------------------------------------===//

void BodyLowering::useElement(const Expr *E, bool IsWrite, StringRef Name,
                              uint64_t ExtraFlags, bool IsFollowed) {
  useView(E);
  const Expr *Stripped = stripAll(E);
  // The value of a pointer or iterator variable is its own; only references are
  // elements, and what a pointer is followed to.
  if (const auto *Variable = dyn_cast_or_null<DeclRefExpr>(Stripped);
      Variable && isa<VarDecl>(Variable->getDecl()) && !IsFollowed &&
      (!Variable->getDecl()->getType()->isReferenceType() ||
       isa<DecompositionDecl>(Variable->getDecl())))
    return; // Nor is a structured binding as a whole; its parts are.
  // The step of a range-based loop; its range was read as a whole.
  const Expr *Stepped = nullptr;
  if (const auto *Operator = dyn_cast_or_null<CXXOperatorCallExpr>(Stripped);
      Operator && Operator->getNumArgs() == 1)
    Stepped = Operator->getArg(0);
  else if (const auto *Operator = dyn_cast_or_null<UnaryOperator>(Stripped))
    Stepped = Operator->getSubExpr();
  if (const ValueDecl *Name = PathBuilder::namedVariable(Stepped);
      Name && Name->isImplicit())
    return;
  Place Used = Paths.place(E);
  if (!Used.isInContainer() || (Used.IsDirect && (!IsWrite || Used.IsInserted)))
    return;
  Instruction Access =
      make(InstrKind::Access, spanOf(Stripped ? Stripped : E), Name);
  Access.Flags =
      AccessElement | (IsWrite ? AccessWrite : AccessRead) | ExtraFlags;
  if (Used.IsKey && !IsWrite)
    Access.Flags |= AccessKeyOnly;
  Access.Target = Used.container();
  const Selector *Step = Used.ContainerLength < Used.Path.Selectors.size()
                             ? &Used.Path.Selectors[Used.ContainerLength]
                             : nullptr;
  // The path of an iterator that the function is given is no container's.
  if (Used.Path.Root.Kind == RootKind::Param && Used.ContainerLength == 0 &&
      (!Step || Step->K != Selector::Element))
    Access.Flags |= AccessByIterator;
  else if (Step && Step->Name != NameId::None)
    Access.Args.push_back(Value::named(ValueKind::Constant, Step->Name));
  emit(std::move(Access));
}

/// The last name in \p E, for messages: `second` of `it->second`.
static StringRef lastName(const Expr *E) {
  const Expr *Stripped = stripAll(E);
  if (const auto *Member = dyn_cast_or_null<MemberExpr>(Stripped))
    if (const IdentifierInfo *Name = Member->getMemberDecl()->getIdentifier())
      return Name->getName();
  if (const auto *Variable = dyn_cast_or_null<DeclRefExpr>(Stripped))
    if (const IdentifierInfo *Name = Variable->getDecl()->getIdentifier())
      return Name->getName();
  return "*";
}

void BodyLowering::lowerLoad(const CastExpr *Load) {
  if (Load->getCastKind() != CK_LValueToRValue)
    return;
  useElement(Load->getSubExpr(), /*IsWrite=*/false,
             lastName(Load->getSubExpr()));
  if (Load->getType()->isPointerType())
    loadPointer(Load->getSubExpr(), "use",
                Context.Spans.span(Load->getSubExpr()), Load);
}

void BodyLowering::lowerArgumentUses(const FunctionDecl *Callee,
                                     llvm::ArrayRef<const Expr *> Given) {
  for (unsigned I = 0; Callee && I < Given.size() && I < Callee->getNumParams();
       ++I) {
    QualType Type = Callee->getParamDecl(I)->getType();
    if (!Type->isReferenceType())
      continue; // By value: loaded, or copied by a constructor, before.
    const TypeModel &Model = Context.Types.of(Given[I]->getType());
    if (Model.Container || Model.Lock || Model.Atomic ||
        (Model.IsIterator && !Given[I]->isLValue()))
      continue; // An object of its own.
    if (Type.getNonReferenceType().isConstQualified() ||
        (Type->isLValueReferenceType() && isForwarded(Callee, I)))
      useElement(Given[I], /*IsWrite=*/false, lastName(Given[I]));
    else if (isa<CXXConstructorDecl>(Callee) &&
             cast<CXXConstructorDecl>(Callee)->isMoveConstructor())
      useElement(Given[I], /*IsWrite=*/true, "move");
    else
      useElement(Given[I], /*IsWrite=*/true, lastName(Given[I]), UnknownEffect);
  }
}

/// Does the class have a const member of the same name, so that \p Method only
/// hands out access?
static bool isAccessor(const CXXMethodDecl *Method) {
  if (Method->isConst())
    return false;
  return llvm::any_of(Method->getParent()->lookup(Method->getDeclName()),
                      [](const NamedDecl *Other) {
                        const auto *Overload =
                            dyn_cast<CXXMethodDecl>(Other->getUnderlyingDecl());
                        return Overload && Overload->isConst();
                      });
}

void BodyLowering::lowerElementUses(const CallExpr *Call,
                                    const CallShape &Shape) {
  (void)Call;
  if (Shape.Kind == CallKind::Identity)
    return;
  lowerArgumentUses(Shape.Callee, Shape.Arguments);
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Shape.Callee);
  if (!Shape.Receiver || !Method || !Method->isInstance())
    return;
  // `p->clear()` uses what the pointer leads to.
  const bool IsArrow = Shape.Receiver->getType()->isAnyPointerType();
  if (IsArrow)
    useView(Shape.Receiver, /*IsDereferenced=*/true);
  auto Use = [&](bool IsWrite) {
    useElement(Shape.Receiver, IsWrite, Shape.Member, /*ExtraFlags=*/0,
               IsArrow);
  };
  switch (Shape.Kind) {
  case CallKind::Project:
  case CallKind::System:
    return Use(!Method->isConst() && !isAccessor(Method) && !onlyReads(Method));
  case CallKind::Container:
  case CallKind::Callable:
  case CallKind::Atomic:
    return Use(Shape.Kind == CallKind::Callable && Shape.Member == "operator=");
  case CallKind::Pointer:
    return Use(Shape.isIn(Shape.Type->Pointer->Set) && !Method->isConst());
  case CallKind::Sequence:
    if (!isAccessor(Method))
      Use(!Method->isConst());
    return;
  default:
    return;
  }
}
