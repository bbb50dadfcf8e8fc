// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Calls: dispatch by kind, calls of project code, and what is assumed of
/// system functions.
#include "Extract/BodyLowering.h"
#include "Extract/CopiedClasses.h"
#include "Support/CallWords.h"
#include "Support/LockWords.h"
#include "clang/AST/DeclTemplate.h"

using namespace mapwarden;
using namespace clang;
using llvm::StringRef;

void BodyLowering::lowerCall(const CallExpr *Call) {
  if (auto Range = Scan.RangeBegins.find(Call); Range != Scan.RangeBegins.end())
    return lowerRangeCall(Call, Range->second);
  if (const FunctionDecl *Callee = Call->getDirectCallee())
    noteLibraryCall(Context, Callee);
  CallShape Shape = shapeOf(Context, Call);
  if (Scan.RangeEnds.contains(Call))
    return Shape.Kind == CallKind::Project ? lowerProjectCall(Call, Shape)
                                           : void();
  const uint32_t Before = Graph.nextNumber();
  lowerElementUses(Call, Shape);
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
      Operator && Operator->getOperator() == OO_Equal &&
      Operator->getNumArgs() == 2)
    noteStore(Before, Operator->getArg(1));
  lowerViewArguments(Call, Shape);
  usePointers(Call, Shape);
  switch (Shape.Kind) {
  case CallKind::Project:
    return lowerProjectCall(Call, Shape);
  case CallKind::Closure:
  case CallKind::Indirect:
  case CallKind::Callable:
    return lowerIndirectCall(Call, Shape);
  case CallKind::Container:
    return lowerContainer(Call, Shape);
  case CallKind::Lock:
    return lowerLockMember(Call, Shape);
  case CallKind::LockFunction:
    return lowerLockFunction(Call, Shape);
  case CallKind::Guard:
    return lowerGuardMember(Call, Shape);
  case CallKind::Wait:
    return lowerWait(Call, Shape);
  case CallKind::Thread:
    return lowerThreadMember(Call, Shape);
  case CallKind::Spawn:
    return lowerSpawn(Call, Shape);
  case CallKind::Locked:
    return lowerLocked(Call, Shape);
  case CallKind::RunTasks:
    return lowerRunTasks(Call, Shape);
  case CallKind::Join:
    return lowerJoinFunction(Call, Shape);
  case CallKind::CallThrough:
    return lowerCallThrough(Call, Shape);
  case CallKind::Pointer:
    return lowerPointerMember(Call, Shape);
  case CallKind::Sequence:
    return lowerSequenceMember(Call, Shape);
  case CallKind::Iterator:
    return lowerIterator(Call, Shape);
  case CallKind::Allocation:
    return lowerAllocation(Call, Shape);
  case CallKind::Atomic:
    return lowerAtomic(Call, Shape);
  case CallKind::Identity:
    if (Shape.Model && Shape.Model->Identity && Shape.Model->Identity->Inserts)
      lowerInserter(Call, Shape);
    return; // Else pure: paths and values look through it.
  case CallKind::Bind:
    return;
  case CallKind::System:
    return lowerSystemCall(Call, Shape);
  }
}

