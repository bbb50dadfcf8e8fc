// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The pass over the AST of one body.
#include "Extract/BodyScan.h"
#include "clang/AST/DeclTemplate.h"

using namespace mapwarden;
using namespace clang;

namespace {

class Scanner {
public:
  Scanner(BodyScan &Scan, LoweringContext &Context, FunctionScope &Scope)
      : Scan(Scan), Context(Context), Scope(Scope) {}

  void visit(const Stmt *Code, bool InLambda);
  /// Visits \p Child, a part of \p Parent and of no lambda.
  void visitChild(const Stmt *Parent, const Stmt *Child);
  void noteDestination(const Expr *Value, Destination To);

private:
  BodyScan &Scan;
  LoweringContext &Context;
  FunctionScope &Scope;
  /// The innermost statement all of whose parts run when it is entered, but for
  /// jumps: a block, or the branch or body of a control statement.
  const Stmt *Block = nullptr;

  void declare(const VarDecl *Variable);
  void noteRange(const CXXForRangeStmt *Loop);
  void noteReached(const Expr *Pointer);
  void noteCopy(const ValueDecl *To, const Expr *Value);
  void noteAddition(const CallExpr *Call);
  void noteAssignment(const Expr *Target, const Expr *Value);
  void noteModified(const Expr *Target);
  void noteSharedFlags(const LambdaExpr *Lambda);
  void noteMoved(const Expr *Value);
  void noteArguments(const FunctionDecl *Callee,
                     llvm::ArrayRef<const Expr *> Arguments);
  void noteReadOnly(const Expr *Value);
  void noteReturned(const Expr *Value);
  void noteAtomic(const Expr *Object);
  void noteBlock(const ForStmt *Loop);
  void noteConditional(const ConditionalOperator *Choice);
};

} // namespace

void Scanner::noteDestination(const Expr *Value, Destination To) {
  const Expr *Source = stripTemporary(Value);
  if (!Source)
    return;
  if (const auto *Choice = dyn_cast<ConditionalOperator>(Source)) {
    noteDestination(Choice->getTrueExpr(), To);
    noteDestination(Choice->getFalseExpr(), To);
    return;
  }
  if (!Scan.Destinations.try_emplace(Source, To).second)
    return;
  // What a list holds is built in place, too.
  const auto *List = dyn_cast<InitListExpr>(Source);
  if (!List || To.Is == Destination::Kind::New ||
      To.Inner.size() >= MaxSelectors)
    return;
  const CXXRecordDecl *Record = List->getType()->getAsCXXRecordDecl();
  if (!Record && !List->getType()->isArrayType())
    return;
  unsigned Index =
      Record && Record->hasDefinition() ? Record->getNumBases() : 0;
  auto noteInner = [&](const Expr *Inner, const FieldDecl *Field) {
    if (!isa<InitListExpr, CXXConstructExpr>(stripTemporary(Inner)))
      return;
    Destination Part = To;
    Part.Inner.push_back(Field);
    noteDestination(Inner, Part);
  };
  if (!Record) {
    for (const Expr *Inner : List->inits())
      noteInner(Inner, nullptr);
  } else if (Record->hasDefinition() && !Record->isUnion() &&
             !(List->getNumInits() == 1 &&
               declaresSameEntity(
                   List->getInit(0)->getType()->getAsCXXRecordDecl(),
                   Record))) {
    for (const FieldDecl *Field : Record->fields()) {
      if (Field->isUnnamedBitField())
        continue;
      if (Index >= List->getNumInits())
        break;
      noteInner(List->getInit(Index++), Field);
    }
  }
}

