// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Paths of calls and constructions, and operands as values.
#include "Extract/Paths.h"
#include "Support/CallWords.h"
#include "llvm/ADT/StringExtras.h"

using namespace mapwarden;
using namespace clang;

/// `Pool::globalInstance()`: by its name, a library gives the same object to
/// all who ask for it.
static bool givesTheOneObject(const CallExpr *Call, const CallShape &Shape) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Shape.Callee);
  QualType Type = Call->getType();
  if (!Method || Method->isInstance() || Method->getNumParams() != 0 ||
      (!Type->isPointerType() && !Call->isLValue()))
    return false;
  for (llvm::StringRef Word : wordsOf(Shape.Member))
    if (Word == "instance" || Word == "singleton" || Word == "default" ||
        Word == "global")
      return true;
  return false;
}

Place PathBuilder::placeOfCall(const CallExpr *Call) {
  CallShape Shape = shapeOf(Context, Call);
  auto firstArgument = [&] {
    return Shape.Arguments.empty() ? nullptr : Shape.Arguments[0];
  };
  switch (Shape.Kind) {
  case CallKind::Container: {
    if (Shape.Member == "operator=")
      return place(Shape.Receiver);
    if (!Shape.Operation ||
        !(Shape.Operation->ReturnsElement || Shape.Operation->ReturnsIterator))
      return {};
    int KeyNumber = Shape.Operation->KeyArgument;
    NameId Key = NameId::None;
    if (KeyNumber >= 0 &&
        static_cast<unsigned>(KeyNumber) < Shape.Arguments.size() &&
        !(Shape.Operation->Effects & AccessErases))
      Key = spelling(Shape.Arguments[KeyNumber]);
    Place Result = elementOf(place(Shape.Receiver), Key, true);
    Result.IsDirect = true;
    Result.IsInserted = (Shape.Operation->Effects & AccessWrite) != 0;
    return Result;
  }
  case CallKind::Sequence:
    if (Shape.Member == "operator=")
      return place(Shape.Receiver);
    if (Shape.isIn(Shape.Type->Sequence->Element)) {
      bool HasIndex =
          Shape.Arguments.size() == 1 &&
          Shape.Arguments[0]->getType()->isIntegralOrEnumerationType();
      return elementOf(place(Shape.Receiver),
                       HasIndex ? spelling(Shape.Arguments[0]) : NameId::None,
                       false);
    }
    return {};
  case CallKind::Pointer: {
    if (Shape.Member == "operator=")
      return place(Shape.Receiver);
    if (!Shape.isIn(Shape.Type->Pointer->Access))
      return {};
    Place Result = place(Shape.Receiver);
    // A member that changes the pointer gives the object up.
    const auto *Member = dyn_cast_or_null<CXXMethodDecl>(Shape.Callee);
    // What is no owner itself lives as long as the element keeps it: `get()`.
    const bool IsPlain = Call->isLValue() || Call->getType()->isPointerType();
    const PointerModel &Owner = *Shape.Type->Pointer;
    const bool IsOwner =
        (Owner.IsUnique || (Owner.IsShared && !Owner.IsAtomic && IsPlain)) &&
        (!Member || Member->isConst());
    Result.IsOwned &= IsOwner;
    if (Result.isInContainer()) {
      Result.IsOwned = IsOwner;
      Result.LeftContainer = true;
      Result.ContainerLength = Place::NotInContainer;
    }
    return Result;
  }
  case CallKind::Iterator: {
    const Expr *Operand = Shape.Receiver ? Shape.Receiver : firstArgument();
    const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
    if (Operand && isElementOfIterator(Call, Shape))
      return dereference(Operand);
    if (!Operator || !Operand)
      return {};
    if (Operator->getOperator() == OO_Star ||
        Operator->getOperator() == OO_Arrow)
      if (Shape.Receiver && Shape.Arguments.empty())
        return dereference(Operand);
    if (Operator->getOperator() == OO_Equal ||
        Operator->getOperator() == OO_PlusPlus ||
        Operator->getOperator() == OO_MinusMinus ||
        Operator->getOperator() == OO_Plus ||
        Operator->getOperator() == OO_Minus ||
        Operator->getOperator() == OO_Subscript)
      return place(Operand);
    return {};
  }
  case CallKind::Identity: {
    const Expr *Operand = Shape.Receiver ? Shape.Receiver : firstArgument();
    Place Result = place(Operand);
    if (!Shape.Model || Shape.Model->Identity->PartOf.empty() || !Operand)
      return Result;
    std::optional<unsigned> Index =
        partNamedBy(Shape.Callee, receiverType(Operand));
    return Index ? part(std::move(Result), receiverType(Operand), *Index)
                 : Result;
  }
  case CallKind::Locked:
    if (Shape.isIn(Shape.Type->Locked->Access))
      return place(Shape.Receiver);
    return placeOfNumber(Call, RootKind::Result);
  case CallKind::LockFunction:
    // `Locker = g_mutex_locker_new(&m)`
    if (Shape.Model->Identity)
      return place(firstArgument());
    return placeOfNumber(Call, RootKind::Result);
  case CallKind::CallThrough:
  case CallKind::Spawn:
    return placeOfAlgorithm(Call, Shape);
  case CallKind::Thread:
  case CallKind::Callable:
    if (Place Future = placeOfFuture(Shape); Future.isKnown())
      return Future;
    [[fallthrough]];
  case CallKind::Guard:
  case CallKind::Atomic:
    if (Shape.Member == "operator=")
      return place(Shape.Receiver);
    return placeOfNumber(Call, RootKind::Result);
  case CallKind::Allocation:
    return placeOfNumber(Call, RootKind::Allocation);
  case CallKind::System:
    // `__builtin_addressof(x)`
    if (Call->getBuiltinCallee() == Builtin::BI__builtin_addressof ||
        Call->getBuiltinCallee() == Builtin::BI__builtin_launder)
      return place(firstArgument());
    if (Place Inside = placeInside(Call, Shape); Inside.isKnown())
      return Inside;
    if (givesTheOneObject(Call, Shape)) {
      Place One;
      One.Path.Root.Kind = RootKind::Global;
      One.Path.Root.Name = Context.usr(Shape.Callee);
      return One;
    }
    return placeOfAlgorithm(Call, Shape);
  default:
    return placeOfNumber(Call, RootKind::Result);
  }
}

