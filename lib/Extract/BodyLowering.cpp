// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The walk over Clang's CFG.
///
/// Clang's graph has no exception edges here: an exception is taken to start at
/// the beginning of its try block, so that a handler sees the state before the
/// block, and a throw that leaves the function does not count as a way out.
#include "Extract/BodyLowering.h"
#include "Extract/CopiedClasses.h"
#include "Extract/DeclFacts.h"
#include "Extract/StatementOutline.h"
#include "llvm/ADT/PostOrderIterator.h"

using namespace mapwarden;
using namespace clang;
using llvm::StringRef;

BodyLowering::BodyLowering(LoweringContext &Context, FunctionScope &Scope,
                           const FunctionDecl *Function, const Stmt *Body)
    : Context(Context), Scope(Scope), Function(Function), Body(Body),
      Paths(Context, Scope, Scan) {
  Scan.run(Context, Scope, Function, Body);
  Graph.addBlock();
}

/// What a destructor ends beside its body: Clang asks the class of each base
/// and field, which must be defined. In code with errors it may not be.
static bool endsUnknownClass(const Decl *Owner) {
  const auto *Destructor = dyn_cast<CXXDestructorDecl>(Owner);
  if (!Destructor)
    return false;
  const CXXRecordDecl *Class = Destructor->getParent();
  return llvm::any_of(Class->bases(),
                      [](const CXXBaseSpecifier &Base) {
                        const auto *Record =
                            Base.getType()->getAsCXXRecordDecl();
                        return !Record || !Record->hasDefinition();
                      }) ||
         llvm::any_of(Class->fields(), [](const FieldDecl *Field) {
           const auto *Record = Field->getType()
                                    ->getBaseElementTypeUnsafe()
                                    ->getAsCXXRecordDecl();
           return Record && !Record->hasDefinition();
         });
}

static std::unique_ptr<CFG> buildFlow(const Decl *Owner, const Stmt *Body,
                                      ASTContext &Ast) {
  CFG::BuildOptions Options;
  Options.AddImplicitDtors = true;
  Options.AddTemporaryDtors = true;
  Options.AddInitializers = true;
  Options.AddCXXDefaultInitExprInCtors = true;
  Options.AddStaticInitBranches = true;
  // In a template without instance the type of a scoped object may be
  // dependent: it has no destructor, only an end.
  Options.AddLifetime = Owner->getDeclContext()->isDependentContext() ||
                        (isa<DeclContext>(Owner) &&
                         cast<DeclContext>(Owner)->isDependentContext());
  Options.setAllAlwaysAdd();
  return CFG::buildCFG(endsUnknownClass(Owner) ? nullptr : Owner,
                       const_cast<Stmt *>(Body), &Ast, Options);
}

/// Calls \p Visit for the functions that \p Body declares: the control flow
/// does not hold such declarations.
static void
forEachFunctionIn(const Stmt *Body,
                  llvm::function_ref<void(const FunctionDecl *)> Visit) {
  if (const auto *Declaration = dyn_cast<DeclStmt>(Body))
    for (const Decl *Declared : Declaration->decls())
      if (const auto *Function = dyn_cast<FunctionDecl>(Declared))
        Visit(Function);
  forEachChild(Body,
               [&](const Stmt *Child) { forEachFunctionIn(Child, Visit); });
}

void BodyLowering::run(const Decl *Owner, FunctionFacts &Facts) {
  if (!Body)
    return;
  forEachFunctionIn(Body, [&](const FunctionDecl *Declared) {
    if (Context.Types.of(Declared->getReturnType()).Guard)
      lowerVexingGuard(Declared);
  });
  findRegions();
  if (std::unique_ptr<CFG> Whole = buildFlow(Owner, Body, Context.Ast))
    lowerFlow(*Whole);
  linkSources();
  finish(Facts);
  outlineStatements(Context, Body, Facts);
}

