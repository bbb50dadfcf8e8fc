// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Finds the project's functions and lowers them.
#include "Extract/TuLowering.h"
#include "Extract/CopiedClasses.h"
#include "Extract/DeclFacts.h"
#include "Extract/PointerVariables.h"
#include "clang/AST/DeclFriend.h"
#include "clang/AST/DeclTemplate.h"

using namespace mapwarden;
using namespace clang;

void TuLowering::run() {
  for (const Decl *Declared : Context.Ast.getTranslationUnitDecl()->decls())
    visit(Declared);
  lowerGlobals();

  // Describing a class may name more of them.
  llvm::DenseSet<NameId> Described;
  for (size_t I = 0; I < Context.Classes.size(); ++I) {
    const CXXRecordDecl *Record = Context.Classes[I]->getDefinition();
    if (Record && !Record->isLambda() && !Context.Types.isSystem(Record) &&
        Described.insert(Context.usr(Record)).second)
      Facts.Classes.push_back(describeClass(Context, Record));
  }
  llvm::DenseSet<NameId> Declared;
  for (size_t I = 0; I < Context.Globals.size(); ++I)
    if (const VarDecl *Global = Context.Globals[I];
        Declared.insert(Context.usr(Global)).second) {
      Facts.Globals.push_back(describeVariable(Context, Global));
      if (isPointerVariable(Context, Global))
        Facts.Globals.push_back(
            describePointer(Context, Global, Facts.Globals.back()));
    }

  Facts.CopiedClasses = listCopiedClasses(Context);

  auto byUsr = [&](const auto &Left, const auto &Right) {
    return Context.Names.text(Left.Usr) < Context.Names.text(Right.Usr);
  };
  llvm::sort(Facts.Functions, byUsr);
  llvm::sort(Facts.Classes, byUsr);
  llvm::sort(Facts.Globals, byUsr);
}

void TuLowering::add(FunctionFacts Function) {
  if (Function.Blocks.empty() && !Function.has(FunctionIsVirtual))
    Function.Params.clear();
  Facts.Functions.push_back(std::move(Function));
}

//===-- Declarations
//-------------------------------------------------------------------------------------------===//

void TuLowering::visit(const Decl *Declared) {
  if (!Declared)
    return;
  // A class with a base that is missing, or a function with a parameter of a
  // missing type, is marked invalid; what it does with a map can be read.
  if (Declared->isInvalidDecl() && !isa<CXXRecordDecl, FunctionDecl>(Declared))
    return;
  // A linkage specification has no location of its own name; its members are
  // checked one by one.
  if (const auto *Linkage = dyn_cast<LinkageSpecDecl>(Declared)) {
    for (const Decl *Member : Linkage->decls())
      visit(Member);
    return;
  }
  if (isSystem(Declared))
    return;
  switch (Declared->getKind()) {
  case Decl::Namespace:
  case Decl::Export:
    for (const Decl *Member : cast<DeclContext>(Declared)->decls())
      visit(Member);
    return;
  case Decl::FunctionTemplate:
    return visitTemplate(cast<FunctionTemplateDecl>(Declared));
  case Decl::ClassTemplate:
    return visitClassTemplate(cast<ClassTemplateDecl>(Declared));
  case Decl::Friend:
    return visit(cast<FriendDecl>(Declared)->getFriendDecl());
  default:
    break;
  }
  if (const auto *Function = dyn_cast<FunctionDecl>(Declared)) {
    if (!Function->isDependentContext())
      visitFunction(Function);
  } else if (const auto *Record = dyn_cast<CXXRecordDecl>(Declared)) {
    if (Record->isThisDeclarationADefinition() &&
        !Record->isDependentContext() && !Record->isLambda())
      visitRecord(Record);
  } else if (const auto *Variable = dyn_cast<VarDecl>(Declared)) {
    bool HasCode = Variable->hasInit() && Variable->isFileVarDecl() &&
                   !Variable->getType()->isDependentType() &&
                   !Variable->getInit()->isInstantiationDependent() &&
                   !Variable->isConstexpr();
    if (HasCode && !Variable->getDeclContext()->isDependentContext())
      Initialized.push_back(Variable);
  }
}

