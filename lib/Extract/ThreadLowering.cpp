// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Starting, joining and detaching threads and tasks.
#include "Extract/BodyLowering.h"

using namespace mapwarden;
using namespace clang;
using llvm::StringRef;

/// The executor that \p Entry runs: the member `run` of a loop, with its object
/// bound to it or first among \p Passed. Null when it does something else.
static const Expr *loopRunBy(LoweringContext &Context, const Expr *Entry,
                             llvm::ArrayRef<const Expr *> Passed) {
  const Expr *Member = stripAll(Entry);
  const Expr *Object = Passed.empty() ? nullptr : Passed[0];
  if (const auto *Bound = dyn_cast_or_null<CallExpr>(Member)) {
    CallShape Shape = shapeOf(Context, Bound);
    if (Shape.Kind != CallKind::Bind || Shape.Arguments.size() < 2 ||
        Shape.Model->Bind->CallableArgument != 0)
      return nullptr;
    Member = stripAll(Shape.Arguments[0]);
    Object = Shape.Arguments[1];
  }
  const auto *Address = dyn_cast_or_null<UnaryOperator>(Member);
  const auto *Name =
      Address ? dyn_cast<DeclRefExpr>(Address->getSubExpr()->IgnoreParens())
              : nullptr;
  const auto *Method =
      Name ? dyn_cast<CXXMethodDecl>(Name->getDecl()) : nullptr;
  if (!Object || !Method || !Method->getIdentifier())
    return nullptr;
  const ExecutorModel *Loop = Context.Types.of(Method->getParent()).Executor;
  return Loop && llvm::is_contained(Loop->Run, Method->getName().str())
             ? Object
             : nullptr;
}

void BodyLowering::setEntry(Instruction &Spawn, const Expr *Entry,
                            llvm::ArrayRef<const Expr *> Passed) {
  // `thread(bind(&loop::run, &io))`: it calls what is given to the loop.
  if (const Expr *Loop = loopRunBy(Context, Entry, Passed))
    if (Place Tasks = Paths.place(Loop); Tasks.isKnown()) {
      Spawn.Callee = Value::path(
          PathBuilder::elementOf(std::move(Tasks), NameId::None, false).Path);
      return;
    }
  Spawn.Callee = Paths.callable(Entry);
  // The thread runs a copy of a function object, unless it is wrapped as a
  // reference.
  if (Spawn.Callee.Kind == ValueKind::Bind &&
      Entry->getType()->isRecordType() &&
      Context.Types.of(Entry->getType()).IsProject)
    for (Value &Object : llvm::drop_begin(Spawn.Callee.Bound))
      Object.Copied = Object.Kind == ValueKind::Path;
  // A member function takes its object first.
  bool IsMember =
      Entry->getType()->isMemberFunctionPointerType() ||
      (isa<UnaryOperator>(Entry->IgnoreParenImpCasts()) &&
       Entry->IgnoreParenImpCasts()->getType()->isMemberFunctionPointerType());
  if (IsMember && !Passed.empty()) {
    Value Object = Paths.value(Passed[0]);
    Value Bind;
    Bind.Kind = ValueKind::Bind;
    Bind.Bound.push_back(std::move(Spawn.Callee));
    Bind.Bound.push_back(std::move(Object));
    Spawn.Callee = std::move(Bind);
    Passed = Passed.drop_front();
  }
  for (const Expr *Argument : Passed) {
    Value Given =
        isCallable(Argument) ? Paths.callable(Argument) : Paths.value(Argument);
    // Arguments are copied for the entry, unless they are wrapped as
    // references.
    const TypeModel &Type = Context.Types.of(Argument->getType());
    if (Given.Kind == ValueKind::Path && Argument->getType()->isRecordType() &&
        !Type.isHandleLike())
      Given.Copied = true;
    if (Type.Container && Argument->isLValue() &&
        !Type.Container->InternallySynchronised)
      lowerSource(Argument, Spawn.At);
    Spawn.Args.push_back(std::move(Given));
  }
  while (!Spawn.Args.empty() && Spawn.Args.back().Kind == ValueKind::None)
    Spawn.Args.pop_back();
}

