// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Calls: dispatch by kind, calls of project code, and what is assumed of
/// system functions.
#include "Extract/BodyLowering.h"
#include "Extract/CopiedClasses.h"
#include "Support/CallWords.h"
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
  lowerElementUses(Call, Shape);
  lowerViewArguments(Call, Shape);
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
  if (KeepsCallables || endsHandOver(Shape)) {
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

AccessPath BodyLowering::beginWalk(AccessPath Container, llvm::StringRef Name,
                                   SourceSpan At) {
  Instruction Begin = make(InstrKind::IterBegin, At, Name);
  AccessPath Iterator = Begin.Target =
      hiddenLocal("<walk>", Context.Ast.VoidPtrTy, At);
  Begin.Args.push_back(Value::path(std::move(Container)));
  emit(std::move(Begin));
  Instruction Use = make(InstrKind::IterUse, At, Name);
  Use.Target = Iterator;
  emit(std::move(Use));
  return Iterator;
}

void BodyLowering::endWalk(AccessPath Iterator, SourceSpan At) {
  Instruction Next = make(InstrKind::IterNext, At);
  Next.Target = std::move(Iterator);
  emit(std::move(Next));
}

/// `std::inserter(m, m.end())`: what is assigned through it gets into m.
void BodyLowering::lowerInserter(const CallExpr *Call, const CallShape &Shape) {
  if (Shape.Arguments.empty())
    return;
  const TypeModel &Type = Context.Types.of(receiverType(Shape.Arguments[0]));
  if (Type.Container && !Type.Container->InternallySynchronised)
    emitAccess(Paths.path(Shape.Arguments[0]),
               AccessWrite | AccessInserts | AccessInsertsIfAbsent,
               Shape.Member, spanOf(Call));
}

/// An algorithm that calls \p Each, again and again, with the elements of what
/// its first argument walks over. As with a loop that people write to start or
/// join something for each element, there is taken to be at least one.
void BodyLowering::lowerCallForEach(const CallExpr *Call,
                                    const CallShape &Shape, Instruction Each) {
  const CallThroughModel &Model = *Shape.Model->CallThrough;
  llvm::ArrayRef<const Expr *> Given = Shape.Arguments;
  SourceSpan At = spanOf(Call);
  AccessPath Iterator;
  if (Place Element = Paths.dereference(Given[0]); Element.isKnown()) {
    if (Element.isInContainer() && !Element.LeftContainer)
      Iterator = beginWalk(Element.container(), Shape.Member, At);
    // Each round has an element of its own.
    else if (llvm::SmallVectorImpl<Selector> &Steps = Element.Path.Selectors;
             !Steps.empty() && Steps.back().K == Selector::Element &&
             Steps.back().Name == NameId::None)
      Steps.back().Name = Context.intern(llvm::StringRef(&RunNumberMark, 1));
    Each.Args.resize(Model.ElementParameter);
    Each.Args.push_back(Value::path(std::move(Element.Path)));
  }
  const uint32_t Round = Graph.addBlock(), After = Graph.addBlock();
  Graph.addEdge(Current, Round);
  Graph.addEdge(Round, Round);
  Graph.addEdge(Round, After);
  Current = Round;
  const uint32_t Number = Paths.Numbers[Call] = emit(std::move(Each));
  keepResults(Call, Shape, Number);
  if (Iterator.isKnown())
    endWalk(std::move(Iterator), At);
  Current = After;
}

/// What the callable that an algorithm has called as instruction \p Number
/// returns becomes an element of where its results go.
void BodyLowering::keepResults(const CallExpr *Call, const CallShape &Shape,
                               uint32_t Number) {
  llvm::ArrayRef<const Expr *> Given = Shape.Arguments;
  int Output = Shape.Model->CallThrough->OutputArgument;
  if (Output == -2)
    Output = static_cast<int>(Given.size()) - 2;
  if (Output < 0 || static_cast<size_t>(Output) >= Given.size())
    return;
  Place To = Paths.dereference(Given[Output]);
  if (!To.isKnown() || To.isInContainer())
    return; // What is added to a map is an access of it.
  if (To.Path.Selectors.empty() ||
      To.Path.Selectors.back().K != Selector::Element)
    To = PathBuilder::elementOf(std::move(To), NameId::None, false);
  emitAssign(std::move(To.Path), Value::path(ownResult(Number)), spanOf(Call));
}

void BodyLowering::lowerCallThrough(const CallExpr *Call,
                                    const CallShape &Shape) {
  const CallThroughModel &Model = *Shape.Model->CallThrough;
  llvm::ArrayRef<const Expr *> Given = Shape.Arguments;
  int Number = Model.CallableArgument < 0 ? static_cast<int>(Given.size()) - 1
                                          : Model.CallableArgument;
  if (Number < 0 || static_cast<size_t>(Number) >= Given.size() ||
      !isCallable(Given[Number]))
    return lowerSystemCall(Call, Shape);
  SourceSpan At = spanOf(Call);
  AccessPath Flag;
  if (Model.OnceFlagArgument >= 0 &&
      static_cast<size_t>(Model.OnceFlagArgument) < Given.size())
    Flag = Paths.path(Given[Model.OnceFlagArgument]);
  AccessPath Elements;
  if (Model.FirstPassedArgument >= 0 &&
      static_cast<size_t>(Model.FirstPassedArgument) < Given.size())
    Elements = Paths.path(Given[Model.FirstPassedArgument]);
  else if (Number > 0)
    Elements = Paths.dereference(Given[0]).Path;
  if (lowerJoinThrough(Given[Number], std::move(Elements), At))
    return;
  if (Flag.isKnown())
    emitLock(Flag, LockOnce, Shape.Member, At);

  Instruction New = make(InstrKind::Call, At);
  const bool IsPassedOn =
      Model.FirstPassedArgument >= 0 &&
      static_cast<size_t>(Model.FirstPassedArgument) <= Given.size();
  std::vector<mapwarden::Value> Others;
  if (IsPassedOn) {
    setEntry(New, Given[Number], Given.drop_front(Model.FirstPassedArgument));
  } else {
    Others = Paths.callables(Given[Number]);
    New.Callee = std::move(Others.front());
    Others.erase(Others.begin());
  }
  if (New.Callee.Kind == ValueKind::None) {
  } else if (IsPassedOn || Number == 0) {
    std::vector<mapwarden::Value> Passed = New.Args;
    Paths.Numbers[Call] = emit(std::move(New));
    for (mapwarden::Value &Other : Others)
      emitCallOf(std::move(Other), Passed, At);
  } else {
    lowerCallForEach(Call, Shape, std::move(New));
  }
  if (Flag.isKnown())
    emitUnlock(Flag, LockOnce, Shape.Member, At);
}

void BodyLowering::lowerPointerMember(const CallExpr *Call,
                                      const CallShape &Shape) {
  if (!Shape.isIn(Shape.Type->Pointer->Set))
    return;
  AccessPath Pointer = Paths.path(Shape.Receiver);
  SourceSpan At = spanOf(Call);
  QualType Type = Shape.Receiver->IgnoreParenImpCasts()->getType();
  // A guard or thread that is made in place.
  QualType Inner = TypeModels::firstArgument(Type);
  const bool IsInPlace = Shape.isIn(Shape.Type->Pointer->InPlace);
  if (Pointer.isKnown() && IsInPlace && !Inner.isNull() &&
      (Context.Types.of(Inner).Guard || Context.Types.of(Inner).Thread) &&
      !Shape.Arguments.empty()) {
    lowerConstructed(Inner, Call, Shape.Arguments, nullptr, std::move(Pointer),
                     RootKind::Result, At);
    return;
  }
  // The only owner lets go of the old object.
  if (!Shape.Type->Pointer->IsShared && Pointer.isKnown()) {
    if (!Inner.isNull() && Context.Types.of(Inner).Guard)
      lowerEnd(Inner, Pointer, At);
    else
      lowerEnd(Type, Pointer, At);
  }
  // So is another object of the project, a guard of its own for one.
  if (Pointer.isKnown() && IsInPlace && !Inner.isNull() &&
      Context.Types.of(Inner).IsProject &&
      !Context.Types.of(Inner).isModelled() &&
      !Context.Types.of(Inner).IsClosure) {
    lowerConstructed(Inner, Call, Shape.Arguments, nullptr, std::move(Pointer),
                     RootKind::Result, At);
    return;
  }
  if (Shape.Arguments.empty()) {
    if (!IsInPlace)
      emitAssign(std::move(Pointer),
                 Value::named(ValueKind::Null, NameId::None), At);
    return;
  }
  // compare_exchange(expected, desired): the last value argument is the new
  // one.
  const Expr *Assigned = Shape.Arguments[0];
  if (llvm::StringRef(Shape.Member).starts_with("compare_exchange") &&
      Shape.Arguments.size() > 1)
    Assigned = Shape.Arguments[1];
  storeValue(std::move(Pointer), Type, Assigned, At);
}

void BodyLowering::lowerSequenceMember(const CallExpr *Call,
                                       const CallShape &Shape) {
  const SequenceModel &Model = *Shape.Type->Sequence;
  SourceSpan At = spanOf(Call);
  Place Sequence = Paths.place(Shape.Receiver);
  if (!Sequence.isKnown())
    return;
  QualType ElementType = TypeModels::firstArgument(
      Shape.Receiver->IgnoreParenImpCasts()->getType());
  if (Shape.Member == "operator=" || Shape.Member == "swap") {
    if (Shape.Arguments.size() != 1 || ElementType.isNull() ||
        !Context.Types.isInteresting(ElementType))
      return;
    Value Other = Paths.value(Shape.Arguments[0]);
    if (Other.Kind != ValueKind::Path)
      return;
    Other.Copied = true;
    emitAssign(Sequence.Path, Other, At);
    if (Shape.Member == "swap") {
      Value Own = Value::path(Sequence.Path);
      Own.Copied = true;
      emitAssign(Other.Path, std::move(Own), At);
    }
    return;
  }
  AccessPath Element =
      PathBuilder::elementOf(Sequence, NameId::None, false).Path;
  if (!Model.Call.empty()) {
    auto Kept = llvm::find_if(Shape.Arguments,
                              [this](const Expr *E) { return isCallable(E); });
    if (Shape.isIn(Model.Call))
      emitCallOf(Value::path(std::move(Element)),
                 arguments(nullptr, Shape.Arguments), At);
    else if (Shape.isIn(Model.Add) && Kept != Shape.Arguments.end())
      emitAssign(std::move(Element), Paths.callable(*Kept), At);
    return;
  }
  if (Shape.isIn(Model.Remove) && !ElementType.isNull()) {
    if (Shape.Arguments.empty() && Context.Types.holdsThreads(ElementType))
      emitJoin(InstrKind::Join, Sequence.Path,
               SpawnAutoJoin | (Shape.isIn(Model.Clear) ? JoinEach : 0u),
               Shape.Member, At, nullptr);
    else if (Context.Types.isInteresting(ElementType)) // They are gone.
      emitAssign(std::move(Element),
                 Value::named(ValueKind::Null, NameId::None), At);
    return;
  }
  if (!Shape.isIn(Model.Add) || Shape.Arguments.empty() || ElementType.isNull())
    return;
  if (Shape.isIn(Model.InPlace)) {
    // The element is made in place from the arguments.
    lowerConstructed(ElementType, Call, Shape.Arguments, nullptr,
                     std::move(Element), RootKind::Result, At);
    return;
  }
  storeValue(std::move(Element), ElementType, Shape.Arguments.back(), At);
}

void BodyLowering::lowerIterator(const CallExpr *Call, const CallShape &Shape) {
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
  const Expr *Operand = Shape.Receiver            ? Shape.Receiver
                        : Shape.Arguments.empty() ? nullptr
                                                  : Shape.Arguments[0];
  if (!Operator || !Operand)
    return;
  SourceSpan At = spanOf(Call);
  if (Operator->getOperator() == OO_Equal && Shape.Arguments.size() == 1) {
    // An iterator that is kept in an element is a value like others.
    if (isStoreThrough(Operand))
      useElement(Operand, /*IsWrite=*/true, Shape.Member);
    AccessPath Target = Paths.path(Operand);
    emitAssign(Target, Paths.value(Shape.Arguments[0]), At,
               AccessIterates | (isStoreThrough(Operand) ? AccessElement : 0u),
               Shape.Arguments[0]);
    if (const ValueDecl *Name = PathBuilder::namedVariable(Operand))
      lowerIteratorStart(Name, Shape.Arguments[0], At);
    return;
  }
  const ValueDecl *Name = PathBuilder::namedVariable(Operand);
  if (!Name || !Context.Types.of(Name->getType()).IsIterator)
    return;
  if (!isFollowedIterator(Name))
    return;
  InstrKind Kind;
  if (Operator->getOperator() == OO_PlusPlus ||
      Operator->getOperator() == OO_MinusMinus)
    Kind = InstrKind::IterNext;
  else if (Operator->getOperator() == OO_Star ||
           Operator->getOperator() == OO_Arrow)
    Kind = InstrKind::IterUse;
  else
    return;
  Instruction New = make(Kind, At);
  New.Target = Paths.root(Name);
  if (!New.Target.isKnown())
    New.Target = Paths.variable(Name).Path;
  emit(std::move(New));
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