std::vector<Value> BodyLowering::arguments(const FunctionDecl *Callee,
                                           llvm::ArrayRef<const Expr *> Given) {
  std::vector<Value> Values;
  for (unsigned I = 0; I < Given.size(); ++I) {
    const ParmVarDecl *Param = Callee && I < Callee->getNumParams()
                                   ? Callee->getParamDecl(I)
                                   : nullptr;
    Value Passed = Paths.value(Given[I]);
    // A scalar that the callee may set.
    bool IsOutput = Param && Param->getType()->isLValueReferenceType() &&
                    !Param->getType().getNonReferenceType().isConstQualified();
    if ((Passed.Kind == ValueKind::None && Given[I]->isLValue()) ||
        (Passed.Kind == ValueKind::Constant && IsOutput))
      if (Place Found = Paths.place(Given[I]); Found.isKnown())
        Passed = Value::path(std::move(Found.Path));
    // A temporary has no name, but what it is made of may say which key it is.
    if (Passed.Kind == ValueKind::None && !Given[I]->getType()->isPointerType())
      if (Value Key = Paths.key(Given[I]); Key.Kind == ValueKind::Constant)
        Passed = std::move(Key);
    if (Param && Param->getType()->isReferenceType())
      Passed.Copied = false;
    Values.push_back(std::move(Passed));
  }
  // Numbers and flags that the declaration gives.
  for (unsigned I = Values.size(); Callee && I < Callee->getNumParams(); ++I) {
    const ParmVarDecl *Param = Callee->getParamDecl(I);
    std::optional<int64_t> Default;
    if (Param->hasDefaultArg() && !Param->hasUnparsedDefaultArg() &&
        !Param->hasUninstantiatedDefaultArg())
      Default = constantInteger(Param->getDefaultArg());
    Values.push_back(
        Default ? Value::named(ValueKind::Constant,
                               Context.intern(std::to_string(*Default)))
                : Value());
  }
  while (!Values.empty() && Values.back().Kind == ValueKind::None)
    Values.pop_back();
  return Values;
}

/// What a call in a loop may do something to that is worth knowing when it has
/// been done to all: the object in `w->join()`, the argument in `stop(&w)`.
/// Unknown for calls that only look at it, or do more than that.
AccessPath BodyLowering::objectOfRound(const Instruction &Call,
                                       const CallShape &Shape) const {
  const auto *Method = dyn_cast<CXXMethodDecl>(Shape.Callee);
  if (Call.Target.isKnown())
    return Method && !Method->isConst() && Shape.Arguments.empty()
               ? Call.Target
               : AccessPath();
  if (Call.Args.size() != 1 || Call.Args[0].Kind != ValueKind::Path ||
      Shape.Callee->getNumParams() == 0)
    return {};
  QualType Given = Shape.Callee->getParamDecl(0)->getType();
  QualType Object = Given->isReferenceType() || Given->isPointerType()
                        ? Given->getPointeeType()
                        : QualType();
  return !Object.isNull() && Object->isRecordType() &&
                 !Object.isConstQualified()
             ? Call.Args[0].Path
             : AccessPath();
}

void BodyLowering::lowerProjectCall(const CallExpr *Call,
                                    const CallShape &Shape) {
  if (lowerLockByName(Call, Shape) || lowerLockByContract(Call, Shape))
    return;
  const auto *Method = dyn_cast<CXXMethodDecl>(Shape.Callee);
  if (Method &&
      (Method->isCopyAssignmentOperator() ||
       Method->isMoveAssignmentOperator()) &&
      Shape.Receiver && Shape.Arguments.size() == 1 &&
      !Method->isUserProvided()) {
    // A memberwise copy: what the members designate is shared from now on.
    if (!Context.Types.isInteresting(Method->getParent()))
      return;
    storeValue(Paths.path(Shape.Receiver),
               Call->getType().getNonReferenceType(), Shape.Arguments[0],
               spanOf(Call));
  }
  Instruction New = make(InstrKind::Call, spanOf(Call));
  New.Callee = Value::named(ValueKind::Function, Context.usr(Shape.Callee));
  if (Shape.Receiver)
    New.Target = Paths.path(Shape.Receiver);
  New.Args = arguments(Shape.Callee, Shape.Arguments);
  if (Method && Method->isVirtual()) {
    const auto *Member =
        dyn_cast<MemberExpr>(Call->getCallee()->IgnoreParens());
    bool IsQualified =
        Member && !Member->performsVirtualDispatch(Context.Ast.getLangOpts());
    if (!IsQualified && !Method->hasAttr<FinalAttr>()) {
      New.Flags |= CallVirtual;
      const CXXRecordDecl *Declared =
          Shape.Receiver ? Context.Types.designatedClass(
                               Shape.Receiver->IgnoreParenImpCasts()->getType())
                         : nullptr;
      if (Declared && Declared->hasDefinition() &&
          Declared->getCanonicalDecl() !=
              Method->getParent()->getCanonicalDecl()) {
        New.Class = Context.usr(Declared);
        Context.Classes.insert(Declared->getDefinition());
      }
    }
  }
  const AccessPath Object = objectOfRound(New, Shape);
  const uint32_t Number = Paths.Numbers[Call] = emit(std::move(New));
  if (Object.isKnown())
    noteForAll(Number, Object, spanOf(Call));
}