/// The method \p Name of \p Record or of one of its bases.
static const CXXMethodDecl *findMethod(const CXXRecordDecl *Record,
                                       StringRef Name) {
  Record = Record->getDefinition();
  if (!Record)
    return nullptr;
  for (const CXXMethodDecl *Method : Record->methods())
    if (Method->getIdentifier() && Method->getName() == Name)
      return Method;
  for (const CXXBaseSpecifier &Base : Record->bases())
    if (const CXXRecordDecl *BaseClass = Base.getType()->getAsCXXRecordDecl())
      if (const CXXMethodDecl *Method = findMethod(BaseClass, Name))
        return Method;
  return nullptr;
}

void BodyLowering::setEntryMethod(Instruction &Spawn, const Expr *Object,
                                  StringRef Name) {
  const CXXRecordDecl *Class =
      Object ? Context.Types.designatedClass(
                   Object->IgnoreParenImpCasts()->getType())
             : nullptr;
  const CXXMethodDecl *Method = Class ? findMethod(Class, Name) : nullptr;
  if (!Method)
    return;
  Spawn.Callee = Value::named(ValueKind::Function, Context.usr(Method));
  if (Method->isVirtual())
    Spawn.Flags |= CallVirtual;
  Value Self = Value::path(Paths.path(Object));
  if (!Self.Path.isKnown())
    Self = {};
  Spawn.Args.push_back(std::move(Self));
}

uint32_t BodyLowering::lowerThreadStart(const ThreadModel &Model,
                                        llvm::ArrayRef<const Expr *> Given,
                                        AccessPath Target, RootKind OwnRoot,
                                        SourceSpan At) {
  Instruction Spawn = make(
      InstrKind::Spawn, At,
      Model.Types.empty() ? ""
                          : StringRef(Model.Types.front()).rsplit(':').second);
  // Leading arguments that are no callables configure the thread.
  const auto *Entry = llvm::find_if(
      Given, [&](const Expr *Argument) { return isCallable(Argument); });
  if (Entry == Given.end())
    Entry = Given.begin();
  llvm::ArrayRef<const Expr *> Passed =
      Given.drop_front(Entry - Given.begin() + 1);
  // `Activity(object, &C::member)`: the object stands before its member.
  if (Passed.empty() && Entry != Given.begin() &&
      (*Entry)->getType()->isMemberFunctionPointerType())
    Passed = Given.slice(Entry - Given.begin() - 1, 1);
  setEntry(Spawn, *Entry, Passed);
  if (Model.JoinsOnDestruction)
    Spawn.Flags |= SpawnAutoJoin;
  Spawn.Target = Target.isKnown() ? std::move(Target)
                                  : ownResult(Graph.nextNumber(), OwnRoot);
  return emit(std::move(Spawn));
}

void BodyLowering::lowerSpawn(const CallExpr *Call, const CallShape &Shape) {
  llvm::ArrayRef<const Expr *> Given = Shape.Arguments;
  unsigned Skipped = 0;
  bool IsDeferred = false;
  matchSpawn(Context, *Shape.Spawn, Given, Skipped, IsDeferred);
  lowerModelledSpawn(*Shape.Spawn, Call, Shape.Receiver,
                     Given.drop_front(Skipped), IsDeferred, Shape.Member,
                     spanOf(Call));
}

/// Is one of \p Names among the arguments: an object, an enumerator, a literal?
static bool isNamedIn(LoweringContext &Context,
                      llvm::ArrayRef<const Expr *> Given,
                      const std::vector<std::string> &Names) {
  return !Names.empty() && llvm::any_of(Given, [&](const Expr *Argument) {
    const Expr *Stripped = stripAll(Argument);
    std::string Text;
    if (const auto *Name = dyn_cast_or_null<DeclRefExpr>(Stripped))
      Text = Context.Names.text(Context.Naming.qualifiedName(Name->getDecl()))
                 .str();
    else if (const auto *Literal = dyn_cast_or_null<IntegerLiteral>(Stripped))
      Text = llvm::toString(Literal->getValue(), 10, false);
    return llvm::is_contained(Names, Text);
  });
}