void TuLowering::visitFunction(const FunctionDecl *Function) {
  const auto *Method = dyn_cast<CXXMethodDecl>(Function);
  bool HasBody = Function->doesThisDeclarationHaveABody();
  if (Function->isDeleted() || (Function->isInvalidDecl() && !HasBody))
    return;
  if (HasBody) {
    lowerFunction(Function);
    return;
  }
  // A virtual method without a body still takes part in overriding.
  if (Method && Method->isPureVirtual() &&
      Lowered.insert(Context.usr(Method)).second) {
    FunctionScope Scope(Context.usr(Method), nullptr);
    Scope.Function = Method;
    Scope.OwnsThis = true;
    addParams(Scope, Method);
    add(describeFunction(Context, Method, Scope));
  }
}

void TuLowering::visitTemplate(const FunctionTemplateDecl *Template) {
  bool HasInstance = false;
  for (const FunctionDecl *Instance : Template->specializations()) {
    const FunctionDecl *Definition = nullptr;
    if (!Instance->isDependentContext() && Instance->hasBody(Definition) &&
        Definition) {
      visitFunction(Definition);
      HasInstance = true;
    }
  }
  const FunctionDecl *Pattern = Template->getTemplatedDecl();
  if (!HasInstance && Pattern->doesThisDeclarationHaveABody() &&
      !isa<CXXDeductionGuideDecl>(Pattern))
    lowerFunction(Pattern);
}

void TuLowering::visitClassTemplate(const ClassTemplateDecl *Template) {
  if (!Template->isThisDeclarationADefinition() && Template->getPreviousDecl())
    return;
  bool HasInstance = false;
  for (const ClassTemplateSpecializationDecl *Instance :
       Template->specializations()) {
    // Explicit specialisations are found where they are written.
    if (Instance->isExplicitSpecialization() || Instance->isDependentContext())
      continue;
    if (const auto *Definition =
            cast_or_null<CXXRecordDecl>(Instance->getDefinition())) {
      visitRecord(Definition);
      HasInstance = true;
    }
  }
  const CXXRecordDecl *Pattern = Template->getTemplatedDecl()->getDefinition();
  if (HasInstance || !Pattern)
    return;
  for (const CXXMethodDecl *Method : Pattern->methods()) {
    const FunctionDecl *Definition = nullptr;
    if (!Method->isImplicit() && !Method->isDefaulted() &&
        Method->hasBody(Definition) && Definition)
      lowerFunction(Definition);
  }
}

void TuLowering::visitRecord(const CXXRecordDecl *Record) {
  if (Context.Types.isInteresting(Record))
    Context.Classes.insert(Record);
  for (const Decl *Member : Record->decls()) {
    if (Member->isImplicit() && isa<CXXRecordDecl>(Member))
      continue; // The class's own name.
    if (const auto *Method = dyn_cast<CXXMethodDecl>(Member)) {
      if (!Method->isUserProvided() && !Method->isPureVirtual() &&
          !Context.Types.isInteresting(Record))
        continue;
      // The definition of an instance's member is the member itself; others are
      // found where they are written.
      const FunctionDecl *Definition = nullptr;
      if (Method->isTemplateInstantiation() && Method->hasBody(Definition) &&
          Definition)
        visitFunction(Definition);
      else
        visitFunction(Method);
      continue;
    }
    visit(Member);
  }
  visitImplicitMembers(Record);
}

