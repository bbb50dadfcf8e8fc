// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Tasks that are given to an executor: a pool, a strand, an event loop.
///
/// A pool runs its tasks beside each other: each is a thread of its own. A
/// strand, a pool of one worker or a serial queue runs them one after the
/// other: the task carries the executor, and two tasks of one executor never
/// overlap. A loop runs them where some thread calls its `run`: the loop is a
/// collection of callables, posting stores one and running calls what is
/// stored, so that the analysis of task queues decides how many threads take
/// from it (docs/design/0010).
#include "Extract/BodyLowering.h"

using namespace mapwarden;
using namespace clang;
using llvm::StringRef;

/// Expressions looked through on the way to the one that makes an executor.
static constexpr unsigned MaxSteps = 4;

/// The expression that initialises \p Field: in its class, or in a constructor
/// whose definition can be seen.
static const Expr *initializerOf(const FieldDecl *Field) {
  if (const Expr *Init = Field->getInClassInitializer())
    return Init;
  const auto *Record = dyn_cast<CXXRecordDecl>(Field->getParent());
  if (!Record)
    return nullptr;
  for (const CXXConstructorDecl *Constructor : Record->ctors()) {
    const FunctionDecl *Definition = nullptr;
    if (!Constructor->hasBody(Definition))
      continue;
    for (const CXXCtorInitializer *Init :
         cast<CXXConstructorDecl>(Definition)->inits())
      if (Init->getMember() == Field)
        return Init->getInit();
  }
  return nullptr;
}

const Expr *BodyLowering::makerOf(const Expr *E) {
  for (unsigned Step = 0; Step < MaxSteps; ++Step) {
    const Expr *Stripped = stripAll(E);
    const Expr *Init = nullptr;
    if (const auto *Name = dyn_cast_or_null<DeclRefExpr>(Stripped)) {
      if (const auto *Variable = dyn_cast<VarDecl>(Name->getDecl()))
        Init = Variable->getAnyInitializer();
    } else if (const auto *Member = dyn_cast_or_null<MemberExpr>(Stripped)) {
      if (const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl()))
        Init = initializerOf(Field);
    }
    if (!Init)
      return E;
    E = Init;
  }
  return E;
}

/// The executor that a name in \p Code makes, if a model says so.
static const ExecutorModel *findMaker(LoweringContext &Context,
                                      const Stmt *Code) {
  if (const auto *Name = dyn_cast<DeclRefExpr>(Code))
    if (const ExecutorModel *Made = Context.Models.executorMadeBy(
            Context.Names.text(Context.Naming.qualifiedName(Name->getDecl()))))
      return Made;
  for (const Stmt *Child : Code->children())
    if (Child)
      if (const ExecutorModel *Made = findMaker(Context, Child))
        return Made;
  return nullptr;
}

static bool isLoop(const ExecutorModel &Model) {
  return Model.Loop || !Model.Run.empty() || !Model.RunFunctions.empty();
}

/// Does \p Maker construct an executor with one worker?
static bool hasOneWorker(const ExecutorModel &Model, const Expr *Maker) {
  const auto *Construct = dyn_cast_or_null<CXXConstructExpr>(stripAll(Maker));
  if (Model.WorkersArgument < 0 || !Construct ||
      static_cast<unsigned>(Model.WorkersArgument) >= Construct->getNumArgs())
    return false;
  const auto *Count = dyn_cast_or_null<IntegerLiteral>(
      stripAll(Construct->getArg(Model.WorkersArgument)));
  return Count && Count->getValue() == 1;
}

