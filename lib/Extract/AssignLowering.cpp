// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Stores: variables, assignments and returned values.
///
/// Only what makes two paths mean one object is stored: pointers, references,
/// smart pointers, iterators, callables, thread handles, and copies of objects
/// that hold such members. Numbers and strings are not, except flags, which
/// tell whether something was initialised.
#include "Extract/BodyLowering.h"

using namespace mapwarden;
using namespace clang;
using llvm::StringRef;

/// Objects in objects that are looked into for a view: a pair in an optional.
static constexpr unsigned MaxParts = 2;

/// Does \p E read a pointer that is stored somewhere, so that the copy outlives
/// the place?
bool BodyLowering::isPointerCopy(const Expr *E) {
  const Expr *Source = stripTemporary(E);
  // `static_cast<Region *>(it->second.address)`
  while (const auto *Cast = dyn_cast_or_null<CastExpr>(Source)) {
    const bool IsConversion =
        Cast->getCastKind() != CK_LValueToRValue &&
        Cast->getSubExpr()->getType()->isAnyPointerType() &&
        Cast->getType()->isAnyPointerType();
    if (!IsConversion)
      break;
    Source = Cast->getSubExpr()->IgnoreParens();
  }
  if (const auto *Construct = dyn_cast_or_null<CXXConstructExpr>(Source))
    return Context.Types.of(Construct->getType()).Pointer &&
           Construct->getConstructor()->isCopyConstructor();
  if (const auto *Cast = dyn_cast_or_null<ImplicitCastExpr>(Source))
    return Cast->getCastKind() == CK_LValueToRValue &&
           Cast->getType()->isAnyPointerType() &&
           isa<MemberExpr, CallExpr, ArraySubscriptExpr, UnaryOperator>(
               Cast->getSubExpr()->IgnoreParens());
  if (const auto *Call = dyn_cast_or_null<CallExpr>(Source)) {
    // `p.load()`, `weak.lock()`: a new owner of the same object.
    CallShape Shape = shapeOf(Context, Call);
    return Shape.Kind == CallKind::Pointer &&
           Context.Types.of(Call->getType()).Pointer;
  }
  return false;
}

/// Is \p E a shared pointer, named, from which a value of \p Type is copied?
bool BodyLowering::isOwnerCopy(QualType Type, const Expr *E) {
  const PointerModel *Pointer = Context.Types.of(E->getType()).Pointer;
  return !Type->isReferenceType() && E->isLValue() && Pointer &&
         Pointer->IsShared;
}

/// A guard that an optional is made with: `std::optional<Guard> l(mutex)`.
bool BodyLowering::lowerGuardInside(const AccessPath &Stored, QualType Type,
                                    const Expr *E, SourceSpan At) {
  QualType Inner = TypeModels::firstArgument(Type);
  const auto *Made = dyn_cast_or_null<CXXConstructExpr>(stripTemporary(E));
  if (!Context.Types.of(Type).Pointer || Inner.isNull() || !Made ||
      !Context.Types.of(Inner).Guard)
    return false;
  auto isLock = [&](const Expr *Given) {
    return Context.Types.of(receiverType(Given)).Lock != nullptr;
  };
  auto First = llvm::find_if(Made->arguments(), isLock);
  if (First == Made->arguments().end())
    return false;
  llvm::SmallVector<const Expr *, 2> Given(First, Made->arguments().end());
  lowerConstructed(Inner, Made, Given, nullptr, Stored, RootKind::Result, At);
  return true;
}