/// Special members that the compiler would write, but has not because nothing
/// it parsed uses them.
void TuLowering::visitImplicitMembers(const CXXRecordDecl *Record) {
  if (!Context.Types.isInteresting(Record) || Record->isUnion() ||
      Record->isLambda())
    return;
  auto describe = [&](NameId Usr, const std::string &Name, uint64_t Flags) {
    FunctionFacts Function;
    Function.Usr = Usr;
    Function.Name = Context.intern(
        Context.Names.text(Context.Naming.qualifiedName(Record)).str() +
        "::" + Name);
    Function.At =
        Context.Spans.span(Record->getLocation(), Record->getLocation());
    Function.EndLine = Function.At.Line;
    Function.Flags =
        Flags | FunctionIsMethod | FunctionIsImplicit | FunctionIsPublic;
    if (Record->isExternallyVisible())
      Function.Flags |= FunctionIsExternal;
    Function.Class = Context.usr(Record);
    Context.Classes.insert(Record);
    return Function;
  };
  auto lower = [&](FunctionFacts Function, auto Run) {
    if (!Lowered.insert(Function.Usr).second)
      return;
    FunctionScope Scope(Function.Usr, nullptr);
    Scope.OwnsThis = true;
    BodyLowering Lowering(Context, Scope, nullptr, nullptr);
    Run(Lowering, Function);
    lowerNested(Lowering.scan(), Scope, Function);
    if (!Function.Blocks.empty() || Function.has(FunctionIsVirtual))
      add(std::move(Function));
  };

  const CXXDestructorDecl *Destructor = Record->getDestructor();
  bool NeedsDestructor =
      !Record->hasTrivialDestructor() && Record->hasDefinition() &&
      (!Destructor || (!Destructor->isUserProvided() &&
                       !Destructor->isDeleted() && !Destructor->hasBody()));
  if (NeedsDestructor) {
    FunctionFacts Function =
        describe(Context.Naming.destructorUsr(Record),
                 "~" + Record->getNameAsString(), FunctionIsDestructor);
    if (Destructor && Destructor->isVirtual())
      Function.Flags |= FunctionIsVirtual;
    if (Destructor)
      for (const CXXMethodDecl *Overridden : Destructor->overridden_methods())
        Function.Overrides.push_back(Context.usr(Overridden));
    lower(std::move(Function),
          [&](BodyLowering &Lowering, FunctionFacts &Into) {
            Lowering.runImplicitDestructor(Record, Into);
          });
  }

  const CXXConstructorDecl *Default = nullptr;
  for (const CXXConstructorDecl *Constructor : Record->ctors())
    if (Constructor->isDefaultConstructor())
      Default = Constructor;
  bool NeedsConstructor =
      Default ? !Default->isUserProvided() && !Default->isDeleted() &&
                    !Default->hasBody() && !Default->isTrivial()
              : Record->needsImplicitDefaultConstructor() &&
                    !Record->hasTrivialDefaultConstructor();
  if (NeedsConstructor)
    lower(describe(Context.Naming.defaultConstructorUsr(Record),
                   Record->getNameAsString(), FunctionIsConstructor),
          [&](BodyLowering &Lowering, FunctionFacts &Into) {
            Lowering.runImplicitConstructor(Record, Into);
          });
}

//===-- Functions
//----------------------------------------------------------------------------------------------===//

void TuLowering::addParams(FunctionScope &Scope, const FunctionDecl *Function) {
  for (const ParmVarDecl *Param : Function->parameters()) {
    // A container by value is the callee's own.
    const TypeModel &Type = Context.Types.of(Param->getType());
    if (Type.Container && !Param->getType()->isReferenceType())
      Scope.addCopy(Param, describeVariable(Context, Param));
    else
      Scope.addParam(Param, Param->getFunctionScopeIndex());
  }
}

void TuLowering::visitLocalClasses(const Stmt *Body) {
  if (const auto *Declaration = dyn_cast<DeclStmt>(Body))
    for (const Decl *Declared : Declaration->decls())
      if (const auto *Record = dyn_cast<CXXRecordDecl>(Declared))
        visit(Record);
  forEachChild(Body, [&](const Stmt *Child) { visitLocalClasses(Child); });
}

void TuLowering::lowerFunction(const FunctionDecl *Function) {
  NameId Usr = Context.usr(Function);
  if (!Lowered.insert(Usr).second)
    return;
  const Stmt *Body = Function->getBody();
  FunctionScope Scope(Usr, nullptr);
  Scope.Function = Function;
  const auto *Method = dyn_cast<CXXMethodDecl>(Function);
  if (Method && Context.Types.isOfModelledContainer(Method))
    return;
  Scope.OwnsThis = Method && Method->isInstance();
  addParams(Scope, Function);
  FunctionFacts Described = describeFunction(Context, Function, Scope);
  BodyLowering Lowering(Context, Scope, Function, Body);
  Lowering.run(Function, Described);
  lowerNested(Lowering.scan(), Scope, Described);
  add(std::move(Described));
  if (Body)
    visitLocalClasses(Body);
}