/// `promise.get_future()`, `task.get_future()`: a part of the promise or task;
/// `future.share()`.
Place PathBuilder::placeOfFuture(const CallShape &Shape) {
  if (Shape.Type->Thread && Shape.isIn(Shape.Type->Thread->Share))
    return place(Shape.Receiver);
  bool IsFuture =
      (Shape.Type->Thread && Shape.isIn(Shape.Type->Thread->Future)) ||
      (Shape.Type->Callable && Shape.isIn(Shape.Type->Callable->Future));
  return IsFuture ? field(place(Shape.Receiver), Context.intern(FutureSelector))
                  : Place();
}

/// A pointer to, or a view of, what an element of a container owns:
/// `m[k].c_str()`, a string converted to a view.
Place PathBuilder::placeInside(const CallExpr *Call, const CallShape &Shape) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Shape.Callee);
  QualType Type = Call->getType();
  bool LeadsInside =
      Method && Method->isInstance() && Shape.Receiver &&
      (Type->isPointerType() || Context.Types.isTextView(Type)) &&
      !Type->isFunctionPointerType();
  if (!LeadsInside)
    return {};
  Place Owner = place(Shape.Receiver);
  if (!Owner.isInContainer())
    return {};
  Owner.IsInside = true;
  return Owner;
}