void BodyLowering::lowerIndirectCall(const CallExpr *Call,
                                     const CallShape &Shape) {
  Instruction New = make(InstrKind::Call, spanOf(Call));
  if (Shape.Kind == CallKind::Closure) {
    New.Callee = Value::named(ValueKind::Function, Context.usr(Shape.Callee));
    New.Args = arguments(Shape.Callee, Shape.Arguments);
  } else if (Shape.Kind == CallKind::Callable) {
    if (Shape.Member == "operator=") {
      const Expr *Assigned =
          Shape.Arguments.empty() ? nullptr : Shape.Arguments[0];
      if (Assigned)
        emitAssign(Paths.path(Shape.Receiver), Paths.callable(Assigned),
                   spanOf(Call),
                   Assigned->isLValue() ? AssignCopiesPointer : 0u);
      return;
    }
    if (Shape.Member != "operator()")
      return;
    New.Callee = Paths.value(Shape.Receiver);
    New.Args = arguments(nullptr, Shape.Arguments);
  } else {
    const Expr *Callee = stripAll(Call->getCallee());
    const auto *Bound = dyn_cast_or_null<BinaryOperator>(Callee);
    if (Bound && Bound->isPtrMemOp()) { // (object->*member)(...)
      New.Target = Paths.path(Bound->getLHS());
      New.Callee = Paths.value(Bound->getRHS());
    } else {
      New.Callee = Paths.value(Callee);
    }
    New.Args = arguments(nullptr, Shape.Arguments);
  }
  if (New.Callee.Kind == ValueKind::None &&
      Context.Ast.getLangOpts().CPlusPlus && Call->isTypeDependent())
    return;
  Paths.Numbers[Call] = emit(std::move(New));
}

void BodyLowering::emitCallOf(Value Callee, std::vector<Value> Arguments,
                              SourceSpan At, uint64_t Flags) {
  if (Callee.Kind != ValueKind::Path && Callee.Kind != ValueKind::Function &&
      Callee.Kind != ValueKind::Bind)
    return;
  Instruction New = make(InstrKind::Call, At);
  New.Callee = std::move(Callee);
  New.Args = std::move(Arguments);
  New.Flags = Flags;
  emit(std::move(New));
}

/// Does the class, or a base of it, declare a call operator?
static bool hasCallOperator(const CXXRecordDecl *Record) {
  return Record && Record->hasDefinition() &&
         (llvm::any_of(Record->methods(),
                       [](const CXXMethodDecl *Method) {
                         return Method->getOverloadedOperator() == OO_Call;
                       }) ||
          llvm::any_of(Record->bases(), [](const CXXBaseSpecifier &Base) {
            return hasCallOperator(Base.getType()->getAsCXXRecordDecl());
          }));
}