/// The object that \p Stored of \p Type is given to make in itself, behind a
/// tag: `std::optional<Pool> pool(std::in_place, 4);`.
bool BodyLowering::lowerObjectInside(const AccessPath &Stored, QualType Type,
                                     const Expr *E, SourceSpan At) {
  const PointerModel *Model = Context.Types.of(Type).Pointer;
  const auto *Made = dyn_cast_or_null<CXXConstructExpr>(stripTemporary(E));
  if (!Model || Model->InPlace.empty() || !Made || Made->getNumArgs() == 0)
    return false;
  QualType Inner = TypeModels::firstArgument(Type);
  const CXXRecordDecl *Tag = Made->getArg(0)->getType()->getAsCXXRecordDecl();
  if (Inner.isNull() || !isMadeInPlace(Inner) || !Tag ||
      !Tag->hasDefinition() || !Tag->isEmpty() || !Context.Types.isSystem(Tag))
    return false;
  llvm::SmallVector<const Expr *, 2> Given(llvm::drop_begin(Made->arguments()));
  lowerConstructed(Inner, Made, Given, nullptr, Stored, RootKind::Result, At);
  return true;
}

/// Whether a lambda of the body refers to local number \p Local, a flag.
bool BodyLowering::isSharedFlag(uint32_t Local) {
  const ValueDecl *Name =
      Local < Scope.Locals.size() ? Scope.Locals[Local] : nullptr;
  const FunctionScope::Variable *Known = Name ? Scope.find(Name) : nullptr;
  return Known && Known->IsShared;
}

/// Whether \p Type is a collection of pointers, or a map to them.
static bool keepsPointers(LoweringContext &Context, QualType Type) {
  const auto *Collection = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      Type->getAsCXXRecordDecl());
  if (!Collection || !Context.Types.isSystem(Collection))
    return false;
  const TypeModel &Model = Context.Types.of(Type);
  if (Model.Pointer || Model.isHandleLike())
    return false;
  return llvm::any_of(Collection->getTemplateArgs().asArray().take_front(2),
                      [&](const TemplateArgument &Argument) {
                        return Argument.getKind() == TemplateArgument::Type &&
                               (Argument.getAsType()->isAnyPointerType() ||
                                Context.Types.of(Argument.getAsType()).Pointer);
                      });
}

void BodyLowering::emitCopy(AccessPath Target, Value Assigned, QualType Type,
                            const Expr *From, SourceSpan At) {
  Assigned.Copied = true;
  AccessPath Element = Target, Same = Assigned.Path;
  emitAssign(std::move(Target), std::move(Assigned), At);
  const Expr *Source = stripTemporary(From);
  if (Element.Root.Kind != RootKind::Local || !Source || !Source->isLValue() ||
      !keepsPointers(Context, Type))
    return;
  const mapwarden::Selector Any{mapwarden::Selector::Element, NameId::None};
  Element.Selectors.push_back(Any);
  Same.Selectors.push_back(Any);
  emitAssign(std::move(Element), Value::path(std::move(Same)), At,
             AssignCopiesPointer);
}