void BodyLowering::lowerInitialValue(Destination To, const Expr *Init,
                                     const Decl *Owner,
                                     llvm::function_ref<void()> Store) {
  Scan.addInitializer(Context, Scope, Init, To);
  findRegions();
  if (!Init->isInstantiationDependent())
    if (std::unique_ptr<CFG> Whole = buildFlow(Owner, Init, Context.Ast)) {
      lowerFlow(*Whole);
      Store();
    }
}

void BodyLowering::addGlobal(const VarDecl *Variable) {
  const Expr *Init = Variable->getInit();
  lowerInitialValue({Destination::Kind::Variable, Variable}, Init, Variable,
                    [&] { lowerVariable(Variable, Init); });
}

void BodyLowering::finish(FunctionFacts &Facts) {
  std::vector<uint32_t> NewNumbers = Graph.finish(Facts);
  Scope.renumber(NewNumbers);
  // Of an empty body only what captures speak of.
  bool HasOwnCapture =
      llvm::any_of(Facts.Captures, [&](const CaptureFacts &Capture) {
        return Capture.Path.Root.Kind == RootKind::Local &&
               Capture.Path.Root.Frame == Facts.Usr;
      });
  if (!Facts.Blocks.empty() || HasOwnCapture)
    describeLocals(Context, Scope, Facts);
}

//===-- Order
//--------------------------------------------------------------------------------------------------===//

static void collect(const CFGBlock *Root,
                    llvm::DenseSet<const CFGBlock *> &Seen,
                    std::vector<const CFGBlock *> &Order) {
  // Reverse post-order without recursion.
  std::vector<const CFGBlock *> PostOrder;
  std::vector<std::pair<const CFGBlock *, CFGBlock::const_succ_iterator>> Stack;
  if (!Seen.insert(Root).second)
    return;
  Stack.push_back({Root, Root->succ_begin()});
  while (!Stack.empty()) {
    auto &[Block, Next] = Stack.back();
    if (Next == Block->succ_end()) {
      PostOrder.push_back(Block);
      Stack.pop_back();
      continue;
    }
    const CFGBlock *Child = (Next++)->getReachableBlock();
    if (Child && Seen.insert(Child).second)
      Stack.push_back({Child, Child->succ_begin()});
  }
  Order.insert(Order.end(), PostOrder.rbegin(), PostOrder.rend());
}

void BodyLowering::findLoops(llvm::ArrayRef<const CFGBlock *> Order) {
  LoopHeaders.clear();
  llvm::DenseMap<const CFGBlock *, unsigned> Position;
  for (unsigned I = 0; I < Order.size(); ++I)
    Position[Order[I]] = I;
  // Inner headers come later in the order, so that they overwrite outer ones.
  for (unsigned Header = 0; Header < Order.size(); ++Header) {
    std::vector<const CFGBlock *> Work;
    for (const CFGBlock *Latch : Order[Header]->preds()) {
      auto Found = Position.find(Latch);
      if (Found != Position.end() && Found->second >= Header)
        Work.push_back(Latch);
    }
    if (Work.empty())
      continue;
    llvm::DenseSet<const CFGBlock *> InLoop;
    InLoop.insert(Order[Header]);
    LoopHeaders[Order[Header]] = Order[Header];
    while (!Work.empty()) {
      const CFGBlock *Block = Work.back();
      Work.pop_back();
      auto Found = Position.find(Block);
      if (Found == Position.end() || Found->second < Header ||
          !InLoop.insert(Block).second)
        continue;
      LoopHeaders[Block] = Order[Header];
      for (const CFGBlock *Predecessor : Block->preds())
        if (Predecessor)
          Work.push_back(Predecessor);
    }
  }
}