/// `std::find_if(m.begin(), m.end(), ...)`: a function that takes iterators and
/// returns one of the same kind stays in the same container.
Place PathBuilder::placeOfAlgorithm(const CallExpr *Call,
                                    const CallShape &Shape) {
  const CXXRecordDecl *Iterator = Call->getType()->getAsCXXRecordDecl();
  if (Iterator && !Shape.Arguments.empty() &&
      Context.Types.of(Iterator).IsIterator &&
      declaresSameEntity(Iterator,
                         Shape.Arguments[0]->getType()->getAsCXXRecordDecl())) {
    Place Result = dereference(Shape.Arguments[0]);
    if (Result.isKnown() && !Result.Path.Selectors.empty() &&
        Result.Path.Selectors.back().K == mapwarden::Selector::Element) {
      Result.Path.Selectors.back().Name = NameId::None;
      Result.IsDirect = true;
      return Result;
    }
  }
  return placeOfNumber(Call, RootKind::Result);
}

const Expr *PathBuilder::onlyOperand(const CXXConstructExpr *Construct) {
  const Expr *Only = nullptr;
  for (const Expr *Argument : Construct->arguments()) {
    if (isa<CXXDefaultArgExpr>(Argument))
      continue;
    if (Only)
      return nullptr;
    Only = Argument;
  }
  return Only;
}

Place PathBuilder::placeOfConstruct(const CXXConstructExpr *Construct) {
  Place Made = placeOfNumber(Construct, RootKind::Result);
  if (Made.isKnown())
    return Made;
  const TypeModel &Type = Context.Types.of(Construct->getType());
  const Expr *Operand = onlyOperand(Construct);
  if (!Operand) {
    if (!Type.Pointer || Construct->getNumArgs() == 0)
      return {};
    // A smart pointer with a deleter still points to its first argument; one
    // that shares the ownership of its first argument points to its second.
    bool IsShare = Construct->getNumArgs() == 2 &&
                   Context.Types.of(Construct->getArg(0)->getType()).Pointer &&
                   Construct->getArg(1)->getType()->isPointerType();
    return place(Construct->getArg(IsShare ? 1 : 0));
  }
  bool IsCopy = Construct->getConstructor()->isCopyOrMoveConstructor();
  if (Type.IsView && !Type.Pointer) {
    Place Viewed = place(Operand);
    Viewed.IsInside |= !IsCopy;
    return Viewed.isInContainer() ? Viewed : Place();
  }
  if ((!IsCopy && !Type.isHandleLike()) || Type.Container)
    return {}; // A copy of a container is another container.
  Place Result = place(Operand);
  if (Type.Pointer && Operand->isLValue() && Result.isInContainer()) {
    Result.LeftContainer = true;
    Result.ContainerLength = Place::NotInContainer;
  }
  return Result;
}

const Expr *PathBuilder::onlyValue(const ValueDecl *Name) {
  FunctionScope *Owner;
  FunctionScope::Variable *Variable = findVariable(Name, Owner);
  if (!Variable || Variable->Is != FunctionScope::Variable::Kind::Local ||
      Variable->Values.size() != 1 || Variable->IsModified)
    return nullptr;
  return Variable->Values[0];
}

bool PathBuilder::isCopied(QualType Type) {
  const TypeModel &Model = Context.Types.of(Type);
  return Type->isRecordType() && !Model.isHandleLike() &&
         !Model.Guard; // Guards only move.
}

Value PathBuilder::callable(const Expr *E) {
  Value Result = value(E);
  // A functor made here of nothing that matters has no name, `Worker{1}`.
  if ((Result.Kind != ValueKind::Path && Result.Kind != ValueKind::None) ||
      !E || E->getType().isNull())
    return Result;
  // std::ref(functor) is called through the reference.
  QualType Type = E->getType();
  const CXXRecordDecl *Functor =
      Context.Types.of(Type).Pointer
          ? Context.Types.designatedClass(Type)
          : Type.getNonReferenceType()->getAsCXXRecordDecl();
  if (!Functor || !Functor->hasDefinition() ||
      Context.Types.of(Functor).isModelled() || Context.Types.isSystem(Functor))
    return Result;
  for (const CXXMethodDecl *Method : Functor->methods())
    if (Method->getOverloadedOperator() == OO_Call) {
      Value Bind;
      Bind.Kind = ValueKind::Bind;
      Bind.Bound.push_back(
          Value::named(ValueKind::Function, Context.usr(Method)));
      Bind.Bound.push_back(std::move(Result));
      return Bind;
    }
  return Result;
}