/// Is \p E something that can be called: a function, a lambda, a std::function,
/// a functor of the project?
bool BodyLowering::isCallable(const Expr *E) {
  QualType Type = E->getType().getNonReferenceType();
  if (Type->isFunctionType() || Type->isFunctionPointerType() ||
      Type->isBlockPointerType() || Type->isMemberFunctionPointerType() ||
      Type == Context.Ast.BoundMemberTy)
    return true;
  const TypeModel &Model = Context.Types.of(Type);
  if (Model.IsCallable || Model.IsClosure)
    return true;
  if (!Model.Record || !Model.Record->hasDefinition())
    return false;
  if (Model.IsProject)
    return hasCallOperator(Model.Record);
  // What std::bind and std::ref return.
  ValueKind Kind = Paths.value(E).Kind;
  return Kind == ValueKind::Function || Kind == ValueKind::Bind;
}

/// Does an object of type \p Whole hold one of type \p Part, as a pair does?
/// Then making it stores the part.
static bool holdsType(QualType Whole, QualType Part) {
  const auto *Special = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      Whole->getAsCXXRecordDecl());
  Part = Part.getNonReferenceType().getCanonicalType().getUnqualifiedType();
  if (Part->isFunctionType())
    return Special != nullptr;
  return Special &&
         llvm::any_of(Special->getTemplateArgs().asArray(),
                      [&](const TemplateArgument &Argument) {
                        auto IsPart = [&](const TemplateArgument &Each) {
                          return Each.getKind() == TemplateArgument::Type &&
                                 Each.getAsType()
                                         .getCanonicalType()
                                         .getUnqualifiedType() == Part;
                        };
                        return Argument.getKind() == TemplateArgument::Pack
                                   ? llvm::any_of(Argument.pack_elements(),
                                                  IsPart)
                                   : IsPart(Argument);
                      });
}

static bool isOfStandardLibrary(const FunctionDecl *Function) {
  for (const DeclContext *Context = Function->getDeclContext(); Context;
       Context = Context->getParent())
    if (Context->isStdNamespace())
      return true;
  return Function->getBuiltinID() != 0;
}

/// `lib_stop(handle)`: may end what a registration began.
static bool endsHandOver(const CallShape &Shape) {
  return Shape.Callee && !isOfStandardLibrary(Shape.Callee) &&
         (Shape.Receiver || !Shape.Arguments.empty()) &&
         verbOf(Shape.Member) == CallVerb::Ends;
}

/// A mutex of a library that no model knows: Link decides
/// (Link/DeclaredLocks.h).
static bool maybeLocks(const CallShape &Shape) {
  return Shape.Callee && !isOfStandardLibrary(Shape.Callee) &&
         (Shape.Receiver || !Shape.Arguments.empty()) &&
         namesMutex(readLockName(Shape.Member));
}