void BodyLowering::storeValue(AccessPath Stored, QualType Type, const Expr *E,
                              SourceSpan At, uint64_t ExtraFlags) {
  if (!Stored.isKnown() || Type.isNull() || !E || E->getType().isNull())
    return;
  const TypeModel &Model = Context.Types.of(Type);
  if (lowerGuardInside(Stored, Type, E, At) ||
      lowerObjectInside(Stored, Type, E, At))
    return;
  bool IsAlias = Type->isReferenceType() ||
                 TypeModels::isTrackedPointer(Type) || Model.isHandleLike();
  if (IsAlias) {
    Value Assigned = Model.IsCallable || Type->isFunctionPointerType() ||
                             Type->isMemberFunctionPointerType()
                         ? Paths.callable(E)
                         : Paths.value(E);
    if (Assigned.Kind == ValueKind::None ||
        Assigned.Kind == ValueKind::Constant) {
      // What a pointer was set to is not known, but no longer what it was.
      if (Type->isReferenceType())
        return;
      Assigned = {};
    }
    Assigned.Copied = !Model.IsCallable && Paths.isTaken(E);
    bool Copies = isPointerCopy(E) || isOwnerCopy(Type, E);
    emitAssign(std::move(Stored), std::move(Assigned), At,
               ExtraFlags | (Copies ? uint32_t(AssignCopiesPointer)
                                    : viewFlags(Type, Paths.place(E))),
               E);
    return;
  }
  if (Type->isBooleanType() ||
      (Type->isIntegerType() && isa_and_nonnull<IntegerLiteral>(stripAll(E)) &&
       llvm::none_of(Stored.Selectors, [](const Selector &Step) {
         return Step.K == Selector::Element;
       }))) {
    // A local flag matters where another thread may see it.
    if (Stored.Root.Kind == RootKind::Local && Stored.Selectors.empty() &&
        Stored.Root.Frame == NameId::None && !isSharedFlag(Stored.Root.Index))
      return;
    if (Value Flag = Paths.value(E); Flag.Kind == ValueKind::Constant)
      emitAssign(std::move(Stored), std::move(Flag), At);
    return;
  }
  // How many workers an object is to have may be given to it.
  if (Type->isIntegerType() && Stored.Root.Kind == RootKind::This &&
      keepsThreads()) {
    Value Count = countAt(E, 0);
    Count.Copied = Count.Kind == ValueKind::Path;
    emitAssign(std::move(Stored), std::move(Count), At);
    return;
  }
  // Objects of class type by value: results, and copies whose constructor has
  // no body of its own.
  const Expr *Source = stripTemporary(E);
  const auto *Call = dyn_cast_or_null<CallExpr>(Source);
  bool IsCopied = Call || isa_and_nonnull<DeclRefExpr, MemberExpr>(stripAll(E));
  // `units.push_back({&table});`
  IsCopied |= isa_and_nonnull<InitListExpr, CXXConstructExpr>(Source) &&
              !Stored.Selectors.empty() &&
              Stored.Selectors.back().K == mapwarden::Selector::Element;
  if (!Type->isRecordType() || !IsCopied ||
      !Context.Types.isInteresting(Type) || Model.Guard || Model.Lock)
    return;
  Value Assigned = Paths.value(E);
  if (Assigned.Kind != ValueKind::Path)
    return;
  emitCopy(std::move(Stored), std::move(Assigned), Type, E, At);
}

void BodyLowering::lowerSource(const Expr *Source, SourceSpan At,
                               bool IsReturned) {
  const TypeModel &Type = Context.Types.of(Source->getType());
  if (!Type.Container || Type.Container->InternallySynchronised)
    return;
  const Expr *Made = stripTemporary(Source);
  bool IsMoved = Source->isXValue() || (Made && Made->isXValue());
  // A temporary is nobody else's, and a copy that is constructed here was read
  // by its constructor.
  if (!Made || (Made->isPRValue() && !IsMoved) || isa<CXXConstructExpr>(Made))
    return;
  Place Moved = Paths.place(Source);
  if (!Moved.isKnown())
    return;
  // A local that is returned is nobody else's by then.
  if (Moved.Path.Root.Kind == RootKind::Local &&
      Moved.Path.Root.Frame == NameId::None && Moved.Path.Selectors.empty() &&
      IsReturned)
    return;
  if (IsMoved)
    emitAccess(std::move(Moved.Path), AccessWrite | AccessClears, "move", At);
  else
    emitAccess(std::move(Moved.Path),
               AccessRead | AccessWholeCopy | AccessIterates, "copy", At);
}