/// Adds the call operators of \p Functor and its bases, on the object \p On.
static void addOperators(LoweringContext &Context, const CXXRecordDecl *Functor,
                         const Value &On, std::vector<Value> &Into) {
  if (!Functor || !Functor->hasDefinition())
    return;
  for (const CXXMethodDecl *Method : Functor->methods()) {
    if (Method->getOverloadedOperator() != OO_Call)
      continue;
    Value Named = Value::named(ValueKind::Function, Context.usr(Method));
    if (!Functor->isLambda()) {
      Value Bind;
      Bind.Kind = ValueKind::Bind;
      Bind.Bound = {std::move(Named), On};
      Named = std::move(Bind);
    }
    Into.push_back(std::move(Named));
  }
  for (const CXXBaseSpecifier &Base : Functor->bases())
    addOperators(Context, Base.getType()->getAsCXXRecordDecl(), On, Into);
}

std::vector<Value> PathBuilder::callables(const Expr *E) {
  const CXXRecordDecl *Functor =
      E->getType().getNonReferenceType()->getAsCXXRecordDecl();
  std::vector<Value> Result;
  if (Functor && !Functor->isLambda() &&
      !Context.Types.of(Functor).isModelled() &&
      !Context.Types.isSystem(Functor))
    addOperators(Context, Functor, value(E), Result);
  if (Result.empty())
    Result.push_back(callable(E));
  return Result;
}

Value PathBuilder::valueOfName(const DeclRefExpr *Name) {
  if (const auto *Function = dyn_cast<FunctionDecl>(Name->getDecl()))
    return Value::named(ValueKind::Function, Context.usr(Function));
  if (const auto *Constant = dyn_cast<EnumConstantDecl>(Name->getDecl()))
    return Value::named(ValueKind::Constant, Context.intern(llvm::toString(
                                                 Constant->getInitVal(), 10)));
  const TypeModel &Type = Context.Types.of(Name->getType());
  bool IsBoundCallable = Type.Record && !Type.IsProject &&
                         !Type.isModelled(); // The result of std::bind.
  // A task that has a future is known by its name, as the future is.
  bool HasFuture = Type.Callable && !Type.Callable->Future.empty();
  if (Type.IsClosure || (Type.IsCallable && !HasFuture) || IsBoundCallable ||
      Name->getType()->isFunctionPointerType() ||
      Name->getType()->isBlockPointerType() ||
      Name->getType()->isMemberFunctionPointerType())
    if (const Expr *Only = onlyValue(Name->getDecl()); Only && Depth < 32) {
      ++Depth;
      Value Result = value(Only);
      --Depth;
      if (Result.Kind == ValueKind::Function || Result.Kind == ValueKind::Bind)
        return Result;
    }
  return {};
}

