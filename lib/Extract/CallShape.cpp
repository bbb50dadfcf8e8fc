// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Classification of calls.
#include "Extract/CallShape.h"
#include "Extract/BodyScan.h"

using namespace mapwarden;
using namespace clang;
using llvm::StringRef;

static bool contains(const std::vector<std::string> &List, StringRef Name) {
  return llvm::any_of(List,
                      [&](const std::string &Entry) { return Name == Entry; });
}

bool CallShape::isIn(const std::vector<std::string> &List) const {
  if (contains(List, Member))
    return true;
  const auto *Conversion = dyn_cast_or_null<CXXConversionDecl>(Callee);
  return Conversion && Conversion->getConversionType()->isBooleanType() &&
         contains(List, "operator bool");
}

QualType mapwarden::receiverType(const Expr *Receiver) {
  QualType Type = Receiver->IgnoreParenImpCasts()->getType();
  if (Type->isAnyPointerType())
    Type = Type->getPointeeType();
  return Type;
}

/// Is \p Method one that the model of \p Type speaks of? Not when a project
/// class derives from the modelled class and the method is declared there.
static bool isModelledMember(const TypeModel &Type,
                             const CXXMethodDecl *Method) {
  if (!Type.isModelled() && !Type.IsIterator)
    return false;
  if (!Method || !Type.Modelled)
    return true;
  const CXXRecordDecl *Owner = Method->getParent();
  if (declaresSameEntity(Owner, Type.Modelled) || !Owner->hasDefinition())
    return true;
  const auto *Modelled = cast<CXXRecordDecl>(Type.Modelled->getCanonicalDecl());
  return !Owner->isDerivedFrom(Modelled);
}

static CallKind kindOfMember(const CallShape &Shape) {
  const TypeModel &Type = *Shape.Type;
  if (Type.Container)
    return CallKind::Container;
  if (Type.Locked)
    return CallKind::Locked;
  // A lock handle is a guard, too.
  if (Type.Guard && Type.Pointer && Shape.isIn(Type.Pointer->Access))
    return CallKind::Pointer;
  if (Type.Guard)
    return CallKind::Guard;
  if (Type.Lock)
    return CallKind::Lock;
  if (Type.Wait &&
      (Shape.isIn(Type.Wait->Members) || Shape.isIn(Type.Wait->TryMembers) ||
       Shape.isIn(Type.Wait->PostMembers)))
    return CallKind::Wait;
  if (Type.Executor && Shape.isIn(Type.Executor->Run))
    return CallKind::RunTasks;
  if (Type.Thread)
    return CallKind::Thread;
  if (Type.IsCallable)
    return CallKind::Callable;
  if (Type.Pointer)
    return CallKind::Pointer;
  if (Type.Sequence)
    return CallKind::Sequence;
  if (Type.Atomic)
    return CallKind::Atomic;
  if (Type.IsIterator)
    return CallKind::Iterator;
  return CallKind::System;
}

/// The name of the type, or of the enumerator's type, of a tag argument.
static bool isTag(LoweringContext &Context, const Expr *Argument,
                  const std::vector<std::string> &Tags) {
  if (Tags.empty())
    return false;
  QualType Type =
      Argument->IgnoreParenImpCasts()->getType().getNonReferenceType();
  const NamedDecl *Named = Type->getAsTagDecl();
  return Named && contains(Tags, Context.Names.text(
                                     Context.Naming.qualifiedName(Named)));
}

bool mapwarden::matchSpawn(LoweringContext &Context, const SpawnModel &Model,
                           llvm::ArrayRef<const Expr *> Arguments,
                           unsigned &Skipped, bool &IsDeferred) {
  Skipped = 0;
  while (Skipped < Arguments.size() &&
         isTag(Context, Arguments[Skipped], Model.SkipTags))
    ++Skipped;
  IsDeferred = llvm::any_of(Arguments, [&](const Expr *Argument) {
    const auto *Name = dyn_cast<DeclRefExpr>(Argument->IgnoreParenImpCasts());
    return Name && contains(Model.DeferredBy,
                            Context.Names.text(
                                Context.Naming.qualifiedName(Name->getDecl())));
  });
  if (!Model.RequiresTag.empty() &&
      llvm::none_of(Arguments, [&](const Expr *Argument) {
        return isTag(Context, Argument, Model.RequiresTag);
      }))
    return false;
  return Model.EntryArgument == -3 ||
         Skipped + std::max(Model.EntryArgument, 0) < Arguments.size();
}