void TuLowering::lowerNested(const BodyScan &Scan, FunctionScope &Scope,
                             const FunctionFacts &Around) {
  for (const LambdaExpr *Lambda : Scan.Lambdas)
    lowerLambda(Lambda, Scope, Around);
  for (unsigned I = 0; I < Scan.Blocks.size(); ++I)
    lowerBlock(Scan.Blocks[I], I, Scope, Around);
  unsigned Ordinal = 0;
  for (const Stmt *Region : Scan.Regions) {
    const auto *Directive = dyn_cast<OMPExecutableDirective>(Region);
    if (Directive && isOutlined(Directive))
      lowerRegion(Directive, Ordinal++, Scope, Around);
  }
}

/// The body to lower for \p Lambda: of a generic one the first instance, or
/// else the pattern.
static const CXXMethodDecl *callOperatorOf(const LambdaExpr *Lambda) {
  const FunctionTemplateDecl *Template =
      Lambda->getLambdaClass()->getDependentLambdaCallOperator();
  if (Template)
    for (const FunctionDecl *Instance : Template->specializations())
      if (const auto *Method = dyn_cast<CXXMethodDecl>(Instance);
          Method && Method->getBody() && !Method->isDependentContext())
        return Method;
  return Lambda->getCallOperator();
}

/// Does an object of this type hold others by value, so that a captured copy of
/// it is an object of its own?
static bool isOwnCopy(LoweringContext &Context, QualType Type) {
  const TypeModel &Model = Context.Types.of(Type);
  return Model.Container || Model.Sequence ||
         (Model.IsProject && !Model.isHandleLike());
}

/// \p Path with its frame written out, that of \p Owner.
static AccessPath framed(AccessPath Path, const FunctionScope &Owner) {
  if (Path.Root.Kind != RootKind::Global && Path.Root.Frame == NameId::None)
    Path.Root.Frame = Owner.Usr;
  return Path;
}

/// Notes that a lambda or block keeps the variable \p Captured of a function
/// around it.
static void captureVariable(const ValueDecl *Captured, bool ByReference,
                            FunctionScope &Around, FunctionFacts &Facts) {
  for (FunctionScope *Owner = &Around; Owner; Owner = Owner->Parent) {
    FunctionScope::Variable *Variable = Owner->find(Captured);
    if (!Variable)
      continue;
    CaptureFacts Known;
    Known.ByReference = ByReference;
    // A view is followed by its own name.
    bool IsNamed = Variable->IsView.value_or(false) || !Variable->Denotes;
    Known.Path.Root.Kind = Variable->Is == FunctionScope::Variable::Kind::Param
                               ? RootKind::Param
                               : RootKind::Local;
    Known.Path.Root.Index = Variable->Index;
    if (!IsNamed)
      Known.Path = Variable->Denotes->Path;
    Known.Path = framed(std::move(Known.Path), *Owner);
    Facts.Captures.push_back(std::move(Known));
    return;
  }
}

static void describeCaptures(const LambdaExpr *Lambda, FunctionScope &Around,
                             FunctionFacts &Facts) {
  uint32_t InitCaptures = 0;
  for (const LambdaCapture &Capture : Lambda->captures()) {
    CaptureFacts Known;
    Known.ByReference = Capture.getCaptureKind() == LCK_ByRef ||
                        Capture.getCaptureKind() == LCK_This;
    if (Capture.capturesThis()) {
      Known.Path.Root.Kind = RootKind::This;
      for (FunctionScope *Owner = &Around; Owner; Owner = Owner->Parent)
        if (Owner->OwnsThis) {
          Known.Path = framed(std::move(Known.Path), *Owner);
          break;
        }
      Facts.Captures.push_back(std::move(Known));
      continue;
    }
    if (!Capture.capturesVariable())
      continue;
    const ValueDecl *Captured = Capture.getCapturedVar();
    if (Capture.getCapturedVar()->isInitCapture()) {
      Known.Path.Root.Kind = RootKind::Local;
      Known.Path.Root.Index = InitCaptures++;
      Known.Path.Root.Frame = Facts.Usr;
      Facts.Captures.push_back(std::move(Known));
      continue;
    }
    captureVariable(Captured, Known.ByReference, Around, Facts);
  }
}

