// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Objects begin: constructors, new, aggregates, member initialisers; and
/// delete. Their ends are in DestroyLowering.cpp.
#include "Extract/BodyLowering.h"
#include "Extract/CopiedClasses.h"
#include "clang/AST/DeclTemplate.h"

using namespace mapwarden;
using namespace clang;
using llvm::StringRef;

/// Initialiser lists with more entries than this are not searched for
/// callables.
static constexpr unsigned MaxListEntries = 512;

/// The arguments of a construction that are written down.
static llvm::SmallVector<const Expr *, 4>
writtenArguments(const CXXConstructExpr *Construct) {
  llvm::SmallVector<const Expr *, 4> Written;
  for (const Expr *Argument : Construct->arguments())
    if (!isa<CXXDefaultArgExpr>(Argument))
      Written.push_back(Argument);
  return Written;
}

/// Finds, in nested initialiser lists and pairs, the values that designate
/// something: callables and pointers.
static void findListed(PathBuilder &Paths, const Expr *E,
                       std::vector<Value> &Found, unsigned &Budget) {
  if (!E || Budget == 0)
    return;
  --Budget;
  const Expr *Stripped = stripAll(E);
  if (const auto *Whole = dyn_cast_or_null<CXXStdInitializerListExpr>(Stripped))
    Stripped = stripAll(Whole->getSubExpr());
  if (const auto *List = dyn_cast_or_null<InitListExpr>(Stripped)) {
    for (const Expr *Each : List->inits())
      findListed(Paths, Each, Found, Budget);
    return;
  }
  if (const auto *Construct = dyn_cast_or_null<CXXConstructExpr>(Stripped);
      Construct && Construct->getNumArgs() > 1 && !isa<LambdaExpr>(Stripped)) {
    for (const Expr *Each : Construct->arguments())
      findListed(Paths, Each, Found, Budget);
    return;
  }
  Value Designated = Paths.callable(E);
  if (Designated.Kind != ValueKind::Function &&
      Designated.Kind != ValueKind::Bind &&
      TypeModels::isTrackedPointer(E->getType()))
    Designated = Paths.value(E);
  if (Designated.Kind == ValueKind::Function ||
      Designated.Kind == ValueKind::Bind ||
      (Designated.Kind == ValueKind::Path &&
       TypeModels::isTrackedPointer(E->getType())))
    Found.push_back(std::move(Designated));
}

void BodyLowering::lowerConstruct(const CXXConstructExpr *Construct) {
  const CXXConstructorDecl *Constructor = Construct->getConstructor();
  llvm::SmallVector<const Expr *, 4> Given = writtenArguments(Construct);
  const TypeModel &Type = Context.Types.of(Construct->getType());
  bool IsElided = Construct->isElidable() && !Given.empty();
  if (IsElided)
    return; // The object is made by the operand.
  noteLibraryCall(Context, Constructor);
  lowerArgumentUses(Constructor, Given);
  SourceSpan At =
      Context.Spans.span(Construct->getLocation(), Construct->getEndLoc());

  copyPointer(Construct, At);
  bool IsCopy = Constructor->isCopyOrMoveConstructor() && Given.size() == 1;
  auto To = Scan.Destinations.find(Construct);
  RootKind OwnRoot =
      To != Scan.Destinations.end() && To->second.Is == Destination::Kind::New
          ? RootKind::Allocation
          : RootKind::Result;
  if (IsCopy && (Type.Container || Type.Sequence)) {
    bool IsReturned = To != Scan.Destinations.end() &&
                      To->second.Is == Destination::Kind::Return;
    lowerSource(Given[0], At, IsReturned);
    AccessPath Target = destination(Construct);
    QualType Element = TypeModels::firstArgument(Construct->getType());
    if (Target.isKnown() && Context.Types.isInteresting(Construct->getType()) &&
        !Element.isNull()) {
      Value Source = Paths.value(Given[0]);
      if (Source.Kind == ValueKind::Path)
        emitCopy(std::move(Target), std::move(Source), Construct->getType(),
                 Given[0], At);
    }
    if (OwnRoot != RootKind::Allocation)
      return;
  }
  lowerConstructed(Construct->getType(), Construct, Given, Constructor,
                   destination(Construct), OwnRoot, At);
}