/// Does \p Code call a member of \p Pool that sets the number of workers to
/// one?
static bool setsOneWorker(const ExecutorModel &Model, const Stmt *Code,
                          const ValueDecl *Pool) {
  if (!Code)
    return false;
  const auto *Call = dyn_cast<CXXMemberCallExpr>(Code);
  const CXXMethodDecl *Method = Call ? Call->getMethodDecl() : nullptr;
  if (Method && Method->getIdentifier() && Call->getNumArgs() == 1 &&
      llvm::is_contained(Model.WorkersMembers, Method->getName().str())) {
    const Expr *Object = stripAll(Call->getImplicitObjectArgument());
    const auto *Name = dyn_cast_or_null<DeclRefExpr>(Object);
    const auto *Member = dyn_cast_or_null<MemberExpr>(Object);
    const ValueDecl *Named = Name     ? Name->getDecl()
                             : Member ? Member->getMemberDecl()
                                      : nullptr;
    const auto *Count =
        dyn_cast_or_null<IntegerLiteral>(stripAll(Call->getArg(0)));
    if (Named == Pool && Count && Count->getValue() == 1)
      return true;
  }
  return llvm::any_of(Code->children(), [&](const Stmt *Child) {
    return setsOneWorker(Model, Child, Pool);
  });
}

/// Is the number of workers of the pool \p Named set to one, where the variable
/// is declared or in a constructor of its class?
bool BodyLowering::isSetToOneWorker(const ExecutorModel &Model,
                                    const Expr *Named) {
  const Expr *Object =
      Model.WorkersMembers.empty() || !Named ? nullptr : stripAll(Named);
  if (const auto *Name = dyn_cast_or_null<DeclRefExpr>(Object)) {
    const auto *Around =
        dyn_cast_or_null<FunctionDecl>(Name->getDecl()->getDeclContext());
    return Around && setsOneWorker(Model, Around->getBody(), Name->getDecl());
  }
  const auto *Member = dyn_cast_or_null<MemberExpr>(Object);
  const auto *Field =
      Member ? dyn_cast<FieldDecl>(Member->getMemberDecl()) : nullptr;
  const auto *Record =
      Field ? dyn_cast<CXXRecordDecl>(Field->getParent()) : nullptr;
  return Record &&
         llvm::any_of(Record->ctors(), [&](const CXXConstructorDecl *Each) {
           const FunctionDecl *Definition = nullptr;
           return Each->hasBody(Definition) &&
                  setsOneWorker(Model, Definition->getBody(), Field);
         });
}

/// The executor of which there is one in the process.
static AccessPath globalExecutor(LoweringContext &Context,
                                 const ExecutorModel &Model) {
  AccessPath Path;
  Path.Root.Kind = RootKind::Global;
  Path.Root.Name = Context.intern("executor " + Model.Id);
  return Path;
}

const ExecutorModel *BodyLowering::findExecutor(const Expr *Named,
                                                const Expr *&Maker,
                                                AccessPath &Path) {
  Maker = makerOf(Named);
  if (const ExecutorModel *Made = findMaker(Context, Maker)) {
    // The process has one that its own functions run.
    if (Made->RunFunctions.empty())
      Path = Paths.path(Named);
    return Made;
  }
  Path = Paths.path(Named);
  if (const ExecutorModel *Known = Context.Types.of(Named->getType()).Executor)
    return Known;
  return Context.Types.of(receiverType(Named)).Executor;
}

/// What a handler is given waits on the loop that calls it: the socket that an
/// acceptor has accepted.
void BodyLowering::giveLoopToParameters(const Expr *Handler,
                                        const AccessPath &Loop, SourceSpan At) {
  const auto *Lambda = dyn_cast_or_null<LambdaExpr>(stripAll(Handler));
  const CXXMethodDecl *Operator = Lambda ? Lambda->getCallOperator() : nullptr;
  if (!Operator)
    return;
  for (const ParmVarDecl *Param : Operator->parameters()) {
    const ExecutorModel *Model =
        Context.Types.of(Param->getType().getNonReferenceType()).Executor;
    if (!Model || !Model->Loop)
      continue;
    AccessPath Given;
    Given.Root.Kind = RootKind::Param;
    Given.Root.Index = Param->getFunctionScopeIndex();
    Given.Root.Frame = Context.usr(Operator);
    emitAssign(std::move(Given), Value::path(Loop), At);
  }
}