/// `parallel_invoke(f, g)`: all callables run beside each other, and all have
/// ended when it returns.
void BodyLowering::lowerSpawnOfAll(const SpawnModel &Model,
                                   llvm::ArrayRef<const Expr *> Given,
                                   StringRef Name, SourceSpan At) {
  AccessPath Handle = hiddenLocal("<tasks>", Context.Ast.VoidPtrTy, At);
  for (const Expr *Entry : Given) {
    if (!isCallable(Entry))
      continue;
    Instruction Spawn = make(InstrKind::Spawn, At, Name);
    setEntry(Spawn, Entry, {});
    Spawn.Target = Handle;
    if (Model.Many)
      Spawn.Flags |= SpawnMany;
    emit(std::move(Spawn));
  }
  if (Model.JoinsHere)
    emitJoin(InstrKind::Join, std::move(Handle), 0, Name, At, nullptr);
}

/// What the first run of an algorithm over \p First gets: `begin(c)`, or the
/// collection itself.
Place BodyLowering::elementOfFirst(const Expr *First) {
  const TypeModel &Type = Context.Types.of(First->getType());
  if (!Type.Sequence && !Type.Container)
    return Paths.dereference(First);
  Place Collection = Paths.place(First);
  if (!Collection.isKnown())
    return Collection;
  return PathBuilder::elementOf(std::move(Collection), NameId::None, false);
}

void BodyLowering::lowerModelledSpawn(const SpawnModel &Model, const Expr *Made,
                                      const Expr *Receiver,
                                      llvm::ArrayRef<const Expr *> Given,
                                      bool IsDeferred, StringRef Name,
                                      SourceSpan At) {
  if (Model.EntryArgument == -1)
    return lowerSpawnOfAll(Model, Given, Name, At);
  const Expr *Entry =
      Model.EntryArgument == -3 ? Receiver : Given[Model.EntryArgument];
  llvm::ArrayRef<const Expr *> Passed;
  if (Model.FirstPassedArgument >= 0 &&
      static_cast<size_t>(Model.FirstPassedArgument) <= Given.size())
    Passed = Given.drop_front(Model.FirstPassedArgument);
  Instruction Spawn =
      make(IsDeferred ? InstrKind::Call : InstrKind::Spawn, At, Name);
  // `run(object, &C::member)`: the object may stand before its member.
  if (Model.EntryArgument > 0 && Passed.empty() &&
      Entry->getType()->isMemberFunctionPointerType())
    Passed = Given.slice(Model.EntryArgument - 1, 1);
  const Expr *Object = Entry->IgnoreParenImpCasts();
  // An object of the library that holds a callable runs that.
  if (Model.EntryMethod.empty())
    setEntry(Spawn, Entry, Passed);
  else if (Context.Types.of(Object->getType()).IsCallable)
    setEntry(Spawn, Object, Passed);
  else
    setEntryMethod(Spawn, Entry, Model.EntryMethod);
  if (Spawn.Callee.Kind == ValueKind::None ||
      Spawn.Callee.Kind == ValueKind::Null ||
      Spawn.Callee.Kind == ValueKind::Constant)
    return; // `signal(SIGPIPE, SIG_IGN)`
  if (IsDeferred) {
    setNumber(Made, emit(std::move(Spawn)));
    return;
  }
  if (Model.Many && !isNamedIn(Context, Given, Model.SerialBy))
    Spawn.Flags |= SpawnMany;
  if (Model.JoinsHere)
    Spawn.Flags |= SpawnJoinsHere;
  if (Model.ResultJoins)
    Spawn.Flags |= SpawnFuture;
  if (Model.FirstPassedArgument < 0 && Model.JoinsHere &&
      Model.EntryArgument > 0)
    if (Place Element = elementOfFirst(Given[0]); Element.isKnown()) {
      // Each run has an element of its own.
      llvm::SmallVectorImpl<Selector> &Steps = Element.Path.Selectors;
      if (Spawn.has(SpawnMany) && !Steps.empty() &&
          Steps.back().K == Selector::Element &&
          Steps.back().Name == NameId::None)
        Steps.back().Name = Context.intern(llvm::StringRef(&RunNumberMark, 1));
      Spawn.Args.insert(Spawn.Args.begin(),
                        Value::path(std::move(Element.Path)));
    }
  bool HasResult = Model.HandleArgument == -1;
  if (Model.HandleArgument >= 0 &&
      static_cast<size_t>(Model.HandleArgument) < Given.size())
    Spawn.Target = handlePath(Given[Model.HandleArgument]);
  else if (Model.HandleArgument == -3 && Receiver)
    Spawn.Target = Paths.path(Receiver);
  else if (HasResult)
    Spawn.Target = destination(Made);
  // A pool that waits for its tasks when it ends.
  const Expr *Handle =
      Model.HandleArgument == -3 ? Receiver
      : Model.HandleArgument >= 0 &&
              static_cast<size_t>(Model.HandleArgument) < Given.size()
          ? Given[Model.HandleArgument]
          : nullptr;
  if (const ThreadModel *Pool =
          Handle ? Context.Types.of(receiverType(Handle)).Thread : nullptr;
      Pool && Pool->JoinsOnDestruction)
    Spawn.Flags |= SpawnAutoJoin;
  if (giveToExecutor(Model, Receiver, Given, Spawn))
    return;
  if (HasResult && Spawn.Target.isKnown())
    Paths.Objects[Made] = Spawn.Target;
  if (HasResult && !Spawn.Target.isKnown())
    Spawn.Target = ownResult(Graph.nextNumber());
  setNumber(Made, emit(std::move(Spawn)));
}