AccessPath BodyLowering::startedIn(const ValueDecl *Iterator,
                                   const Expr *Source) {
  const auto *Call = dyn_cast_or_null<CallExpr>(Source);
  CallShape Shape = Call ? shapeOf(Context, Call) : CallShape();
  if (Call && Shape.Kind == CallKind::Container && Shape.Operation &&
      Shape.Receiver) {
    if (!Shape.Operation->ReturnsIterator && !Shape.Operation->ReturnsElement)
      return {};
    // A pointer to an element is an iterator only where iterators are pointers.
    if (Iterator->getType()->isAnyPointerType() &&
        !Shape.Operation->ReturnsIterator)
      return {};
    return Paths.path(Shape.Receiver);
  }
  // A copy of a variable is known as such; a part of a range, or what an
  // algorithm found, is an iterator of its own.
  if (isa_and_nonnull<VarDecl>(PathBuilder::namedVariable(Source)) ||
      !Context.Types.of(Iterator->getType()).IsIterator)
    return {};
  std::optional<Place> Element = Paths.element(Iterator);
  return Element && Element->isInContainer() && !Element->LeftContainer
             ? Element->container()
             : AccessPath();
}

void BodyLowering::lowerIteratorStart(const ValueDecl *Iterator, const Expr *E,
                                      SourceSpan At) {
  const Expr *Source = stripAll(E);
  // A copied iterator starts where the other stands.
  if (const auto *Construct = dyn_cast_or_null<CXXConstructExpr>(Source);
      Construct && Construct->getNumArgs() == 1)
    Source = stripAll(Construct->getArg(0));
  AccessPath Container = startedIn(Iterator, Source);
  if (!Container.isKnown())
    return;
  Instruction Begin = make(InstrKind::IterBegin, At);
  Begin.Target = Paths.root(Iterator);
  if (!Begin.Target.isKnown())
    Begin.Target = Paths.variable(Iterator).Path;
  Begin.Args.push_back(Value::path(std::move(Container)));
  if (Begin.Target.isKnown())
    emit(std::move(Begin));
}

void BodyLowering::lowerDeclaration(const VarDecl *Variable) {
  const Expr *Init = Variable->getInit();
  uint32_t Before = Graph.nextNumber();
  if (Init && !isa<ParmVarDecl>(Variable))
    lowerVariable(Variable, Init);
  // The end of a static local's initialisation.
  auto Lock = OnceLocks.find(Variable);
  if (Lock == OnceLocks.end())
    return;
  if (Lock->second + 1 == Before && Graph.nextNumber() == Before) {
    Graph.dropLast(Current, Lock->second); // Nothing happened in it.
  } else {
    SourceSpan At =
        Context.Spans.span(Variable->getLocation(), Variable->getLocation());
    emitUnlock(Paths.variable(Variable).Path, LockOnce, "static", At);
  }
  OnceLocks.erase(Lock);
}