/// May the value of a variable of this type matter to a path or a condition?
static bool isTrackedVariable(LoweringContext &Context, QualType Declared) {
  QualType Type = Declared.getNonReferenceType();
  if (Type->isBooleanType() || Type->isDependentType())
    return true;
  // A reference or pointer to a number may lead into a container.
  if (Declared->isReferenceType() || Type->isAnyPointerType())
    return true;
  while (Type->isArrayType())
    Type = QualType(Type->getArrayElementTypeNoTypeQual(), 0);
  return Type->isRecordType() || TypeModels::isTrackedPointer(Type) ||
         Type->isMemberFunctionPointerType() ||
         Context.Types.of(Type).isModelled(); // pthread_t is an integer.
}

void Scanner::declare(const VarDecl *Variable) {
  if (!Variable->hasLocalStorage()) {
    Scan.HasStaticLocals |= Variable->isStaticLocal();
    if (const Expr *Init = Variable->getInit())
      noteDestination(Init, {Destination::Kind::Variable, Variable});
    return;
  }
  const Expr *Init = Variable->getInit();
  if (Init)
    noteCopy(Variable, Init);
  // `int n = m.count(k); if (n)`
  bool IsCondition = Init && Variable->getType()->isIntegerType() &&
                     isa<CallExpr>(stripAll(Init)) &&
                     !isa<CXXOperatorCallExpr>(stripAll(Init));
  if (!isTrackedVariable(Context, Variable->getType()) && !IsCondition)
    return;
  Scope.addLocal(Variable);
  if (const auto *Decomposed = dyn_cast<DecompositionDecl>(Variable))
    for (const BindingDecl *Binding : Decomposed->bindings()) {
      Scope.addLocal(Binding);
      if (Init)
        Scope.Variables[Binding].Values.push_back(Init);
    }
  if (!Init || Init->getType().isNull())
    return;
  Scope.Variables[Variable].Values.push_back(Init);
  bool IsReference = Variable->getType()->isReferenceType();
  if (const auto *Address = dyn_cast<UnaryOperator>(Init->IgnoreParenCasts());
      Address && Address->getOpcode() == UO_AddrOf)
    Scan.Bound.insert(Address->getSubExpr()->IgnoreParenImpCasts());
  if (IsReference) {
    Scan.Bound.insert(Init->IgnoreParenImpCasts());
    // Only a temporary whose life is extended makes the reference an object.
    const Expr *Bound = Init->IgnoreParens();
    if (const auto *Full = dyn_cast<FullExpr>(Bound))
      Bound = Full->getSubExpr();
    if (!isa<MaterializeTemporaryExpr>(Bound->IgnoreParenImpCasts()))
      return;
    if (!isa<CXXConstructExpr, InitListExpr>(stripTemporary(Bound)))
      return; // The result of a call is named by the call.
  }
  noteDestination(Init, {Destination::Kind::Variable, Variable});
}

/// `return M[K];` of a function that returns a reference, `return &M[K];`:
/// another name of the element, which nothing reads or writes here.
void Scanner::noteReturned(const Expr *Value) {
  if (!Value)
    return;
  const auto *Address = dyn_cast<UnaryOperator>(Value->IgnoreParenCasts());
  if (Address && Address->getOpcode() == UO_AddrOf)
    Scan.Bound.insert(Address->getSubExpr()->IgnoreParenImpCasts());
  else if (Value->isGLValue())
    Scan.Bound.insert(Value->IgnoreParenImpCasts());
}

void Scanner::noteRange(const CXXForRangeStmt *Loop) {
  auto callOf = [](const DeclStmt *Declaration) -> const Expr * {
    if (!Declaration || !Declaration->isSingleDecl())
      return nullptr;
    const auto *Variable = dyn_cast<VarDecl>(Declaration->getSingleDecl());
    return Variable && Variable->getInit() ? stripAll(Variable->getInit())
                                           : nullptr;
  };
  if (const Expr *Begin = callOf(Loop->getBeginStmt()))
    Scan.RangeBegins[Begin] = Loop;
  if (const Expr *End = callOf(Loop->getEndStmt()))
    Scan.RangeEnds[End] = Loop;
  if (Loop->getLoopVarStmt())
    if (const VarDecl *Variable = Loop->getLoopVariable())
      Scan.RangeVariables.insert(Variable);
}