/// `using Base::Base;`: what the derived class is given goes to the base.
void BodyLowering::lowerInheritedConstructor(
    const CXXInheritedCtorInitExpr *Inherited) {
  const CXXConstructorDecl *Constructor = Inherited->getConstructor();
  const CXXRecordDecl *Base = Constructor->getParent();
  if (Context.Types.isSystem(Base) || !Context.Types.isInteresting(Base))
    return;
  // It is written nowhere; the list of bases is what it is for.
  SourceLocation Where = Inherited->getLocation();
  if (const auto *Own = dyn_cast_or_null<CXXMethodDecl>(Scope.Function);
      Own && Own->getParent()->getNumBases() != 0)
    Where = Own->getParent()->bases_begin()->getBeginLoc();
  Instruction New = make(InstrKind::Call, Context.Spans.span(Where, Where));
  New.Flags = CallConstructs;
  New.Target = Paths.thisObject();
  New.Callee = Value::named(ValueKind::Function, Context.usr(Constructor));
  for (unsigned I = 0; I < Constructor->getNumParams(); ++I) {
    AccessPath Param;
    Param.Root.Kind = RootKind::Param;
    Param.Root.Index = I;
    New.Args.push_back(Value::path(std::move(Param)));
  }
  emit(std::move(New));
}