AccessPath BodyLowering::handlePath(const Expr *Handle) {
  // `for (auto Id : Ids) pthread_join(Id, nullptr);`, `for (auto &Id : Ids)`
  const Expr *Stripped = stripAll(Handle);
  if (const auto *Address = dyn_cast_or_null<UnaryOperator>(Stripped);
      Address && Address->getOpcode() == UO_AddrOf)
    Stripped = stripAll(Address->getSubExpr());
  const auto *Name = dyn_cast_or_null<DeclRefExpr>(Stripped);
  const auto *Variable = Name ? dyn_cast<VarDecl>(Name->getDecl()) : nullptr;
  AccessPath Known = Paths.path(Handle);
  const bool IsElsewhere =
      Variable && Variable->getInit() && !isa<ParmVarDecl>(Variable) &&
      (!Known.isKnown() || (Variable->getType()->isReferenceType() &&
                            Handle->getType()->isScalarType()));
  AccessPath Source = IsElsewhere ? Paths.path(Variable->getInit()) : Known;
  return Source.isKnown() ? Source : Known;
}

/// The member function that \p Callee names: `&T::join`, `mem_fn(&T::join)`.
static const CXXMethodDecl *namedMember(const Expr *Callee) {
  const Expr *Stripped = stripAll(Callee);
  while (const auto *Wrapped = dyn_cast_or_null<CallExpr>(Stripped))
    Stripped =
        Wrapped->getNumArgs() > 0 ? stripAll(Wrapped->getArg(0)) : nullptr;
  if (const auto *Address = dyn_cast_or_null<UnaryOperator>(Stripped);
      Address && Address->getOpcode() == UO_AddrOf)
    Stripped = Address->getSubExpr()->IgnoreParens();
  const auto *Name = dyn_cast_or_null<DeclRefExpr>(Stripped);
  return Name ? dyn_cast<CXXMethodDecl>(Name->getDecl()) : nullptr;
}

bool BodyLowering::lowerJoinThrough(const Expr *Callee, AccessPath Elements,
                                    SourceSpan At) {
  const CXXMethodDecl *Member = namedMember(Callee);
  if (!Member || !Member->getIdentifier() || !Elements.isKnown())
    return false;
  const ThreadModel *Model = Context.Types.of(Member->getParent()).Thread;
  if (!Model || !llvm::is_contained(Model->Join, Member->getName()))
    return false;
  if (!Elements.Selectors.empty() &&
      Elements.Selectors.back().K == Selector::Element)
    Elements.Selectors.pop_back();
  emitJoin(InstrKind::Join, std::move(Elements), JoinEach, Member->getName(),
           At, nullptr);
  return true;
}