void BodyLowering::lowerVariable(const VarDecl *Variable, const Expr *Init) {
  QualType Type = Variable->getType();
  SourceSpan At =
      Context.Spans.span(Variable->getLocation(), Init->getEndLoc());
  bool IsGlobal = Variable->hasGlobalStorage();
  if (Scan.RangeVariables.contains(Variable))
    At = Context.Spans.span(Variable->getLocation(), Variable->getLocation());
  if (const auto *Decomposed = dyn_cast<DecompositionDecl>(Variable);
      Decomposed && !Init->getType().isNull()) {
    for (const BindingDecl *Binding : Decomposed->bindings()) {
      if (Context.Types.of(Binding->getType()).IsIterator)
        if (Place Source = Paths.place(Init); Source.isKnown()) {
          emitAssign(Paths.root(Binding), Value::path(Source.Path), At);
          lowerIteratorStart(Binding, Init, At);
        }
      // A lambda that captures it knows it by its own name only.
      if (Decomposed->getType()->isReferenceType() &&
          Context.Types.of(Binding->getType()).Container)
        if (Place Part = Paths.variable(Binding); Part.isKnown())
          emitAssign(Paths.root(Binding), Value::path(Part.Path), At);
    }
  }
  AccessPath Own =
      IsGlobal ? Paths.variable(Variable).Path : Paths.root(Variable);
  if (!Own.isKnown())
    return;
  const Expr *Made = stripTemporary(Init);
  const TypeModel &Model = Context.Types.of(Type);
  // `for (Worker *w : {&first, &second})`
  if (const Expr *Braces = stripAll(Init);
      isa_and_nonnull<CXXStdInitializerListExpr>(Braces))
    return lowerListed(Braces, std::move(Own), At);
  if (Type->isReferenceType()) {
    // References that were resolved need no instruction.
    if (!(Paths.variable(Variable).Path == Own) ||
        (Made && Scan.Destinations.contains(Made)))
      if (!IsGlobal)
        return bindView(Variable, Init, At);
    Value Bound = Paths.value(Init);
    if (Bound.Kind == ValueKind::Path || Bound.Kind == ValueKind::Function ||
        Bound.Kind == ValueKind::Bind)
      emitAssign(std::move(Own), std::move(Bound), At);
    return;
  }
  // In a template without instance `T x(y)` is not resolved when y depends on
  // its parameters, as all members of a class with bases do.
  if (const auto *List = dyn_cast<ParenListExpr>(Init); List && Model.Record) {
    llvm::SmallVector<const Expr *, 4> Given(
        const_cast<ParenListExpr *>(List)->exprs());
    lowerConstructed(Type, nullptr, Given, nullptr, std::move(Own),
                     RootKind::Result, At);
    return;
  }
  if (Init->getType().isNull())
    return;
  if (Model.Executor && Made && isa<CallExpr>(Made)) {
    // `auto s = make_strand(pool)`: joining the pool joins what runs on s.
    Value Inner = Paths.value(Init);
    if (Inner.Kind == ValueKind::Path)
      return emitAssign(std::move(Own), std::move(Inner), At);
  }
  if (Model.Guard) {
    // Made by a call: the callee's guard moves here. Constructions name this
    // variable themselves.
    if (Made && isa<CallExpr>(Made))
      lowerGuardMove(std::move(Own), Made, At);
    return;
  }
  if (Model.Thread) {
    if (Made && !isa<CXXConstructExpr>(Made))
      if (Value Handle = Paths.value(Made); Handle.Kind == ValueKind::Path)
        emitAssign(std::move(Own), std::move(Handle), At);
    return;
  }
  if (Model.IsIterator) {
    // Where it is used its element is known without an assignment; only
    // iterators of containers have a life to follow.
    std::optional<Place> Element = Paths.element(Variable);
    if (Element && !Element->isInContainer())
      return;
    if (Value Start = Paths.value(Init); Start.Kind == ValueKind::Path) {
      emitAssign(Own, std::move(Start), At, AccessIterates, Init);
      lowerIteratorStart(Variable, Init, At);
    } else if (!Variable->isImplicit()) {
      // `auto best = m.end();` in a loop: at no element any more.
      emitAssign(Own, {}, At, AccessIterates);
    }
    return;
  }
  if (TypeModels::isTrackedPointer(Type) && !IsGlobal) {
    if (Paths.variable(Variable).Path == Own)
      storeValue(std::move(Own), Type, Init, At);
    else
      bindView(Variable, Init, At);
    // Iterators of flat containers may be pointers.
    lowerIteratorStart(Variable, Init, At);
    return;
  }
  if (Model.IsClosure)
    return; // Resolved by Paths.
  if (!IsGlobal && Context.Types.isView(Type) && !Model.Pointer)
    return bindView(Variable, Init, At);
  if (const auto *Construct = dyn_cast_or_null<CXXConstructExpr>(Made)) {
    bool IsHandle = Model.Pointer || Model.IsCallable;
    if (!IsHandle || Construct->getNumArgs() == 0)
      return; // The construction says it all.
  }
  storeValue(std::move(Own), Type, Init, At);
}