void BodyLowering::lowerConstructed(QualType ObjectType, const Expr *Made,
                                    llvm::ArrayRef<const Expr *> Given,
                                    const CXXConstructorDecl *Constructor,
                                    AccessPath Target, RootKind OwnRoot,
                                    SourceSpan At) {
  const TypeModel &Type = Context.Types.of(ObjectType);
  const CXXRecordDecl *Record = Type.Record;
  bool IsAllocated = OwnRoot == RootKind::Allocation;
  if (Type.Guard) {
    if (!Target.isKnown() && !IsAllocated)
      Target = hiddenLocal("<guard>", ObjectType, At);
    if (!Target.isKnown())
      Target = ownResult(Graph.nextNumber(), OwnRoot);
    if (Made)
      Paths.Objects[Made] = Target;
    if (Type.Guard->IsReverse)
      lowerReverseGuard(Given, Target, Record->getName(), At);
    else if (Constructor && Constructor->isMoveConstructor() &&
             Given.size() == 1)
      lowerGuardMove(std::move(Target), Given[0], At);
    else
      setNumber(Made, lowerGuard(*Type.Guard, Given, std::move(Target),
                                 Record->getName(), At));
    return;
  }
  if (Type.Thread && !isThreadClass(Type)) {
    bool IsMove =
        Given.size() == 1 && Context.Types.of(Given[0]->getType()).Thread;
    if (Type.Thread->ConstructorSpawns && !Given.empty() && !IsMove) {
      setNumber(Made,
                lowerThreadStart(*Type.Thread, Given, Target, OwnRoot, At));
      if (Made && Target.isKnown())
        Paths.Objects[Made] = std::move(Target);
    } else if (IsMove && Target.isKnown() &&
               Target.Root.Kind != RootKind::Return) {
      // A shared future that is copied stays another name of the same.
      const bool IsShared = Type.Thread->AwaitsPromise && Given[0]->isLValue();
      emitAssign(std::move(Target), Paths.value(Given[0]), At,
                 IsShared ? uint64_t(AssignCopiesPointer) : 0);
    }
    return;
  }
  if (Constructor && !Given.empty()) {
    const SpawnModel *Spawn = spawnOf(Context, Constructor, Given);
    if (Spawn) {
      lowerModelledSpawn(*Spawn, Made, nullptr, Given, false, Record->getName(),
                         At);
      return;
    }
  }
  if (Type.Executor && Target.isKnown() && !Given.empty()) {
    // A strand of a pool: joining the pool joins what runs on the strand.
    Value Inner = Paths.value(Given[0]);
    if (Inner.Kind == ValueKind::Path)
      emitAssign(std::move(Target), std::move(Inner), At);
    return;
  }
  if (Type.IsCallable || Type.Pointer) {
    // In place in a collection or a field; variables are set where they are
    // declared.
    if (Target.isKnown() && !Given.empty() && !Scan.Destinations.contains(Made))
      storeValue(std::move(Target), ObjectType, Given[0], At);
    return;
  }
  if ((Type.Container || Type.Sequence) && Given.size() == 1 &&
      Target.isKnown()) {
    // `std::map<K, handler> m = {{"a", f}, ...}`, `std::vector v = {f, g}`
    std::vector<Value> Listed;
    unsigned Budget = MaxListEntries;
    findListed(Paths, Given[0], Listed, Budget);
    Place Object;
    Object.Path = Target;
    for (Value &Each : Listed)
      emitAssign(PathBuilder::elementOf(Object, NameId::None,
                                        Type.Container != nullptr)
                     .Path,
                 std::move(Each), At);
  }
  bool IsProjectClass = Type.IsProject && Record && !Type.IsClosure;
  bool IsEmitted =
      IsProjectClass && (!Type.isModelled() || isThreadClass(Type));
  if (IsEmitted && !Constructor) {
    // The constructor is called by skipped code: the one that takes as many
    // arguments is meant.
    for (const CXXConstructorDecl *Candidate : Record->ctors()) {
      if (Candidate->isDeleted() ||
          Candidate->isCopyOrMoveConstructor() !=
              (Given.size() == 1 &&
               declaresSameEntity(Given[0]
                                      ->getType()
                                      .getNonReferenceType()
                                      ->getAsCXXRecordDecl(),
                                  Record)))
        continue;
      if (Candidate->getMinRequiredArguments() <= Given.size() &&
          (Given.size() <= Candidate->getNumParams() ||
           Candidate->isVariadic())) {
        Constructor = Candidate;
        break;
      }
    }
  }
  // Clang declares an implicit default constructor only when code that it
  // parses uses it.
  bool IsUndeclared = IsEmitted && !Constructor && Given.empty() &&
                      Record->hasDefinition() &&
                      Record->needsImplicitDefaultConstructor() &&
                      !Record->hasTrivialDefaultConstructor() &&
                      Context.Types.isInteresting(Record);
  if (IsEmitted && Constructor && !Constructor->isUserProvided()) {
    IsEmitted =
        !Constructor->isTrivial() && Context.Types.isInteresting(Record);
    // A memberwise copy: what the members designate is shared from now on.
    if (Constructor->isCopyOrMoveConstructor() && Given.size() == 1 &&
        Target.isKnown() && Context.Types.isInteresting(Record)) {
      Value Source = Paths.value(Given[0]);
      Source.Copied = true;
      if (Source.Kind == ValueKind::Path)
        emitAssign(Target, std::move(Source), At);
    }
  }
  IsEmitted = IsEmitted && (Constructor || IsUndeclared);
  if (!IsEmitted && !IsAllocated)
    return;
  Instruction New = make(InstrKind::Call, At);
  New.Flags = CallConstructs;
  New.Target =
      Target.isKnown() ? Target : ownResult(Graph.nextNumber(), OwnRoot);
  if (IsEmitted) {
    New.Callee = Value::named(
        ValueKind::Function,
        Constructor ? Context.usr(Constructor)
                    : Context.Naming.defaultConstructorUsr(Record));
    New.Args = arguments(Constructor, Given);
  } else {
    New.Flags |= CallNoBody;
    if (Record)
      New.Name = Context.Naming.qualifiedName(Record);
  }
  if (Made && Target.isKnown())
    Paths.Objects[Made] = Target;
  setNumber(Made, emit(std::move(New)));
}

void BodyLowering::lowerNew(const CXXNewExpr *New) {
  const CXXConstructExpr *Construct = New->getConstructExpr();
  auto Number = Construct ? Paths.Numbers.find(Construct) : Paths.Numbers.end();
  if (Number != Paths.Numbers.end()) {
    Paths.Numbers[New] = Number->second;
    if (auto Object = Paths.Objects.find(Construct);
        Object != Paths.Objects.end())
      Paths.Objects[New] = Object->second;
    return;
  }
  // Placement new designates the storage given.
  if (New->getNumPlacementArgs() == 1)
    if (Place Storage = Paths.place(New->getPlacementArg(0));
        Storage.isKnown()) {
      Paths.Objects[New] = Storage.Path;
      return;
    }
  if (!Context.Types.isInteresting(New->getAllocatedType()))
    return;
  lowerConstructed(New->getAllocatedType(), New, {}, nullptr, {},
                   RootKind::Allocation, Context.Spans.span(New));
  const auto *List = dyn_cast_or_null<InitListExpr>(New->getInitializer());
  const CXXRecordDecl *Record =
      List ? List->getType()->getAsCXXRecordDecl() : nullptr;
  if (Place Made = Paths.place(New);
      Record && Record->hasDefinition() && !Context.Types.isSystem(Record) &&
      Context.Types.isInteresting(Record) && Made.isKnown())
    lowerAggregate(List, Record, Made.Path);
}