const SpawnModel *mapwarden::spawnOf(LoweringContext &Context,
                                     const FunctionDecl *Callee,
                                     llvm::ArrayRef<const Expr *> Arguments) {
  llvm::ArrayRef<const SpawnModel *> Spawns = Context.Types.of(Callee).Spawns;
  for (const SpawnModel *Spawn : Spawns) {
    unsigned Skipped;
    bool IsDeferred;
    if (!matchSpawn(Context, *Spawn, Arguments, Skipped, IsDeferred))
      continue;
    if (Spawn->EntryArgument == -3)
      return Spawn;
    // Of several entries the one whose entry argument is a callable is meant.
    QualType Entry =
        Arguments[Skipped + std::max(Spawn->EntryArgument, 0)]->getType();
    if (!Spawn->EntryMethod.empty()) {
      if (Spawns.size() == 1 || Context.Types.designatedClass(Entry))
        return Spawn;
      continue;
    }
    if (Spawns.size() > 1 && !Entry->isFunctionType() &&
        !Entry->isFunctionPointerType() && !Entry->isBlockPointerType() &&
        !Entry->isRecordType() && !Entry->isMemberFunctionPointerType())
      continue;
    if (Spawns.size() > 1 && Context.Types.of(Entry).IsIterator)
      continue;
    return Spawn;
  }
  return nullptr;
}

static CallKind kindOfCallee(LoweringContext &Context, CallShape &Shape) {
  const CalleeModel &Model = *Shape.Model;
  Shape.Spawn = spawnOf(Context, Shape.Callee, Shape.Arguments);
  if (Shape.Spawn)
    return CallKind::Spawn;
  if (Model.Runs)
    return CallKind::RunTasks;
  if (Model.Lock)
    return CallKind::LockFunction;
  if (Model.Join)
    return CallKind::Join;
  if (!Shape.Receiver && !Shape.Arguments.empty()) {
    const TypeModel &First = Context.Types.of(receiverType(Shape.Arguments[0]));
    if (First.Container)
      if (const ContainerOperation *Operation =
              TypeModels::function(*First.Container, Model.Name)) {
        Shape.Operation = Operation;
        Shape.Type = &First;
        Shape.Receiver = Shape.Arguments[0];
        return CallKind::Container;
      }
  }
  if (Model.CallThrough)
    return CallKind::CallThrough;
  if (Model.Identity)
    return CallKind::Identity;
  if (Model.IsAllocation)
    return CallKind::Allocation;
  if (Model.Bind)
    return CallKind::Bind;
  return Model.IsSystem ? CallKind::System : CallKind::Project;
}

/// In a template that was never instantiated: the member that is called by
/// name.
static void readDependentCallee(LoweringContext &Context, const CallExpr *Call,
                                CallShape &Shape) {
  const Expr *Callee = Call->getCallee()->IgnoreParenImpCasts();
  if (const auto *Member = dyn_cast<CXXDependentScopeMemberExpr>(Callee);
      Member && !Member->isImplicitAccess()) {
    Shape.Receiver = Member->getBase();
    Shape.Member =
        Context.Names.text(Context.intern(Member->getMember().getAsString()));
  } else if (const auto *Member = dyn_cast<UnresolvedMemberExpr>(Callee);
             Member && !Member->isImplicitAccess()) {
    Shape.Receiver = Member->getBase();
    Shape.Member = Context.Names.text(
        Context.intern(Member->getMemberName().getAsString()));
  }
}

/// In such a template: the library function that is called by name with
/// arguments that depend on the parameters, `std::copy_if(...)`. Models go by
/// names, so any overload with as many parameters will do.
static const FunctionDecl *dependentLibraryCallee(LoweringContext &Context,
                                                  const CallExpr *Call) {
  const auto *Lookup =
      dyn_cast<UnresolvedLookupExpr>(Call->getCallee()->IgnoreParenImpCasts());
  if (!Lookup)
    return nullptr;
  for (const NamedDecl *Each : Lookup->decls()) {
    const auto *Function = dyn_cast<FunctionDecl>(Each->getUnderlyingDecl());
    if (const auto *Template =
            dyn_cast<FunctionTemplateDecl>(Each->getUnderlyingDecl()))
      Function = Template->getTemplatedDecl();
    if (Function && Context.Types.isSystem(Function) &&
        (Function->getNumParams() == Call->getNumArgs() ||
         (Function->getNumParams() > 0 &&
          Function->getNumParams() <= Call->getNumArgs() &&
          Function->parameters().back()->isParameterPack())))
      return Function;
  }
  return nullptr;
}