void BodyLowering::lowerFlow(const CFG &Whole) {
  Flow = &Whole;
  std::vector<const CFGBlock *> Order;
  llvm::DenseSet<const CFGBlock *> Seen;
  collect(&Whole.getEntry(), Seen, Order);
  for (const CFGBlock *Dispatch : Whole.try_blocks())
    collect(Dispatch, Seen, Order);
  if (Seen.insert(&Whole.getExit()).second)
    Order.push_back(&Whole.getExit());
  findLoops(Order);

  Starts.clear();
  Ends.clear();
  AfterLoops.clear();
  StaticInits.clear();
  for (const CFGBlock *Block : Order) {
    Starts[Block] = Graph.addBlock();
    const auto *Static = dyn_cast_or_null<DeclStmt>(Block->getTerminatorStmt());
    if (Static && Static->isSingleDecl() && Block->succ_size() == 2)
      if (const CFGBlock *Init = (Block->succ_begin() + 1)->getReachableBlock())
        StaticInits[Init] = dyn_cast<VarDecl>(Static->getSingleDecl());
  }
  Graph.addEdge(Current, Starts[&Whole.getEntry()]);
  for (const CFGBlock *Block : Order)
    lowerBlock(*Block);
  lowerRounds(Order);
  lowerSpins(Order);
  // Only now is it known where each block ends.
  for (const CFGBlock *Block : Order)
    lowerEdges(*Block);
  Current = Ends[&Whole.getExit()];
  Flow = nullptr;
  CurrentFlow = nullptr;
}

void BodyLowering::lowerBlock(const CFGBlock &Block) {
  Current = Starts[&Block];
  CurrentFlow = &Block;
  auto Static = StaticInits.find(&Block);
  if (Static != StaticInits.end() && Static->second) {
    AccessPath Once = Paths.variable(Static->second).Path;
    if (Once.isKnown()) {
      SourceSpan At = Context.Spans.span(Static->second->getLocation(),
                                         Static->second->getLocation());
      Instruction Lock = make(InstrKind::Lock, At, "static");
      Lock.Target = std::move(Once);
      Lock.Flags = LockOnce;
      OnceLocks[Static->second] = emit(std::move(Lock));
    }
  }
  for (const CFGElement &Element : Block)
    lowerElement(Element);
  const Stmt *Branch = Block.getTerminator().isStmtBranch()
                           ? Block.getTerminatorStmt()
                           : nullptr;
  bool IsChoice =
      Branch && isa<IfStmt, ForStmt, WhileStmt, DoStmt,
                    AbstractConditionalOperator, BinaryOperator>(Branch);
  if (IsChoice && Block.succ_size() == 2 && enterRegions(Branch))
    if (const auto *Condition =
            dyn_cast_or_null<Expr>(Block.getTerminatorCondition()))
      lowerCondition(Condition);
  if (const auto *Switch = dyn_cast_or_null<SwitchStmt>(Branch))
    Conditions.push_back({Current, Switch->getCond()});
  Ends[&Block] = Current;
}

/// Does \p Block end by leaving the function in another way than by returning?
static bool endsAbnormally(const CFGBlock &Block) {
  if (Block.hasNoReturnElement())
    return true;
  for (auto Element = Block.rbegin(); Element != Block.rend(); ++Element)
    if (std::optional<CFGStmt> Last = Element->getAs<CFGStmt>())
      return isa<CXXThrowExpr>(Last->getStmt());
  return false;
}

void BodyLowering::lowerEdges(const CFGBlock &Block) {
  uint32_t From = Ends[&Block];
  llvm::SmallVector<uint32_t, 2> Targets;
  bool LeavesFunction = false;
  for (const CFGBlock::AdjacentBlock &Next : Block.succs())
    if (const CFGBlock *Target = Next.getReachableBlock()) {
      // What no handler catches does not return from the function.
      if (Target == &Flow->getExit() &&
          isa_and_nonnull<CXXTryStmt>(Block.getTerminatorStmt()))
        continue;
      Targets.push_back(Starts[Target]);
      LeavesFunction |= Target == &Flow->getExit();
    }
  if (LeavesFunction && Targets.size() == 1 && endsAbnormally(Block)) {
    Graph.markNoReturn(From);
    return;
  }
  if (auto Last = AfterLoops.find(&Block);
      Last != AfterLoops.end() && Targets.size() == 2) {
    uint32_t Out = Graph.addBlock();
    for (Instruction &Each : Last->second)
      Graph.emit(Out, std::move(Each));
    Graph.addEdge(Out, Targets[1]);
    Targets[1] = Out;
  }
  for (uint32_t Target : Targets)
    Graph.addEdge(From, Target);
}