void BodyLowering::lowerAllocation(const CallExpr *Call,
                                   const CallShape &Shape) {
  QualType Type = TypeModels::firstArgument(Call->getType());
  if (Type.isNull() && Shape.Callee)
    if (const TemplateArgumentList *Arguments =
            Shape.Callee->getTemplateSpecializationArgs();
        Arguments && Arguments->size() > 0 &&
        (*Arguments)[0].getKind() == TemplateArgument::Type)
      Type = (*Arguments)[0].getAsType();
  if (Type.isNull() ||
      !(Context.Types.isInteresting(Type) || Context.Types.of(Type).IsProject))
    return;
  const TypeModel &Model = Context.Types.of(Type);
  if (Model.Container && Shape.Arguments.size() == 1)
    lowerSource(Shape.Arguments[0], spanOf(Call));
  // A guard goes by the name of its owner, which ends it.
  AccessPath Owner = Model.Guard ? destination(Call) : AccessPath();
  const RootKind Root =
      Owner.isKnown() ? RootKind::Result : RootKind::Allocation;
  lowerConstructed(Type, Call, Shape.Arguments, nullptr, std::move(Owner), Root,
                   spanOf(Call));
}

void BodyLowering::lowerDelete(const CXXDeleteExpr *Delete) {
  QualType Type = Delete->getDestroyedType();
  if (Type.isNull())
    return;
  AccessPath Target = Paths.path(Delete->getArgument());
  if (!Target.isKnown())
    return;
  SourceSpan At = Context.Spans.span(Delete);
  if (Delete->isArrayForm()) {
    Place Array;
    Array.Path = std::move(Target);
    Target = PathBuilder::elementOf(std::move(Array), NameId::None, false).Path;
  }
  const TypeModel &Model = Context.Types.of(Type);
  if (Model.Container && !Model.Container->InternallySynchronised)
    emitAccess(Target, AccessWrite | AccessClears, "delete", At);
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  const CXXDestructorDecl *Destructor =
      Record && Record->hasDefinition() ? Record->getDestructor() : nullptr;
  const uint32_t Before = Graph.nextNumber();
  const bool IsVirtual = Destructor && Destructor->isVirtual();
  lowerEnd(Type, Target, At, CallEndsEarly | (IsVirtual ? CallVirtual : 0u));
  // `for (auto *w : workers) delete w;`
  if (Graph.nextNumber() == Before + 1)
    noteForAll(Before, Target, At);
}

void BodyLowering::lowerListed(const Expr *List, AccessPath Target,
                               SourceSpan At) {
  std::vector<Value> Listed;
  unsigned Budget = MaxListEntries;
  findListed(Paths, List, Listed, Budget);
  Place Object;
  Object.Path = std::move(Target);
  for (Value &Each : Listed)
    emitAssign(PathBuilder::elementOf(Object, NameId::None, false).Path,
               std::move(Each), At);
}

void BodyLowering::lowerInitList(const InitListExpr *List) {
  // An aggregate of the project: its pointers and callables are set like
  // fields.
  const CXXRecordDecl *Record = List->getType()->getAsCXXRecordDecl();
  const InitListExpr *Written = List->getSyntacticForm();
  if (Record && (Written ? Written : List)->getNumInits() > 0)
    noteMembers(Context, List->getType());
  AccessPath Target = destination(List);
  if (List->getType()->isArrayType() && Target.isKnown()) {
    std::vector<Value> Listed;
    unsigned Budget = MaxListEntries;
    if (Context.Types.isInteresting(List->getType()))
      for (const Expr *Each : List->inits())
        if (!isa<InitListExpr>(stripAll(
                Each))) // Nested lists have a destination of their own.
          findListed(Paths, Each, Listed, Budget);
    Place Object;
    Object.Path = std::move(Target);
    SourceSpan At = Context.Spans.span(List);
    for (Value &Each : Listed)
      emitAssign(PathBuilder::elementOf(Object, NameId::None, false).Path,
                 std::move(Each), At);
    return;
  }
  if (!Record || !Record->hasDefinition() || Context.Types.isSystem(Record) ||
      !Context.Types.isInteresting(Record))
    return;
  bool IsWhole = List->getNumInits() == 1 && List->getInit(0) &&
                 declaresSameEntity(
                     List->getInit(0)->getType()->getAsCXXRecordDecl(), Record);
  if (IsWhole)
    return;
  if (auto To = Scan.Destinations.find(List);
      To != Scan.Destinations.end() && To->second.Is == Destination::Kind::New)
    return; // Has a name once it is made.
  SourceSpan At = Context.Spans.span(List);
  if (!Target.isKnown()) {
    if (List->getNumInits() == 0)
      return;
    Target = hiddenLocal("<temporary>", List->getType(), At);
  }
  lowerAggregate(List, Record, Target);
}