void TuLowering::lowerLambda(const LambdaExpr *Lambda, FunctionScope &Around,
                             const FunctionFacts &AroundFacts) {
  const CXXMethodDecl *Operator = callOperatorOf(Lambda);
  if (!Operator || !Lowered.insert(Context.usr(Operator)).second)
    return;
  FunctionScope Scope(Context.usr(Operator), &Around);
  Scope.Function = Operator;
  for (const LambdaCapture &Capture : Lambda->captures())
    if (Capture.capturesVariable() && Capture.getCapturedVar()->isInitCapture())
      Scope.addLocal(
          Capture.getCapturedVar()); // First, in order: lowerLambda() of the
                                     // body around relies on it.
  for (const LambdaCapture &Capture : Lambda->captures()) {
    if (Capture.getCaptureKind() == LCK_StarThis)
      Scope.OwnsThis = true;
    if (!Capture.capturesVariable() || Capture.getCaptureKind() != LCK_ByCopy)
      continue;
    const ValueDecl *Captured = Capture.getCapturedVar();
    if (Capture.getCapturedVar()->isInitCapture())
      continue;
    const bool IsReference = Captured->getType()->isReferenceType();
    if (IsReference)
      Scope.Copied.insert(Captured);
    if (!isOwnCopy(Context, Captured->getType().getNonReferenceType()))
      continue;
    VariableFacts Copy = describeVariable(Context, Captured);
    if (IsReference) {
      Copy.Flags = 0;
      describeType(Context, Captured->getType().getNonReferenceType(), Copy);
    }
    Copy.Flags |= VariableIsCopiedParam;
    Scope.addCopy(Captured, std::move(Copy));
  }
  addParams(Scope, Operator);
  FunctionFacts Described = describeFunction(Context, Operator, Scope);
  Described.Parent = Around.Usr;
  Described.Class = AroundFacts.Class;
  describeCaptures(Lambda, Around, Described);
  BodyLowering Lowering(Context, Scope, Operator, Operator->getBody());
  Lowering.run(Operator, Described);
  lowerNested(Lowering.scan(), Scope, Described);
  add(std::move(Described));
  if (Operator->getBody())
    visitLocalClasses(Operator->getBody());
}

void TuLowering::lowerRegion(const OMPExecutableDirective *Directive,
                             unsigned Ordinal, FunctionScope &Around,
                             const FunctionFacts &AroundFacts) {
  NameId Usr = Context.intern(Context.Names.text(Around.Usr).str() +
                              "@omp:" + std::to_string(Ordinal));
  if (!Directive->hasAssociatedStmt() || !Lowered.insert(Usr).second)
    return;
  FunctionScope Scope(Usr, &Around);
  // Variables that each thread has for itself.
  for (const OMPClause *Clause : Directive->clauses()) {
    if (!Clause || !isOpenMPPrivate(Clause->getClauseKind()))
      continue;
    for (const Stmt *Child : const_cast<OMPClause *>(Clause)->children())
      if (const ValueDecl *Private =
              PathBuilder::namedVariable(dyn_cast_or_null<Expr>(Child)))
        Scope.addCopy(Private, describeVariable(Context, Private));
  }
  FunctionFacts Described;
  Described.Usr = Usr;
  Described.Name = Context.intern("parallel region in " +
                                  Context.Names.text(AroundFacts.Name).str());
  Described.At =
      Context.Spans.span(Directive->getBeginLoc(), Directive->getBeginLoc());
  SourceLocation End = Directive->getRawStmt()->getEndLoc();
  Described.EndLine = Context.Spans.span(End, End).Line;
  Described.Flags = FunctionIsOutlinedRegion;
  Described.Parent = Around.Usr;
  Described.Class = AroundFacts.Class;
  const Stmt *Body = Directive->getRawStmt();
  BodyLowering Lowering(Context, Scope, nullptr, Body);
  const FunctionDecl *Owner = Around.Function;
  for (FunctionScope *Outer = &Around; Outer && !Owner; Outer = Outer->Parent)
    Owner = Outer->Function;
  Lowering.beginRegion(Directive);
  Lowering.run(Owner, Described);
  lowerNested(Lowering.scan(), Scope, Described);
  add(std::move(Described));
}