void BodyLowering::emitJoin(InstrKind Kind, AccessPath Handle, uint64_t Flags,
                            StringRef Name, SourceSpan At, const Expr *Call) {
  if (!Handle.isKnown())
    return;
  // A handle in a collection, joined in a loop: leaving the loop means that all
  // are joined.
  if (Kind == InstrKind::Join && !(Flags & (JoinEach | SpawnAutoJoin)))
    if (AccessPath All = loopedCollection(Handle); All.isKnown()) {
      Instruction Each = make(Kind, At, Name);
      Each.Target = std::move(All);
      Each.Flags = Flags | JoinEach;
      emitAfterLoop(std::move(Each));
    }
  Instruction Join = make(Kind, At, Name);
  Join.Target = std::move(Handle);
  Join.Flags = Flags;
  uint32_t Number = emit(std::move(Join));
  if (Call)
    Paths.Numbers[Call] = Number;
}

void BodyLowering::lowerThreadMember(const CallExpr *Call,
                                     const CallShape &Shape) {
  const ThreadModel &Model = *Shape.Type->Thread;
  SourceSpan At = spanOf(Call);
  AccessPath Handle = Paths.path(Shape.Receiver);
  if (Shape.Member == "operator=" && Shape.Arguments.size() == 1) {
    // An old future waits, as the end of its life would; an old std::jthread
    // always does.
    if (Handle.isKnown() && Model.JoinsOnDestruction)
      emitJoin(InstrKind::Join, Handle, 0, "operator=", At, nullptr);
    else if (Handle.isKnown() && !Model.ConstructorSpawns)
      emitJoin(InstrKind::Join, Handle, SpawnAutoJoin, "operator=", At,
               nullptr); // The old thread ends first.
    Value Assigned = Paths.value(Shape.Arguments[0]);
    if (Assigned.Kind == ValueKind::Path)
      emitAssign(std::move(Handle), std::move(Assigned), At);
    return;
  }
  if (Shape.Member == "swap" && Shape.Arguments.size() == 1) {
    emitAssign(std::move(Handle), Paths.value(Shape.Arguments[0]), At);
    return;
  }
  if (Shape.isIn(Model.Adopt) && Shape.Arguments.size() == 1) {
    Place Threads;
    Threads.Path = std::move(Handle);
    emitAssign(
        PathBuilder::elementOf(std::move(Threads), NameId::None, false).Path,
        Paths.value(Shape.Arguments[0]), At);
    return;
  }
  if (Shape.isIn(Model.Fulfil)) {
    if (Handle.isKnown()) {
      Handle.Selectors.push_back(
          {Selector::Field, Context.intern(FutureSelector)});
      emitAssign(std::move(Handle),
                 Value::named(ValueKind::Constant, Context.intern("true")), At);
    }
    lowerSystemCall(Call, Shape);
    return;
  }
  if (Shape.isIn(Model.Join) && !Model.Adopt.empty())
    emitJoin(InstrKind::Join, Handle, JoinEach, Shape.Member, At, nullptr);
  if (Shape.isIn(Model.Join)) {
    // What has preceded the end of a promise is over from here on.
    if (Model.AwaitsPromise && Handle.isKnown())
      emitLock(Handle, LockOnce | LockShared, Shape.Member, At);
    emitJoin(InstrKind::Join, std::move(Handle), 0, Shape.Member, At, Call);
  } else if (Shape.isIn(Model.Detach))
    emitJoin(InstrKind::Detach, std::move(Handle), 0, Shape.Member, At, Call);
  else if (Shape.isIn(Model.Joinable))
    emitJoin(InstrKind::JoinTest, std::move(Handle), 0, Shape.Member, At, Call);
  else if (Shape.isIn(Model.TimedJoin)) // The condition says what came of it.
    emitJoin(InstrKind::JoinTest, std::move(Handle), 0, Shape.Member, At, Call);
  else
    lowerSystemCall(Call, Shape);
}

void BodyLowering::lowerJoinFunction(const CallExpr *Call,
                                     const CallShape &Shape) {
  const JoinModel &Model = *Shape.Model->Join;
  if (Model.HandleArgument < 0 ||
      static_cast<size_t>(Model.HandleArgument) >= Shape.Arguments.size())
    return;
  emitJoin(Model.Detaches ? InstrKind::Detach : InstrKind::Join,
           handlePath(Shape.Arguments[Model.HandleArgument]),
           Model.Each ? JoinEach : 0u, Shape.Member, spanOf(Call), Call);
}