Value PathBuilder::valueOfCall(const CallExpr *Call) {
  CallShape Shape = shapeOf(Context, Call);
  if (Shape.Kind == CallKind::Bind) {
    Value Bind;
    Bind.Kind = ValueKind::Bind;
    const BindModel &Model = *Shape.Model->Bind;
    for (const Expr *Argument : llvm::drop_begin(
             Shape.Arguments, std::min<size_t>(Model.CallableArgument,
                                               Shape.Arguments.size()))) {
      Value Given = Bind.Bound.empty() ? callable(Argument) : value(Argument);
      // Arguments are copied into the result, unless they are wrapped as
      // references.
      if (Given.Kind == ValueKind::Path && isCopied(Argument->getType()))
        Given.Copied = true;
      Bind.Bound.push_back(std::move(Given));
    }
    // `delegate(object, &C::member)`: the object stands before its member.
    if (Bind.Bound.size() == 1 && Model.CallableArgument > 0 &&
        Shape.Arguments[Model.CallableArgument]
            ->getType()
            ->isMemberFunctionPointerType())
      Bind.Bound.push_back(value(Shape.Arguments[Model.CallableArgument - 1]));
    if (Bind.Bound.size() == 1)
      return std::move(Bind.Bound[0]);
    // Binding a bound callable adds its arguments behind the first ones.
    if (!Bind.Bound.empty() && Bind.Bound[0].Kind == ValueKind::Bind) {
      std::vector<Value> Flat = std::move(Bind.Bound[0].Bound);
      Flat.insert(Flat.end(), std::make_move_iterator(Bind.Bound.begin() + 1),
                  std::make_move_iterator(Bind.Bound.end()));
      Bind.Bound = std::move(Flat);
    }
    return Bind;
  }
  if (Shape.Kind == CallKind::Identity &&
      (Shape.Receiver || !Shape.Arguments.empty()))
    return value(Shape.Receiver ? Shape.Receiver : Shape.Arguments[0]);
  // A pointer to a new std::function is the function.
  if (Shape.Kind == CallKind::Allocation && Shape.Arguments.size() == 1 &&
      Context.Types.of(TypeModels::firstArgument(Call->getType())).IsCallable)
    return callable(Shape.Arguments[0]);
  if ((Shape.Kind == CallKind::Pointer || Shape.Kind == CallKind::Callable) &&
      Shape.Receiver && Shape.Member == "operator type")
    return value(Shape.Receiver);
  // A lambda converted to a function pointer.
  if (const auto *Conversion =
          dyn_cast_or_null<CXXConversionDecl>(Shape.Callee);
      Conversion && Conversion->getParent()->isLambda() && Shape.Receiver)
    return value(Shape.Receiver);
  return {};
}

/// A callable that is made of a function and its argument, or of an object and
/// one of its methods.
Value PathBuilder::boundBy(const CXXConstructExpr *Construct) {
  if (Construct->getNumArgs() != 2)
    return {};
  const Expr *Callee = Construct->getArg(0), *Argument = Construct->getArg(1);
  if (Argument->getType()->isMemberFunctionPointerType())
    std::swap(Callee, Argument);
  Value Bind;
  Bind.Kind = ValueKind::Bind;
  Bind.Bound.push_back(callable(Callee));
  if (Bind.Bound.front().Kind != ValueKind::Function)
    return {};
  Bind.Bound.push_back(value(Argument));
  return Bind;
}

Value PathBuilder::valueOfConstruct(const CXXConstructExpr *Construct) {
  const TypeModel &Type = Context.Types.of(Construct->getType());
  const Expr *Operand = onlyOperand(Construct);
  if (Type.IsCallable) {
    if (!Operand)
      return boundBy(Construct);
    if (const auto *Address =
            dyn_cast_or_null<UnaryOperator>(stripAll(Operand));
        Address && Address->getOpcode() == UO_AddrOf &&
        Address->getSubExpr()->getType()->isRecordType())
      return callable(Address->getSubExpr()); // Calls it through a pointer.
    return Operand->getType()->isNullPtrType()
               ? Value::named(ValueKind::Null, NameId::None)
               : callable(Operand);
  }
  if (Type.Pointer && Operand && Operand->getType()->isNullPtrType())
    return Value::named(ValueKind::Null, NameId::None);
  if (Type.Pointer && !Operand && Construct->getNumArgs() == 0)
    return Value::named(ValueKind::Null, NameId::None);
  bool IsCopy = Construct->getConstructor()->isCopyOrMoveConstructor();
  bool IsWrapped = Type.Record && !Type.IsProject &&
                   !Type.isModelled(); // The result of std::bind.
  if (Operand && IsCopy && (Type.IsClosure || IsWrapped)) {
    Value Result = value(Operand);
    if (Result.Kind == ValueKind::Function || Result.Kind == ValueKind::Bind)
      return Result;
  }
  Place Made = place(Construct);
  if (!Made.isKnown())
    return {};
  Value Result = Value::path(std::move(Made.Path));
  Result.Copied = IsCopy && isCopied(Construct->getType());
  return Result;
}