CallShape mapwarden::shapeOf(LoweringContext &Context, const CallExpr *Call) {
  CallShape Shape;
  Shape.Callee = Call->getDirectCallee();
  if (!Shape.Callee && Call->isTypeDependent())
    Shape.Callee = dependentLibraryCallee(Context, Call);
  for (const Expr *Argument : Call->arguments())
    if (!isa<CXXDefaultArgExpr>(Argument) && !Argument->getType().isNull())
      Shape.Arguments.push_back(Argument);

  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Shape.Callee);
  if (Shape.Callee) {
    Shape.Model = &Context.Types.of(Shape.Callee);
    if (isa<CXXConversionDecl>(Shape.Callee))
      Shape.Member = "operator type";
    else
      Shape.Member = Shape.Model->Name.substr(Shape.Model->Name.rfind(':') + 1);
  }
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call)) {
    if (!Shape.Callee)
      Shape.Member = Context.Names.text(
          Context.intern(std::string("operator") +
                         getOperatorSpelling(Operator->getOperator())));
    if (!Shape.Arguments.empty() &&
        (!Shape.Callee || (Method && Method->isInstance()))) {
      Shape.Receiver = Shape.Arguments[0];
      Shape.Arguments.erase(Shape.Arguments.begin());
    }
  } else if (const auto *MemberCall = dyn_cast<CXXMemberCallExpr>(Call)) {
    Shape.Receiver = MemberCall->getImplicitObjectArgument();
  } else if (!Shape.Callee) {
    readDependentCallee(Context, Call, Shape);
  }
  if (!Shape.Callee && Shape.Member.empty()) {
    Shape.Kind = CallKind::Indirect;
    return Shape;
  }
  if (Method && Method->getParent()->isLambda()) {
    Shape.Kind = Method->getOverloadedOperator() == OO_Call ? CallKind::Closure
                                                            : CallKind::System;
    return Shape;
  }

  if (Shape.Receiver) {
    Shape.Type = &Context.Types.of(receiverType(Shape.Receiver));
    // The model of a smart pointer's pointee does not apply to the pointer and
    // the other way round: the operand's own type decides.
    if (Shape.Type->IsIterator && Shape.Callee && !Shape.Model->IsSystem) {
      Shape.Kind = CallKind::Project;
      return Shape;
    }
    bool HasModel = Shape.Model &&
                    (!Shape.Model->Spawns.empty() || Shape.Model->CallThrough ||
                     Shape.Model->Join || Shape.Model->Runs ||
                     Shape.Model->Identity || Shape.Model->Bind);
    if (!HasModel && isModelledMember(*Shape.Type, Method)) {
      Shape.Kind = kindOfMember(Shape);
      if (Shape.Kind == CallKind::Container)
        Shape.Operation =
            TypeModels::member(*Shape.Type->Container, Shape.Member);
      return Shape;
    }
    if (!Shape.Callee)
      return Shape;
  }
  Shape.Kind = kindOfCallee(Context, Shape);
  // Free operators of iterators: `it + 1`.
  if (Shape.Kind == CallKind::System && !Shape.Receiver &&
      isa<CXXOperatorCallExpr>(Call) && !Shape.Arguments.empty() &&
      Context.Types.of(Shape.Arguments[0]->getType()).IsIterator)
    Shape.Kind = CallKind::Iterator;
  return Shape;
}

bool mapwarden::isElementOfIterator(const CallExpr *Call,
                                    const CallShape &Shape) {
  return Shape.Kind == CallKind::Iterator && Shape.Receiver &&
         Shape.Arguments.empty() && Call->isLValue() &&
         isa<CXXMemberCallExpr>(Call);
}

bool mapwarden::isRelaxedOrder(const Expr *Order) {
  const auto *Name = dyn_cast<DeclRefExpr>(Order->IgnoreParenImpCasts());
  return Name && Name->getType()->isEnumeralType() &&
         Name->getDecl()->getIdentifier() &&
         Name->getDecl()->getName().ends_with("relaxed");
}