void BodyLowering::lowerSystemCall(const CallExpr *Call,
                                   const CallShape &Shape) {
  SourceSpan At = spanOf(Call);
  // A function that returns a guard makes it from its arguments.
  const TypeModel &Result = Context.Types.of(Call->getType());
  if (Result.Guard && Call->getType()->isRecordType() && !Shape.Receiver &&
      !Shape.Arguments.empty()) {
    lowerConstructed(Call->getType(), Call, Shape.Arguments, nullptr,
                     destination(Call), RootKind::Result, At);
    return;
  }
  // A library function that is given callbacks may keep them, with the user
  // data beside them. The standard library says of itself what it keeps.
  bool KeepsCallables =
      Shape.Callee && !isOfStandardLibrary(Shape.Callee) &&
      llvm::any_of(Shape.Arguments, [&](const Expr *E) {
        return isCallable(E) && !holdsType(Call->getType(), E->getType());
      });
  if (KeepsCallables || endsHandOver(Shape) || maybeLocks(Shape)) {
    Instruction New = make(InstrKind::Call, At, Shape.Member);
    New.Callee = Value::named(ValueKind::Function, Context.usr(Shape.Callee));
    if (Shape.Receiver)
      New.Target = Paths.path(Shape.Receiver);
    New.Args = arguments(Shape.Callee, Shape.Arguments);
    // Default arguments may follow those that are written.
    for (size_t I = 0; I < std::min(New.Args.size(), Shape.Arguments.size());
         ++I)
      if (isCallable(Shape.Arguments[I]))
        New.Args[I] = Paths.callable(Shape.Arguments[I]);
    New.Flags = CallNoBody;
    Paths.Numbers[Call] = emit(std::move(New));
  }
  for (unsigned I = 0; I < Shape.Arguments.size(); ++I) {
    const Expr *Argument = Shape.Arguments[I];
    if (isCallable(Argument)) {
      if (!KeepsCallables && !holdsType(Call->getType(), Argument->getType()))
        emitCallOf(Paths.callable(Argument), {}, At);
      continue;
    }
    const TypeModel &Type = Context.Types.of(receiverType(Argument));
    if (!Type.Container || Type.Container->InternallySynchronised)
      continue;
    const ParmVarDecl *Param = Shape.Callee && I < Shape.Callee->getNumParams()
                                   ? Shape.Callee->getParamDecl(I)
                                   : nullptr;
    if (!Param || Param->getType()->isRecordType())
      continue; // By value: the copy is an access of its own.
    QualType Passed = Param->getType()->isReferenceType()
                          ? Param->getType().getNonReferenceType()
                          : Param->getType()->getPointeeType();
    bool IsConst = !Passed.isNull() && Passed.isConstQualified();
    std::string Name = "passed to " + Shape.Member.str();
    emitAccess(Paths.path(Argument),
               IsConst ? AccessRead : AccessWrite | UnknownEffect, Name, At);
  }
  // The result of a call operator that has no model: what std::bind returned, a
  // function object.
  if (Shape.Receiver && Shape.Member == "operator()") {
    Value Callee = Paths.value(Shape.Receiver);
    if (Callee.Kind == ValueKind::Function || Callee.Kind == ValueKind::Bind)
      emitCallOf(std::move(Callee), arguments(nullptr, Shape.Arguments), At);
  }
}

void BodyLowering::lowerLambda(const LambdaExpr *Lambda) {
  // Captures with an initialiser are variables of the lambda: set here, seen
  // from its frame.
  const CXXMethodDecl *Operator = Lambda->getCallOperator();
  auto Init = Lambda->capture_init_begin();
  for (const LambdaCapture &Capture : Lambda->captures()) {
    const Expr *Value = *Init++;
    if (!Capture.capturesVariable() || !Value)
      continue;
    SourceSpan At =
        Context.Spans.span(Capture.getLocation(), Capture.getLocation());
    if (Capture.getCaptureKind() == LCK_ByCopy)
      lowerSource(Value, At);
    const auto *Captured = dyn_cast<VarDecl>(Capture.getCapturedVar());
    if (!Captured || !Captured->isInitCapture() || !Operator)
      continue;
    if (!Captured->getType()->isReferenceType() &&
        !TypeModels::isTrackedPointer(Captured->getType()) &&
        !Context.Types.of(Captured->getType()).isHandleLike())
      continue;
    mapwarden::Value Assigned = Paths.callable(Value);
    if (Assigned.Kind == ValueKind::None ||
        Assigned.Kind == ValueKind::Constant)
      continue;
    AccessPath Target;
    Target.Root.Kind = RootKind::Local;
    Target.Root.Frame = Context.usr(Operator);
    unsigned Index = 0;
    // Init captures are the first locals of the lambda, in order
    // (FunctionCollector declares them so).
    for (const LambdaCapture &Other : Lambda->captures()) {
      if (&Other == &Capture)
        break;
      if (Other.capturesVariable())
        if (const auto *OtherVariable =
                dyn_cast<VarDecl>(Other.getCapturedVar()))
          Index += OtherVariable->isInitCapture();
    }
    Target.Root.Index = Index;
    emitAssign(std::move(Target), std::move(Assigned), At,
               isPointerCopy(Value) ? AssignCopiesPointer : 0, Value);
  }
}