/// `p->`, `*p`, `if (p)`: names a pointer for what it points to.
void Scanner::noteReached(const Expr *Pointer) {
  if (const auto *Name = dyn_cast_or_null<DeclRefExpr>(stripAll(Pointer)))
    --Scan.OwnersNamed[Name->getDecl()];
}

const ValueDecl *mapwarden::declarationOf(const Expr *E) {
  const Expr *Stripped = E ? stripAll(E) : nullptr;
  if (const auto *Name = dyn_cast_or_null<DeclRefExpr>(Stripped))
    return Name->getDecl();
  if (const auto *Member = dyn_cast_or_null<MemberExpr>(Stripped))
    return Member->getMemberDecl();
  return nullptr;
}

void Scanner::noteAssignment(const Expr *Target, const Expr *Value) {
  const auto *Name = dyn_cast<DeclRefExpr>(Target->IgnoreParenImpCasts());
  if (Name) {
    Scan.Changed.insert(Name->getDecl());
    noteCopy(Name->getDecl(), Value);
  }
  if (FunctionScope::Variable *Variable =
          Name ? Scope.find(Name->getDecl()) : nullptr)
    Variable->Values.push_back(Value);
}

/// `all.push_back(&element)`, where `all` is a local sequence of pointers or
/// iterators.
void Scanner::noteAddition(const CallExpr *Call) {
  const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
  const auto *Name =
      Member ? dyn_cast<DeclRefExpr>(
                   Member->getImplicitObjectArgument()->IgnoreParenImpCasts())
             : nullptr;
  FunctionScope::Variable *Variable =
      Name && Member->getNumArgs() > 0 ? Scope.find(Name->getDecl()) : nullptr;
  if (!Variable)
    return;
  QualType Type = Name->getType().getNonReferenceType();
  QualType Element = TypeModels::firstArgument(Type);
  const SequenceModel *Model = Context.Types.of(Type).Sequence;
  if (Model && !Element.isNull() && Context.Types.isView(Element) &&
      Member->getMethodDecl() && Member->getMethodDecl()->getIdentifier() &&
      llvm::is_contained(Model->Add, Member->getMethodDecl()->getName()))
    Variable->Added.push_back(Member->getArg(Member->getNumArgs() - 1));
}

/// `seen = version_`, numbers both.
void Scanner::noteCopy(const ValueDecl *To, const Expr *Value) {
  const auto *Member = dyn_cast_or_null<MemberExpr>(stripAll(Value));
  if (Member && To->getType()->isIntegerType())
    Scan.CopiedFrom[To].push_back(Member->getMemberDecl());
}

void Scanner::noteModified(const Expr *Target) {
  const auto *Name = dyn_cast<DeclRefExpr>(Target->IgnoreParenImpCasts());
  if (Name)
    Scan.Changed.insert(Name->getDecl());
  if (FunctionScope::Variable *Variable =
          Name ? Scope.find(Name->getDecl()) : nullptr)
    Variable->IsModified = true;
}

/// \p Value is given away: its end will have nothing left to end.
void Scanner::noteMoved(const Expr *Value) {
  const Expr *Source = stripAll(Value);
  for (const auto *Call = dyn_cast_or_null<CallExpr>(Source);
       Call && Call->getNumArgs() == 1 && Call->getDirectCallee() &&
       Context.Types.of(Call->getDirectCallee()).Identity;
       Call = dyn_cast_or_null<CallExpr>(Source))
    Source = stripAll(Call->getArg(0)); // std::move
  if (const auto *Name = dyn_cast_or_null<DeclRefExpr>(Source)) {
    if (FunctionScope::Variable *Variable = Scope.find(Name->getDecl()))
      Variable->IsMovedFrom = true;
  } else if (Source) {
    Scan.Moved.insert(Source);
  }
}