void BodyLowering::lowerAssignment(const BinaryOperator *Assignment) {
  const Expr *Target = Assignment->getLHS();
  const uint32_t Before = Graph.nextNumber();
  useElement(Target, /*IsWrite=*/true, Assignment->getOpcodeStr());
  if (Assignment->getOpcode() != BO_Assign)
    return;
  noteStore(Before, Assignment->getRHS());
  SourceSpan At = Context.Spans.span(Assignment);
  const ValueDecl *Name = PathBuilder::namedVariable(Target);
  // A pointer that is set once stands for what it denotes, in its uses; here it
  // is the variable.
  bool IsOwnVariable =
      Name && !Name->getType()->isReferenceType() && Scope.find(Name);
  AccessPath Stored = IsOwnVariable ? Paths.root(Name) : Paths.path(Target);
  if (Target->getType()->isPointerType())
    setPointer(Target, Assignment->getOpcodeStr(), At, Assignment->getRHS());
  storeValue(std::move(Stored), Target->getType(), Assignment->getRHS(), At,
             isStoreThrough(Target) ? AccessElement : 0u);
  if (Name && !Target->getType()->isReferenceType() &&
      !TypeModels::isTrackedPointer(Target->getType()))
    bindView(Name, Assignment->getRHS(), At);
  if (Name && Target->getType()->isAnyPointerType())
    lowerIteratorStart(Name, Assignment->getRHS(), At);
}

/// The parts that the object \p Made is put together from: the members in
/// braces, the arguments of a constructor or of a library function that makes
/// it.
static llvm::SmallVector<const Expr *, 4> partsOf(LoweringContext &Context,
                                                  const Expr *Made) {
  llvm::SmallVector<const Expr *, 4> Parts;
  if (const auto *List = dyn_cast_or_null<InitListExpr>(Made)) {
    Parts.append(List->inits().begin(), List->inits().end());
  } else if (const auto *Construct = dyn_cast_or_null<CXXConstructExpr>(Made)) {
    if (Context.Types.isSystem(Construct->getConstructor()))
      Parts.append(Construct->arg_begin(), Construct->arg_end());
  } else if (const auto *Call = dyn_cast_or_null<CallExpr>(Made)) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (Callee && !isa<CXXMethodDecl>(Callee) && Context.Types.isSystem(Callee))
      Parts.append(Call->arg_begin(), Call->arg_end());
  }
  return Parts;
}

const Expr *BodyLowering::viewInside(const Expr *Result, unsigned Nesting) {
  const Expr *Made = stripTemporary(Result);
  const Expr *Found = nullptr;
  if (const auto *Call = dyn_cast_or_null<CallExpr>(Made)) {
    CallShape Shape = shapeOf(Context, Call);
    if (Shape.Kind == CallKind::Container)
      return Shape.Operation && Shape.Operation->ReturnsIterator ? Made
                                                                 : nullptr;
  }
  // `vector(all.begin(), all.end())` is made of copies of the elements.
  const TypeModel &Whole = Context.Types.of(Result->getType());
  QualType Element = TypeModels::firstArgument(Result->getType());
  if ((Whole.Sequence || Whole.Container) && !Element.isNull() &&
      !Context.Types.isView(Element))
    return nullptr;
  for (const Expr *Part : partsOf(Context, Made)) {
    if (isa<CXXDefaultArgExpr>(Part))
      continue;
    QualType Type = Part->getType();
    const TypeModel &Model = Context.Types.of(Type);
    if (Model.Guard)
      return nullptr; // The lock leaves with it.
    // A pointer that is kept in an element leads elsewhere.
    const Expr *Stripped = stripAll(Part);
    bool IsKept =
        Part->isGLValue() &&
        isa_and_nonnull<MemberExpr, CallExpr, ArraySubscriptExpr>(Stripped);
    bool MayView = Model.IsIterator || (Type->isAnyPointerType() && !IsKept &&
                                        !isPointerCopy(Part));
    if (!Found && MayView && Paths.place(Part).isInContainer() &&
        Context.Types.isView(Type))
      Found = Part;
    else if (!Found && Type->isRecordType() && Nesting > 0 &&
             !Context.Types.isInteresting(Type))
      Found = viewInside(Part, Nesting - 1);
  }
  return Found;
}