void BodyLowering::lowerAggregate(const InitListExpr *List,
                                  const CXXRecordDecl *Record,
                                  const AccessPath &Target) {
  SourceSpan At = Context.Spans.span(List);
  Paths.Objects[List] = Target;
  unsigned Index = Record->getNumBases();
  for (const FieldDecl *Field : Record->fields()) {
    if (Record->isUnion() || Field->isUnnamedBitField())
      continue;
    if (Index >= List->getNumInits())
      break;
    const Expr *Init = List->getInit(Index++);
    if (!Init || isa<ImplicitValueInitExpr>(Init))
      continue;
    Place Object;
    Object.Path = Target;
    storeValue(Paths.field(std::move(Object), Field).Path, Field->getType(),
               Init, At);
  }
}

void BodyLowering::lowerInitializer(const CXXCtorInitializer *Init) {
  const FieldDecl *Field = Init->getAnyMember();
  const Expr *Value = Init->getInit();
  if (!Field || !Value)
    return; // Bases and delegation are constructor calls of their own.
  if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(Value);
      Default && Default->getExpr())
    Value = Default->getExpr();
  Place Object;
  Object.Path = Paths.thisObject();
  AccessPath Target = Paths.field(std::move(Object), Field).Path;
  SourceSpan At =
      Init->isWritten()
          ? Context.Spans.span(Init->getSourceLocation(), Init->getRParenLoc())
          : Context.Spans.span(Field->getLocation(), Field->getLocation());
  const TypeModel &Type = Context.Types.of(Field->getType());
  if (Type.Guard && isa<CallExpr>(stripTemporary(Value))) {
    lowerGuardMove(std::move(Target), Value, At);
    return;
  }
  const auto *Construct = dyn_cast<CXXConstructExpr>(stripTemporary(Value));
  if (Construct && Construct->getNumArgs() == 0)
    return;
  // A flag that the constructor is given may decide what it does.
  if (Field->getType()->isBooleanType())
    if (mapwarden::Value Flag = Paths.value(Value);
        Flag.Kind == ValueKind::Path &&
        Flag.Path.Root.Kind == RootKind::Param) {
      emitAssign(std::move(Target), std::move(Flag), At);
      return;
    }
  storeValue(std::move(Target), Field->getType(), Value, At);
}

void BodyLowering::runImplicitConstructor(const CXXRecordDecl *Record,
                                          FunctionFacts &Facts) {
  Place Object;
  Object.Path = Paths.thisObject();
  for (const CXXBaseSpecifier &Base : Record->bases())
    lowerConstructed(
        Base.getType(), nullptr, {}, nullptr, Object.Path, RootKind::Result,
        Context.Spans.span(Base.getBeginLoc(), Base.getBeginLoc()));
  for (const FieldDecl *Field : Record->fields()) {
    SourceSpan At =
        Context.Spans.span(Field->getLocation(), Field->getLocation());
    if (const Expr *Init = Field->getInClassInitializer())
      lowerInitialValue({Destination::Kind::Member, Field}, Init, Field, [&] {
        storeValue(Paths.field(Object, Field).Path, Field->getType(), Init, At);
      });
    else if (Field->getType()->isRecordType())
      lowerConstructed(Field->getType(), nullptr, {}, nullptr,
                       Paths.field(Object, Field).Path, RootKind::Result, At);
  }
  finish(Facts);
}