/// A block keeps copies of the variables that are not `__block`, and `this`.
void TuLowering::lowerBlock(const BlockExpr *Block, unsigned Ordinal,
                            FunctionScope &Around,
                            const FunctionFacts &AroundFacts) {
  const BlockDecl *Declared = Block->getBlockDecl();
  NameId Usr = Context.Naming.blockUsr(Around.Usr, Ordinal);
  if (!Block->getBody() || !Lowered.insert(Usr).second)
    return;
  FunctionScope Scope(Usr, &Around);
  FunctionFacts Described;
  Described.Usr = Usr;
  Described.Name =
      Context.intern("block in " + Context.Names.text(AroundFacts.Name).str());
  Described.At =
      Context.Spans.span(Block->getCaretLocation(), Block->getCaretLocation());
  SourceLocation End = Block->getBody()->getEndLoc();
  Described.EndLine = Context.Spans.span(End, End).Line;
  Described.Flags = FunctionIsLambda;
  Described.Parent = Around.Usr;
  Described.Class = AroundFacts.Class;
  if (Declared->capturesCXXThis())
    for (FunctionScope *Owner = &Around; Owner; Owner = Owner->Parent)
      if (Owner->OwnsThis) {
        CaptureFacts This;
        This.ByReference = true;
        This.Path.Root.Kind = RootKind::This;
        This.Path = framed(std::move(This.Path), *Owner);
        Described.Captures.push_back(std::move(This));
        break;
      }
  for (const BlockDecl::Capture &Capture : Declared->captures()) {
    const VarDecl *Captured = Capture.getVariable();
    captureVariable(Captured, Capture.isByRef(), Around, Described);
    if (Capture.isByRef() || Captured->getType()->isReferenceType() ||
        !isOwnCopy(Context, Captured->getType()))
      continue;
    VariableFacts Copy = describeVariable(Context, Captured);
    Copy.Flags |= VariableIsCopiedParam;
    Scope.addCopy(Captured, std::move(Copy));
  }
  for (unsigned I = 0; I < Declared->getNumParams(); ++I) {
    Scope.addParam(Declared->getParamDecl(I), I);
    Described.Params.push_back(
        describeVariable(Context, Declared->getParamDecl(I)));
  }
  BodyLowering Lowering(Context, Scope, nullptr, Block->getBody());
  const FunctionDecl *Owner = Around.Function;
  for (FunctionScope *Outer = &Around; Outer && !Owner; Outer = Outer->Parent)
    Owner = Outer->Function;
  Lowering.run(Owner, Described);
  lowerNested(Lowering.scan(), Scope, Described);
  add(std::move(Described));
  visitLocalClasses(Block->getBody());
}

void TuLowering::lowerGlobals() {
  if (Initialized.empty())
    return;
  const SourceManager &Sources = Context.Ast.getSourceManager();
  std::string File = Context.Names
                         .text(Context.Spans.file(Sources.getLocForStartOfFile(
                             Sources.getMainFileID())))
                         .str();
  NameId Usr = Context.intern("c:@static initialisation of " + File);
  FunctionScope Scope(Usr, nullptr);
  FunctionFacts Described;
  Described.Usr = Usr;
  Described.Name = Context.intern("static initialisation of " + File);
  Described.At = Context.Spans.span(Initialized.front()->getLocation(),
                                    Initialized.front()->getLocation());
  Described.EndLine = Described.At.Line;
  BodyLowering Lowering(Context, Scope, nullptr, nullptr);
  for (const VarDecl *Variable : Initialized)
    Lowering.addGlobal(Variable);
  Lowering.finish(Described);
  lowerNested(Lowering.scan(), Scope, Described);
  if (!Described.Blocks.empty())
    add(std::move(Described));
}