/// The way of `found ? &it->second : nullptr` that leads into a container;
/// \p Result itself when it is no such choice.
const Expr *BodyLowering::viewArm(const Expr *Result) {
  const auto *Choice =
      dyn_cast_or_null<ConditionalOperator>(stripTemporary(Result));
  if (!Choice || (!Result->getType()->isAnyPointerType() &&
                  !Context.Types.isView(Result->getType())))
    return Result;
  for (const Expr *Arm : {Choice->getTrueExpr(), Choice->getFalseExpr()})
    if (viewVariable(Arm) || Paths.place(Arm).isInContainer())
      return Arm;
  return Result;
}

void BodyLowering::lowerReturn(const Expr *Result, SourceSpan At) {
  const Expr *Inside = nullptr;
  Result = viewArm(Result);
  if (Result->getType()->isRecordType() && !Result->isGLValue() &&
      !Context.Types.isInteresting(Result->getType()) &&
      !Context.Types.isView(Result->getType()))
    if ((Inside = viewInside(Result, MaxParts)))
      Result = Inside;
  QualType Type = Result->getType();
  const TypeModel &Model = Context.Types.of(Type);
  AccessPath Returned;
  Returned.Root.Kind = RootKind::Return;
  const Expr *Made = stripTemporary(Result);
  if (Model.Guard && !Result->isGLValue()) {
    if (Made && isa<CallExpr>(Made))
      lowerGuardMove(std::move(Returned), Made, At);
    return;
  }
  Place Found = Paths.place(Result);
  const ValueDecl *Through = viewVariable(Result);
  bool IsView =
      (Context.Types.isView(Type) || Inside) &&
      (Through || Found.isInContainer() || Found.IsOwned ||
       (Found.Path.Root.Kind == RootKind::Result && Type->isPointerType()));
  bool IsAlias = Result->isGLValue() || TypeModels::isTrackedPointer(Type) ||
                 Model.isHandleLike() || IsView;
  bool IsObject = Type->isRecordType() && Context.Types.isInteresting(Type) &&
                  !Model.Container;
  if (!IsAlias && !IsObject)
    return;
  if (Result->isGLValue() && !Type->isRecordType() &&
      !TypeModels::isTrackedPointer(Type)) {
    // A reference to a scalar matters when it reaches into a container.
    if (!Found.isInContainer() && Found.Path.Root.Kind != RootKind::Result &&
        !Through)
      return;
  }
  Value Given =
      Model.IsCallable || Model.IsClosure || Type->isFunctionPointerType()
          ? Paths.callable(Result)
          : Paths.value(Result);
  if (Given.Kind == ValueKind::None && IsView && Through)
    Given = Value::path(Paths.root(Through));
  // A reference to a number is a place, not the number.
  if (Result->isGLValue() && Found.isKnown() &&
      (Given.Kind == ValueKind::Constant || Given.Kind == ValueKind::None))
    Given = Value::path(Found.Path);
  if (Given.Kind != ValueKind::Path && Given.Kind != ValueKind::Function &&
      Given.Kind != ValueKind::Bind)
    return;
  if (!Model.IsCallable && Paths.isTaken(Result))
    return; // The caller's alone.
  Instruction Return = make(InstrKind::Return, At);
  bool DesignatesStorage =
      Result->isGLValue() || Type->isAnyPointerType() || Model.IsIterator;
  if (Result->isGLValue() && Type->isAnyPointerType())
    DesignatesStorage = true;
  if ((DesignatesStorage || IsView) && (!Found.LeftContainer || Found.IsOwned))
    Return.Flags |= ReturnsAlias | viewFlags(Type, Found);
  setThrough(Return, Result);
  if (IsAlias)
    Given.Copied = false;
  else
    Given.Copied = true;
  Return.Args.push_back(std::move(Given));
  emit(std::move(Return));
}