//===-- Regions
//------------------------------------------------------------------------------------------------===//

void BodyLowering::findRegions() {
  Entered.assign(Scan.Regions.size(), false);
  for (unsigned I = 0; I < Scan.Regions.size(); ++I) {
    const Stmt *Inside = nullptr;
    if (const auto *Try = dyn_cast<CXXTryStmt>(Scan.Regions[I]))
      Inside = Try->getTryBlock();
    else if (const auto *Directive =
                 dyn_cast<OMPExecutableDirective>(Scan.Regions[I]))
      Inside =
          Directive->hasAssociatedStmt() && !Directive->isStandaloneDirective()
              ? Directive->getRawStmt()
              : nullptr;
    llvm::SmallVector<const Stmt *, 32> Work;
    if (Inside)
      Work.push_back(Inside);
    while (!Work.empty()) {
      const Stmt *Code = Work.pop_back_val();
      RegionsOf[Code].push_back(I);
      forEachChild(Code, [&](const Stmt *Child) { Work.push_back(Child); });
    }
  }
}

bool BodyLowering::enterRegions(const Stmt *Code) {
  auto Found = RegionsOf.find(Code);
  if (Found == RegionsOf.end())
    return true;
  for (unsigned Region : Found->second) {
    const auto *Directive =
        dyn_cast<OMPExecutableDirective>(Scan.Regions[Region]);
    if (!Entered[Region]) {
      Entered[Region] = true;
      if (Directive)
        enterDirective(Directive);
      else
        enterTry(cast<CXXTryStmt>(Scan.Regions[Region]));
    }
    if (Directive && isOutlined(Directive))
      return false;
  }
  return true;
}

void BodyLowering::enterTry(const CXXTryStmt *Try) {
  if (!Flow)
    return;
  for (const CFGBlock *Dispatch : Flow->try_blocks()) {
    if (Dispatch->getTerminatorStmt() != Try)
      continue;
    uint32_t Inside = Graph.addBlock();
    Graph.addEdge(Current, Inside);
    Graph.addEdge(Current, Starts[Dispatch]);
    // What leaves the current CFG block leaves from the new one; lowerEdges()
    // asks Ends.
    Current = Inside;
    return;
  }
}

//===-- Elements
//-----------------------------------------------------------------------------------------------===//

void BodyLowering::lowerElement(const CFGElement &Element) {
  if (std::optional<CFGStmt> Code = Element.getAs<CFGStmt>()) {
    const Stmt *Lowered = Code->getStmt();
    if (enterRegions(Lowered))
      lowerStatement(Lowered);
  } else if (std::optional<CFGInitializer> Init =
                 Element.getAs<CFGInitializer>()) {
    lowerInitializer(Init->getInitializer());
  } else if (std::optional<CFGImplicitDtor> End =
                 Element.getAs<CFGImplicitDtor>()) {
    lowerDestruction(*End);
  } else if (std::optional<CFGLifetimeEnds> End =
                 Element.getAs<CFGLifetimeEnds>()) {
    const VarDecl *Variable = End->getVarDecl();
    if (Variable->getType()->isDependentType() && Scope.find(Variable))
      lowerEnd(Variable->getType(), Paths.root(Variable),
               Context.Spans.span(End->getTriggerStmt()->getEndLoc(),
                                  End->getTriggerStmt()->getEndLoc()));
  } else if (std::optional<CFGCleanupFunction> Cleanup =
                 Element.getAs<CFGCleanupFunction>()) {
    const VarDecl *Variable = Cleanup->getVarDecl();
    SourceSpan At =
        Context.Spans.span(Variable->getLocation(), Variable->getLocation());
    const LockFunctionModel *Lock =
        Context.Types.of(Cleanup->getFunctionDecl()).Lock;
    if (Lock && Lock->Does == LockFunctionModel::Action::Unlock)
      return emitUnlock(Paths.variable(Variable).Path,
                        Lock->IsShared ? LockShared : 0u, "end of scope", At);
    emitCallOf(Value::named(ValueKind::Function,
                            Context.usr(Cleanup->getFunctionDecl())),
               {Value::path(Paths.variable(Variable).Path)}, At);
  }
}