Value PathBuilder::value(const Expr *E) {
  // In a template a list of initialisers has no type.
  if (!E || isa<CXXDefaultArgExpr>(E) || E->getType().isNull())
    return {};
  const Expr *Stripped = stripAll(E);
  if (!Stripped || Stripped->getType().isNull())
    return {};
  if (const auto *Address = dyn_cast<UnaryOperator>(Stripped);
      Address && Address->getOpcode() == UO_AddrOf)
    if (const auto *Name =
            dyn_cast<DeclRefExpr>(Address->getSubExpr()->IgnoreParens());
        Name && isa<FunctionDecl>(Name->getDecl()))
      return valueOfName(Name);
  Value Result;
  // A closure's type says which function it is, and its captures are named by
  // the frames they come from.
  if (const CXXRecordDecl *Class =
          E->getType().getNonReferenceType()->getAsCXXRecordDecl();
      Class && Class->isLambda())
    if (const CXXMethodDecl *Operator = Class->getLambdaCallOperator())
      return Value::named(ValueKind::Function, Context.usr(Operator));
  if (const auto *New = dyn_cast<CXXNewExpr>(Stripped))
    if (const CXXConstructExpr *Made = New->getConstructExpr();
        Made && Made->getNumArgs() == 1 &&
        Context.Types.of(Made->getType()).IsCallable)
      return callable(Made->getArg(0));
  if (isa<CXXNullPtrLiteralExpr, GNUNullExpr>(Stripped))
    return Value::named(ValueKind::Null, NameId::None);
  if (const auto *Block = dyn_cast<BlockExpr>(Stripped)) {
    const auto *Known = llvm::find(Scan.Blocks, Block);
    return Known == Scan.Blocks.end()
               ? Value()
               : Value::named(ValueKind::Function,
                              Context.Naming.blockUsr(
                                  Scope.Usr, Known - Scan.Blocks.begin()));
  }
  if (const auto *Name = dyn_cast<DeclRefExpr>(Stripped))
    Result = valueOfName(Name);
  else if (const auto *Call = dyn_cast<CallExpr>(Stripped))
    Result = valueOfCall(Call);
  else if (const auto *Construct = dyn_cast<CXXConstructExpr>(Stripped))
    Result = valueOfConstruct(Construct);
  else if (const auto *Member = dyn_cast<MemberExpr>(Stripped))
    if (const auto *Method = dyn_cast<CXXMethodDecl>(Member->getMemberDecl()))
      Result = Value::named(ValueKind::Function, Context.usr(Method));
  if (Result.Kind != ValueKind::None)
    return Result;

  QualType Type = E->getType().getNonReferenceType();
  if (Type->isAnyPointerType() && isa<IntegerLiteral>(Stripped))
    return Value::named(ValueKind::Null, NameId::None);
  bool IsScalarValue = Type->isArithmeticType() || Type->isEnumeralType();
  // A parameter that keeps its value can be replaced by what the caller passes.
  if (IsScalarValue)
    if (const auto *Name = dyn_cast<DeclRefExpr>(Stripped);
        Name && isa<ParmVarDecl>(Name->getDecl()))
      if (FunctionScope::Variable *Param = Scope.find(Name->getDecl());
          Param && Param->Values.empty() && !Param->IsModified)
        return Value::path(root(Name->getDecl()));
  if (!IsScalarValue)
    if (Place Found = place(E); Found.isKnown()) {
      Result = Value::path(std::move(Found.Path));
      // A prvalue of class type that is no handle is a new object, whatever it
      // was made from.
      Result.Copied = (!E->isGLValue() && isCopied(Type) &&
                       !isa<CXXConstructExpr>(Stripped)) ||
                      isTaken(E);
      return Result;
    }
  if (IsScalarValue || isa<StringLiteral>(Stripped))
    if (NameId Spelling = spelling(E); Spelling != NameId::None)
      return Value::named(ValueKind::Constant, Spelling);
  return {};
}

Value PathBuilder::key(const Expr *E) {
  Value Result = value(E);
  Result.Copied = false;
  if (Result.Kind != ValueKind::None)
    return Result;
  NameId Spelling = spelling(E);
  return Spelling == NameId::None ? Value()
                                  : Value::named(ValueKind::Constant, Spelling);
}