void Scanner::noteArguments(const FunctionDecl *Callee,
                            llvm::ArrayRef<const Expr *> Arguments) {
  if (!Callee)
    return;
  for (unsigned I = 0; I < Arguments.size() && I < Callee->getNumParams();
       ++I) {
    QualType Type = Callee->getParamDecl(I)->getType();
    if (!Type->isReferenceType())
      continue;
    if (Type->isRValueReferenceType())
      noteMoved(Arguments[I]);
    if (Type.getNonReferenceType().isConstQualified())
      noteReadOnly(Arguments[I]);
    else if (Type->isLValueReferenceType() &&
             !Arguments[I]->getType()->isRecordType() &&
             !isForwarded(Callee, I))
      noteModified(Arguments[I]); // A pointer that the callee may replace.
  }
}

/// What \p Value is a member of: `m[k]` for `m[k].x`.
static const Expr *wholeOf(const Expr *Value) {
  while (true) {
    Value = Value->IgnoreParenImpCasts();
    if (const auto *Member = dyn_cast<MemberExpr>(Value);
        Member && !Member->isArrow())
      Value = Member->getBase();
    else if (const auto *Full = dyn_cast<FullExpr>(Value))
      Value = Full->getSubExpr();
    else if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(Value))
      Value = Temporary->getSubExpr();
    else
      return Value;
  }
}

/// Marks the calls from which \p Value is a part: `m[k].x` is read, so `m[k]`
/// is.
void Scanner::noteReadOnly(const Expr *Value) {
  Value = wholeOf(Value);
  if (isa<CallExpr>(Value))
    Scan.ReadOnly.insert(Value);
}

/// Does \p Method add to what its object holds, by its name?
static bool addsElement(LoweringContext &Context, const CXXMethodDecl &Method) {
  return !Method.isConst() &&
         Context.Types.isNamedIn(&Method, &SequenceModel::Add);
}

/// Marks the call from which the atomic \p Object is a part: `hits[k]++` does
/// no more to `hits` than a reference to the element does.
void Scanner::noteAtomic(const Expr *Object) {
  if (Context.Types.of(Object->IgnoreParenImpCasts()->getType()).Atomic)
    Scan.Bound.insert(wholeOf(Object));
}

/// `for (int i = range.begin(); ...)` over a parameter whose begin is a number:
/// a block of the indices that a parallel loop shares out.
void Scanner::noteBlock(const ForStmt *Loop) {
  const auto *Init = dyn_cast_or_null<DeclStmt>(Loop->getInit());
  const auto *Counter = Init && Init->isSingleDecl()
                            ? dyn_cast<VarDecl>(Init->getSingleDecl())
                            : nullptr;
  const auto *First =
      Counter && Counter->getType()->isIntegerType() && Counter->getInit()
          ? dyn_cast<CXXMemberCallExpr>(Counter->getInit()->IgnoreImpCasts())
          : nullptr;
  const CXXMethodDecl *Begin = First ? First->getMethodDecl() : nullptr;
  if (!Begin || !Context.Types.isNamedIn(Begin, &SequenceModel::Element))
    return;
  const auto *Range = dyn_cast<DeclRefExpr>(
      First->getImplicitObjectArgument()->IgnoreParenImpCasts());
  if (Range && isa<ParmVarDecl>(Range->getDecl()))
    Context.RunNumbers.insert(Counter);
}

void Scanner::noteConditional(const ConditionalOperator *Choice) {
  QualType Type = Choice->getType();
  const bool IsSmart = Context.Types.of(Type).Pointer != nullptr;
  bool Designates = TypeModels::isTrackedPointer(Type) || IsSmart ||
                    (Choice->isGLValue() && Type->isRecordType());
  if (!Designates)
    return;
  VariableFacts Facts;
  Facts.Name = Context.intern("<choice>");
  Facts.At = Context.Spans.span(Choice);
  Facts.Flags = VariableIsReference;
  if (const CXXRecordDecl *Class = Context.Types.designatedClass(Type))
    Facts.TypeClass = Context.usr(Class);
  AccessPath Result = Scope.addHidden(std::move(Facts));
  Scan.Conditionals[Choice] = Result;
  for (const Expr *Arm : {Choice->getTrueExpr(), Choice->getFalseExpr()})
    Scan.Arms[IsSmart ? stripTemporary(Arm) : Arm->IgnoreParens()] = Result;
}