bool BodyLowering::giveToExecutor(const SpawnModel &Model, const Expr *Receiver,
                                  llvm::ArrayRef<const Expr *> Given,
                                  Instruction &Spawn) {
  const ExecutorModel *Executor = nullptr;
  AccessPath Path;
  const Expr *Maker = nullptr, *Pool = nullptr;
  auto argument = [&](const CallShape *Call, int Number) -> const Expr * {
    llvm::ArrayRef<const Expr *> Arguments =
        Call ? llvm::ArrayRef<const Expr *>(Call->Arguments) : Given;
    if (Number == -3)
      return Call ? Call->Receiver : Receiver;
    return Number >= 0 && static_cast<size_t>(Number) < Arguments.size()
               ? Arguments[Number]
               : nullptr;
  };
  // `post(pool, bind_executor(strand, f))`: the inner executor is meant.
  const Expr *Entry = argument(nullptr, std::max(Model.EntryArgument, 0));
  if (const auto *Bound = dyn_cast_or_null<CallExpr>(
          Entry ? stripAll(makerOf(Entry)) : nullptr)) {
    CallShape Shape = shapeOf(Context, Bound);
    if (Shape.Kind == CallKind::Bind)
      if (const Expr *Named =
              argument(&Shape, Shape.Model->Bind->ExecutorArgument))
        Executor = findExecutor(Named, Maker, Path);
  }
  if (!Executor && !Model.Executor.empty())
    Executor = Context.Models.executorById(Model.Executor);
  if (!Executor)
    if ((Pool = argument(nullptr, Model.ExecutorArgument)))
      Executor = findExecutor(Pool, Maker, Path);
  if (!Executor)
    return false;
  if (!Path.isKnown())
    Path = globalExecutor(Context, *Executor);
  if (Executor->Serial || hasOneWorker(*Executor, Maker) ||
      isSetToOneWorker(*Executor, Pool)) {
    Spawn.Executor = std::move(Path);
    return false;
  }
  if (Executor->Barriers) {
    Spawn.Executor = std::move(Path);
    if (!Model.Barrier)
      Spawn.Flags |= LockShared;
    return false;
  }
  if (!isLoop(*Executor))
    return false;
  if (Entry && Path.isKnown())
    giveLoopToParameters(Entry, Path, Spawn.At);
  Value Task = std::move(Spawn.Callee);
  if (!Spawn.Args.empty()) {
    Value Bound;
    Bound.Kind = ValueKind::Bind;
    Bound.Bound.push_back(std::move(Task));
    llvm::append_range(Bound.Bound, std::move(Spawn.Args));
    Task = std::move(Bound);
  }
  Place Loop;
  Loop.Path = std::move(Path);
  emitAssign(PathBuilder::elementOf(std::move(Loop), NameId::None, false).Path,
             std::move(Task), Spawn.At);
  return true;
}

void BodyLowering::lowerRunTasks(const CallExpr *Call, const CallShape &Shape) {
  const ExecutorModel &Model =
      Shape.Model->Runs ? *Shape.Model->Runs : *Shape.Type->Executor;
  Place Loop;
  Loop.Path = Shape.Model->Runs ? globalExecutor(Context, Model)
                                : Paths.path(Shape.Receiver);
  if (!Loop.isKnown())
    return;
  AccessPath Task =
      PathBuilder::elementOf(std::move(Loop), NameId::None, false).Path;
  // What is posted runs once. What a loop of the whole process has may be kept.
  if (!Shape.Model->Runs)
    emitAssign(Task, Value::named(ValueKind::Null, NameId::None), spanOf(Call));
  emitCallOf(Value::path(std::move(Task)), {}, spanOf(Call));
}