/// `++depth_` sets a field to something that nobody knows.
void BodyLowering::lowerStep(const UnaryOperator *Step) {
  const Expr *Stepped = Step->getSubExpr();
  useElement(Stepped, /*IsWrite=*/true,
             UnaryOperator::getOpcodeStr(Step->getOpcode()));
  const auto *Member = dyn_cast<MemberExpr>(Stepped->IgnoreParens());
  // Of interest to loops alone, which it may be about.
  if (LoopHeaders.empty() || !Member ||
      !isa<FieldDecl>(Member->getMemberDecl()) ||
      !Stepped->getType()->isIntegerType())
    return;
  Place Counter = Paths.place(Stepped);
  if (Counter.isKnown() && !Counter.isInContainer())
    emitAssign(std::move(Counter.Path), Value(), Context.Spans.span(Step));
}

void BodyLowering::lowerStatement(const Stmt *Code) {
  if (const auto *Call = dyn_cast<CallExpr>(Code))
    lowerCall(Call);
  else if (const auto *Construct = dyn_cast<CXXConstructExpr>(Code))
    lowerConstruct(Construct);
  else if (const auto *Inherited = dyn_cast<CXXInheritedCtorInitExpr>(Code))
    lowerInheritedConstructor(Inherited);
  else if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(Code))
    lowerDependentSubscript(Subscript);
  else if (const auto *Failed = dyn_cast<RecoveryExpr>(Code))
    lowerFailedCall(Failed);
  else if (const auto *Cast = dyn_cast<ImplicitCastExpr>(Code))
    lowerLoad(Cast);
  else if (const auto *Operator = dyn_cast<BinaryOperator>(Code)) {
    if (Operator->isAssignmentOp())
      lowerAssignment(Operator);
  } else if (const auto *Operator = dyn_cast<UnaryOperator>(Code)) {
    if (Operator->isIncrementDecrementOp())
      lowerStep(Operator);
  } else if (const auto *Declaration = dyn_cast<DeclStmt>(Code)) {
    for (const Decl *Declared : Declaration->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(Declared)) {
        if (isa<DecompositionDecl>(Variable))
          noteMembers(Context, Variable->getType());
        lowerDeclaration(Variable);
      }
  } else if (const auto *Return = dyn_cast<ReturnStmt>(Code)) {
    if (Return->getRetValue())
      lowerReturn(Return->getRetValue(), Context.Spans.span(Return));
  } else if (const auto *Return = dyn_cast<CoreturnStmt>(Code)) {
    if (Return->getOperand())
      lowerReturn(Return->getOperand(), Context.Spans.span(Return));
  } else if (const auto *New = dyn_cast<CXXNewExpr>(Code))
    lowerNew(New);
  else if (const auto *Delete = dyn_cast<CXXDeleteExpr>(Code))
    lowerDelete(Delete);
  else if (const auto *Lambda = dyn_cast<LambdaExpr>(Code))
    lowerLambda(Lambda);
  else if (const auto *List = dyn_cast<InitListExpr>(Code))
    lowerInitList(List);
  else if (const auto *List = dyn_cast<CXXParenListInitExpr>(Code))
    noteMembers(Context, List->getType());
  else if (const auto *Directive = dyn_cast<OMPExecutableDirective>(Code))
    leaveDirective(Directive);

  const auto *E = dyn_cast<Expr>(Code);
  auto Arm = E ? Scan.Arms.find(E) : Scan.Arms.end();
  if (Arm != Scan.Arms.end()) {
    Value Chosen = Paths.value(E);
    const Place Found = Paths.place(E);
    bool Copies = isPointerCopy(E) || (Found.LeftContainer && !Found.IsOwned);
    if (Chosen.Kind != ValueKind::None)
      emitAssign(Arm->second, std::move(Chosen), Context.Spans.span(E),
                 Copies          ? uint64_t(AssignCopiesPointer)
                 : Found.IsOwned ? LeadsToOwned
                                 : 0u,
                 E);
  }
}