/// Flags of this function that \p Lambda refers to.
void Scanner::noteSharedFlags(const LambdaExpr *Lambda) {
  for (const LambdaCapture &Capture : Lambda->captures()) {
    if (!Capture.capturesVariable() || Capture.getCaptureKind() != LCK_ByRef ||
        !Capture.getCapturedVar()->getType()->isBooleanType())
      continue;
    if (FunctionScope::Variable *Flag = Scope.find(Capture.getCapturedVar()))
      Flag->IsShared = true;
  }
}

void Scanner::visit(const Stmt *Code, bool InLambda) {
  // Assignments count wherever they stand; everything else belongs to the
  // function that holds it.
  if (const auto *Lambda = dyn_cast<LambdaExpr>(Code)) {
    if (!InLambda)
      Scan.Lambdas.push_back(Lambda);
    noteSharedFlags(Lambda);
    if (const Stmt *Body = Lambda->getBody())
      visit(Body, true);
  } else if (const auto *Closure = dyn_cast<BlockExpr>(Code)) {
    if (!InLambda)
      Scan.Blocks.push_back(Closure);
    if (const Stmt *Body = Closure->getBody())
      visit(Body, true);
  } else if (const auto *Operator = dyn_cast<BinaryOperator>(Code)) {
    if (Operator->getOpcode() == BO_Assign)
      noteAssignment(Operator->getLHS(), Operator->getRHS());
    else if (Operator->isCompoundAssignmentOp()) {
      noteModified(Operator->getLHS());
      Scan.Updated.insert(wholeOf(Operator->getLHS()));
    }
  } else if (const auto *Operator = dyn_cast<UnaryOperator>(Code)) {
    bool TakesAddress = Operator->getOpcode() == UO_AddrOf &&
                        !Operator->getSubExpr()->getType()->isRecordType();
    if (Operator->isIncrementDecrementOp() || TakesAddress)
      noteModified(Operator->getSubExpr());
    if (Operator->isIncrementDecrementOp())
      Scan.Updated.insert(wholeOf(Operator->getSubExpr()));
  } else if (const auto *Call = dyn_cast<CallExpr>(Code)) {
    Scan.Flags.noteCall(Context, Call);
    noteAddition(Call);
    llvm::SmallVector<const Expr *, 8> Arguments(Call->arguments());
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Code)) {
      Scan.Followed.noteOperator(Operator);
      if (Operator->getOperator() == OO_Equal && Arguments.size() == 2)
        noteAssignment(Arguments[0], Arguments[1]);
      else if (Operator->isAssignmentOp() ||
               Operator->getOperator() == OO_PlusPlus ||
               Operator->getOperator() == OO_MinusMinus) {
        noteModified(Arguments[0]);
        Scan.Updated.insert(wholeOf(Arguments[0]));
      }
      if (Operator->getOperator() == OO_Arrow ||
          (Operator->getOperator() == OO_Star && Arguments.size() == 1))
        noteReached(Arguments[0]);
      const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
      if (Method && Method->isInstance() && !Arguments.empty()) {
        if (Method->isConst())
          noteReadOnly(Arguments[0]);
        noteAtomic(Arguments[0]);
        Arguments.erase(Arguments.begin());
      }
    } else if (const auto *MemberCall = dyn_cast<CXXMemberCallExpr>(Code)) {
      const CXXMethodDecl *Method = MemberCall->getMethodDecl();
      Scan.Removed.note(Context, MemberCall, InLambda ? nullptr : Block);
      if (Method && Method->getIdentifier() && Method->getName() == "release")
        noteMoved(MemberCall->getImplicitObjectArgument()); // Ownership ends.
      noteAtomic(MemberCall->getImplicitObjectArgument());
      if (Method && addsElement(Context, *Method))
        Scan.Updated.insert(wholeOf(MemberCall->getImplicitObjectArgument()));
      if (Method && Method->isConst() &&
          !Method->getReturnType()->isRecordType())
        noteReached(MemberCall->getImplicitObjectArgument());
      if (Method && Method->isConst())
        noteReadOnly(MemberCall->getImplicitObjectArgument());
      else if (Method &&
               Context.Types.of(MemberCall->getObjectType()).isHandleLike())
        noteModified(
            MemberCall->getImplicitObjectArgument()); // reset(), swap(): the
                                                      // variable changes.
    }
    noteArguments(Callee, Arguments);
  } else if (const auto *Name = dyn_cast<DeclRefExpr>(Code)) {
    Scan.Followed.noteUse(Name);
    // What a lambda does with its copy is not followed.
    Scan.OwnersNamed[Name->getDecl()] +=
        Name->refersToEnclosingVariableOrCapture() ? 2 : 1;
  } else if (const auto *Construct = dyn_cast<CXXConstructExpr>(Code)) {
    llvm::SmallVector<const Expr *, 8> Arguments(Construct->arguments());
    noteArguments(Construct->getConstructor(), Arguments);
  } else if (const auto *Cast = dyn_cast<ImplicitCastExpr>(Code)) {
    if (Cast->getCastKind() == CK_LValueToRValue ||
        (Cast->getCastKind() == CK_NoOp && Cast->getType().isConstQualified()))
      noteReadOnly(Cast->getSubExpr());
  }
  if (InLambda) {
    forEachChild(Code, [&](const Stmt *Child) { visit(Child, true); });
    return;
  }
  if (const auto *Return = dyn_cast<ReturnStmt>(Code))
    noteReturned(Return->getRetValue());

  if (const auto *Declaration = dyn_cast<DeclStmt>(Code)) {
    for (const Decl *Declared : Declaration->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(Declared)) {
        Scan.Declared.insert(Variable);
        Scan.Followed.noteDeclaration(Variable);
        declare(Variable);
      }
  } else if (const auto *If = dyn_cast<IfStmt>(Code)) {
    Scan.Flags.noteCondition(Context, If->getCond(), false);
  } else if (const auto *While = dyn_cast<WhileStmt>(Code)) {
    Scan.Flags.noteCondition(Context, While->getCond(), true);
  } else if (const auto *Do = dyn_cast<DoStmt>(Code)) {
    Scan.Flags.noteCondition(Context, Do->getCond(), true);
  } else if (const auto *For = dyn_cast<ForStmt>(Code)) {
    Scan.Flags.noteCondition(Context, For->getCond(), true);
    noteBlock(For);
  } else if (const auto *Loop = dyn_cast<CXXForRangeStmt>(Code)) {
    noteRange(Loop);
  } else if (const auto *Handler = dyn_cast<CXXCatchStmt>(Code)) {
    if (const VarDecl *Caught = Handler->getExceptionDecl())
      declare(Caught);
  } else if (const auto *Return = dyn_cast<ReturnStmt>(Code)) {
    const Expr *Result = Return->getRetValue();
    if (Result && Result->getType()->isRecordType() && !Result->isGLValue())
      noteDestination(Result, {Destination::Kind::Return, nullptr});
    // A local that is returned is moved out, by the rules of the language.
    if (const auto *Made = dyn_cast_or_null<CXXConstructExpr>(
            Result ? stripTemporary(Result) : nullptr);
        Made && Made->getNumArgs() > 0)
      noteMoved(Made->getArg(0));
    else if (Result && Result->getType()->isRecordType())
      noteMoved(Result);
  } else if (const auto *New = dyn_cast<CXXNewExpr>(Code)) {
    if (const CXXConstructExpr *Construct = New->getConstructExpr())
      noteDestination(Construct, {Destination::Kind::New, nullptr});
    else if (isa_and_nonnull<InitListExpr>(New->getInitializer()))
      Scan.Destinations[New->getInitializer()] = {Destination::Kind::New,
                                                  nullptr};
  } else if (const auto *Choice = dyn_cast<ConditionalOperator>(Code)) {
    noteConditional(Choice);
  } else if (isa<CXXTryStmt, OMPExecutableDirective>(Code)) {
    Scan.Regions.push_back(Code);
    if (const auto *Loop = dyn_cast<OMPLoopDirective>(Code))
      for (const Expr *Counter : Loop->counters())
        if (const auto *Name = dyn_cast_or_null<DeclRefExpr>(Counter))
          Context.RunNumbers.insert(Name->getDecl());
    // What stands in an outlined region belongs to a function of its own.
    if (const auto *Directive = dyn_cast<OMPExecutableDirective>(Code);
        Directive && isOutlined(Directive)) {
      forEachChild(Code, [&](const Stmt *Child) { visit(Child, true); });
      return;
    }
  }
  forEachChild(Code, [&](const Stmt *Child) { visitChild(Code, Child); });
}

/// Is \p Child a statement of its own in \p Parent?
static bool isStatementOf(const Stmt *Parent, const Stmt *Child) {
  if (const auto *If = dyn_cast<IfStmt>(Parent))
    return Child != If->getCond();
  if (const auto *For = dyn_cast<ForStmt>(Parent))
    return Child != For->getCond();
  if (const auto *While = dyn_cast<WhileStmt>(Parent))
    return Child != While->getCond();
  if (const auto *Do = dyn_cast<DoStmt>(Parent))
    return Child != Do->getCond();
  return isa<CompoundStmt, CXXForRangeStmt, SwitchCase, LabelStmt>(Parent);
}

void Scanner::visitChild(const Stmt *Parent, const Stmt *Child) {
  if (const auto *Value = dyn_cast<Expr>(Child);
      Value && isStatementOf(Parent, Child))
    Scan.Ignored.insert(stripAll(Value));
  const Stmt *Outer = Block;
  const auto *If = dyn_cast<IfStmt>(Parent);
  if (isa<CompoundStmt>(Child) || (If && Child != If->getCond()) ||
      isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt, SwitchStmt, SwitchCase,
          CXXTryStmt, ConditionalOperator>(Parent))
    Block = Child;
  else if (const auto *Operator = dyn_cast<BinaryOperator>(Parent);
           Operator && Operator->isLogicalOp())
    Block = Child;
  visit(Child, false);
  Block = Outer;
}

void BodyScan::run(LoweringContext &Context, FunctionScope &Scope,
                   const FunctionDecl *Function, const Stmt *Body) {
  Scanner Scanner(*this, Context, Scope);
  if (const auto *Constructor = dyn_cast_or_null<CXXConstructorDecl>(Function))
    for (const CXXCtorInitializer *Init : Constructor->inits()) {
      const Expr *Value = Init->getInit();
      if (!Value)
        continue;
      Scanner.visit(Value, false);
      if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(Value);
          Default && Default->getExpr())
        Value = Default->getExpr();
      if (const FieldDecl *Field = Init->getAnyMember())
        Scanner.noteDestination(Value, {Destination::Kind::Member, Field});
      else
        Scanner.noteDestination(Value, {Destination::Kind::This, nullptr});
    }
  const auto *Block = dyn_cast_or_null<CompoundStmt>(Body);
  IsOneStatement = Block && Block->size() == 1;
  if (Body)
    Scanner.visitChild(Body, Body);
}

void BodyScan::addInitializer(LoweringContext &Context, FunctionScope &Scope,
                              const Expr *Init, Destination To) {
  Scanner Scanner(*this, Context, Scope);
  Scanner.visit(Init, false);
  Scanner.noteDestination(Init, To);
}