//===-- Instructions
//-------------------------------------------------------------------------------------------===//

SourceSpan BodyLowering::spanOf(const Expr *E) {
  SourceLocation Begin = E->getBeginLoc();
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E))
    if (const auto *Member =
            dyn_cast<MemberExpr>(Call->getCallee()->IgnoreParens()))
      if (Member->getMemberLoc().isValid() &&
          !isa<CXXConversionDecl>(Member->getMemberDecl()))
        Begin = Member->getMemberLoc();
  return Context.Spans.span(Begin, E->getEndLoc());
}

Instruction BodyLowering::make(InstrKind Kind, SourceSpan At, StringRef Name) {
  Instruction New;
  New.Kind = Kind;
  New.At = At;
  New.Name = Context.intern(Name);
  return New;
}

void BodyLowering::emitAssign(AccessPath Target, Value Assigned, SourceSpan At,
                              uint64_t Flags, const Expr *Source) {
  if (!Target.isKnown() ||
      (Assigned.Kind == ValueKind::Path && Assigned.Path == Target))
    return;
  Instruction Assign = make(InstrKind::Assign, At);
  Assign.Target = std::move(Target);
  // A handle moves, but a future is another name for a part of its promise.
  if (Assigned.Kind == ValueKind::Path && !Assigned.Path.Selectors.empty() &&
      Context.Names.text(Assigned.Path.Selectors.back().Name) == FutureSelector)
    Flags |= AssignCopiesPointer;
  Assign.Flags = Flags;
  Assign.Args.push_back(std::move(Assigned));
  if (Source)
    setThrough(Assign, Source);
  emit(std::move(Assign));
}

AccessPath BodyLowering::hiddenLocal(StringRef Name, QualType Type,
                                     SourceSpan At) {
  VariableFacts Facts;
  Facts.Name = Context.intern(Name);
  Facts.At = At;
  describeType(Context, Type, Facts);
  return Scope.addHidden(std::move(Facts));
}

AccessPath BodyLowering::ownResult(uint32_t Number, RootKind Kind) {
  AccessPath Path;
  Path.Root.Kind = Kind;
  Path.Root.Index = Number;
  return Path;
}

AccessPath BodyLowering::destination(const Expr *E) {
  auto Found = Scan.Destinations.find(E);
  if (Found == Scan.Destinations.end())
    return {};
  const Destination &To = Found->second;
  Place Built;
  switch (To.Is) {
  case Destination::Kind::Variable: {
    const auto *Variable = dyn_cast<VarDecl>(To.Entity);
    Built.Path = Variable && Variable->hasGlobalStorage()
                     ? Paths.variable(Variable).Path
                     : Paths.root(To.Entity);
    break;
  }
  case Destination::Kind::Member:
    Built.Path = Paths.thisObject();
    Built = Paths.field(std::move(Built), cast<FieldDecl>(To.Entity));
    break;
  case Destination::Kind::This:
    Built.Path = Paths.thisObject();
    break;
  case Destination::Kind::Return:
    Built.Path.Root.Kind = RootKind::Return;
    break;
  case Destination::Kind::New:
    return {}; // Named by the instruction that is about to be made.
  }
  for (const FieldDecl *Inner : To.Inner)
    Built = Inner ? Paths.field(std::move(Built), Inner)
                  : PathBuilder::elementOf(std::move(Built), NameId::None,
                                           /*IsContainer=*/false);
  return Built.Path;
}
