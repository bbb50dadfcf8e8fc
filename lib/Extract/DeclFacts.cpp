// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Declarations to facts.
#include "Extract/DeclFacts.h"
#include "Extract/Annotations.h"
#include "Extract/ClangCompat.h"
#include "Extract/CopyableTypes.h"
#include "Extract/LockConvention.h"
#include "Extract/Paths.h"
#include "Extract/PointerVariables.h"

using namespace mapwarden;
using namespace clang;
using llvm::StringRef;

void mapwarden::describeType(LoweringContext &Context, QualType Type,
                             VariableFacts &Facts) {
  if (Type.isNull())
    return;
  if (Type->isReferenceType() || Type->isAnyPointerType())
    Facts.Flags |= VariableIsReference;
  QualType Object = Type.getNonReferenceType();
  if (Object->isVoidPointerType())
    Facts.Flags |= VariableIsUntyped;
  QualType Constness =
      Object->isAnyPointerType() ? Object->getPointeeType() : Object;
  while (Constness->isArrayType())
    Constness = Context.Ast.getBaseElementType(Constness);
  if (Constness.isConstQualified())
    Facts.Flags |= VariableIsConst;
  const TypeModel &Model = Context.Types.of(Object);
  bool IsByValue = !(Facts.Flags & VariableIsReference);
  // What keeps a container under its lock is that container.
  QualType Kept = Model.Locked ? TypeModels::firstArgument(Object) : QualType();
  bool KeepsContainer = !Kept.isNull() && Context.Types.of(Kept).Container;
  if ((Model.Container || KeepsContainer) && IsByValue)
    Facts.Flags |= VariableIsContainer;
  if (Model.Container && Model.Container->InternallySynchronised)
    Facts.Flags |= VariableIsInternallySynchronised;
  if (Model.Container && IsByValue && Context.Types.isPerThread(Object))
    Facts.Flags |= VariableIsPerThread;
  if (Model.Lock && IsByValue)
    Facts.Flags |= VariableIsMutex;
  if (Model.Guard)
    Facts.Flags |= VariableIsGuard;
  if (Context.Types.holdsThreads(Object))
    Facts.Flags |= VariableIsThreadHandle;
  if (Model.Atomic)
    Facts.Flags |= VariableIsAtomic;
  if (Model.IsCallable || Model.IsClosure || Object->isFunctionPointerType() ||
      Object->isMemberFunctionPointerType() || Object->isFunctionType())
    Facts.Flags |= VariableIsCallable;
  if (Model.Pointer) {
    Facts.Flags |= VariableIsReference;
    if (Model.Pointer->IsShared)
      Facts.Flags |= VariableIsSharedPointer;
    QualType Held = TypeModels::firstArgument(Object);
    if (!Held.isNull() && Held.isConstQualified())
      Facts.Flags |= VariableIsConst;
  }
  if (Model.IsIterator)
    Facts.Flags |= VariableIsReference;
  const CXXRecordDecl *Class =
      Context.Types.designatedClass(Context.Ast.getBaseElementType(Object));
  if (Class && !Context.Types.isSystem(Class)) {
    Facts.TypeClass = Context.usr(Class);
    if (const CXXRecordDecl *Definition = Class->getDefinition())
      Context.Classes.insert(Definition);
  }
}

/// The mutex that an attribute names, in terms of the object that holds \p
/// Variable.
static AccessPath guardOf(LoweringContext &Context, const ValueDecl *Variable) {
  const Expr *Mutex = guardingCapability(Variable);
  if (!Mutex)
    return {};
  FunctionScope Scope(NameId::None, nullptr);
  Scope.OwnsThis = true;
  BodyScan Scan;
  PathBuilder Paths(Context, Scope, Scan);
  return Paths.path(Mutex);
}

/// \p Pattern with the type of the mutex filled in; None when there is none.
static NameId holdOf(LoweringContext &Context, StringRef Pattern,
                     QualType Mutex) {
  if (Pattern.empty())
    return NameId::None;
  static constexpr StringRef Mark = "$type";
  auto [Before, After] = Pattern.split(Mark);
  if (Before.size() == Pattern.size())
    return Context.intern(Pattern);
  PrintingPolicy Policy(Context.Ast.getLangOpts());
  Policy.SuppressTagKeyword = true;
  std::string Type =
      Mutex.getUnqualifiedType().getCanonicalType().getAsString(Policy);
  // What cannot be spelled here cannot be spelled anywhere.
  if (StringRef(Type).contains('('))
    return NameId::None;
  return Context.intern((Before + Type + After).str());
}

/// How a fix holds a mutex, or what it makes of a guard.
static void describeHold(LoweringContext &Context, QualType Type,
                         VariableFacts &Facts) {
  const TypeModel &Model = Context.Types.of(Type);
  if (Model.Guard)
    Facts.Hold = holdOf(Context, Model.Guard->Exclusive, Type);
  if (!Model.Lock || !Facts.has(VariableIsMutex) || !Model.Modelled)
    return;
  Facts.Hold = holdOf(Context, Model.Lock->Hold, Type);
  Facts.HoldShared = holdOf(Context, Model.Lock->HoldShared, Type);
}

/// Whether all methods of \p Class, and of the classes in it, have a body in
/// this unit, and none of them gives a mutex or a guard away.
static bool hasAllMethods(LoweringContext &Context,
                          const CXXRecordDecl *Class) {
  auto isDone = [&](const FunctionDecl *Method) {
    if (Method->isImplicit() || Method->isDeleted() || Method->isDefaulted() ||
        Method->isPureVirtual())
      return true;
    if (const FunctionDecl *Pattern = Method->getTemplateInstantiationPattern())
      Method = Pattern;
    const TypeModel &Returned = Context.Types.of(Method->getReturnType());
    const TypeModel &Pointee =
        Context.Types.of(Method->getReturnType()->getPointeeType());
    bool GivesAway = Returned.Lock || Returned.Guard || Pointee.Lock;
    bool IsLock = Method->getIdentifier() &&
                  Method->getName().starts_with_insensitive("lock");
    return Method->isDefined() && !GivesAway &&
           !(IsLock && Method->getAccess() == AS_public);
  };
  return llvm::all_of(Class->decls(), [&](const Decl *Member) {
    // What a template does is seen where it is instantiated.
    if (const auto *Template = dyn_cast<FunctionTemplateDecl>(Member)) {
      if (Template->spec_begin() == Template->spec_end())
        return false;
      Member = Template->getTemplatedDecl();
    }
    if (const auto *Friend = dyn_cast<FriendDecl>(Member))
      return !Friend->getFriendType();
    if (const auto *Inner = dyn_cast<CXXRecordDecl>(Member))
      return Inner->isImplicit() || !Inner->isThisDeclarationADefinition() ||
             hasAllMethods(Context, Inner);
    const auto *Method = dyn_cast<FunctionDecl>(Member);
    return !Method || isDone(Method);
  });
}

/// Whether no other unit can name the mutex \p Field, although this one, which
/// has errors, may use it in a way that is not seen. Without errors a member
/// that no one calls is not run at all.
static bool isEnclosed(LoweringContext &Context, const FieldDecl *Field) {
  const auto *Class = dyn_cast<CXXRecordDecl>(Field->getParent());
  if (!Class || !Context.Ast.getDiagnostics().hasErrorOccurred())
    return false;
  const SourceManager &Sources = Context.Ast.getSourceManager();
  if (!Context.Ast.getLangOpts().IsHeaderFile &&
      Sources.isInMainFile(Class->getLocation()))
    return true;
  return Field->getAccess() == AS_private && hasAllMethods(Context, Class);
}

VariableFacts mapwarden::describeVariable(LoweringContext &Context,
                                          const ValueDecl *Variable) {
  VariableFacts Facts;
  Facts.At =
      Context.Spans.span(Variable->getLocation(), Variable->getLocation());
  const auto *Var = dyn_cast<VarDecl>(Variable);
  bool IsGlobal = Var && Var->hasGlobalStorage();
  const auto *Field = dyn_cast<FieldDecl>(Variable);
  describeType(Context, Variable->getType(), Facts);
  describeHold(Context, Variable->getType(), Facts);
  if ((Field || Facts.has(VariableIsMutex)) &&
      (Variable->getAccess() == AS_private ||
       Variable->getAccess() == AS_protected))
    Facts.Flags |= VariableIsHidden;
  if (QualType Type = Variable->getType();
      Var && Var->isLocalVarDecl() && Type->isReferenceType() &&
      isCopyable(Type.getNonReferenceType()))
    Facts.Flags |= VariableIsCopyable;
  if (Field && Facts.has(VariableIsMutex) && isEnclosed(Context, Field))
    Facts.Flags |= VariableIsEnclosed;
  if (Field || IsGlobal)
    Facts.Usr = Context.usr(Variable);
  if (IsGlobal)
    Facts.Name = Context.Naming.qualifiedName(Variable);
  else if (Variable->getIdentifier())
    Facts.Name = Context.intern(Variable->getName());
  if (Field && Field->isMutable())
    Facts.Flags |= VariableIsMutable;
  if (Field || IsGlobal) {
    Facts.GuardedBy = guardOf(Context, Variable);
    if (!Facts.GuardedBy.isKnown())
      Facts.GuardedBy = annotatedGuard(Context, Variable);
  }
  // What is confined to one thread is as good as a thread's own.
  const auto *Owner =
      Field ? dyn_cast<CXXRecordDecl>(Field->getParent()) : nullptr;
  if (isAnnotated(Variable, "confined") ||
      (Owner && isAnnotated(Owner, "confined")))
    Facts.Flags |= VariableIsThreadLocal;
  if (IsGlobal) {
    if (Var->getTLSKind() != VarDecl::TLS_None)
      Facts.Flags |= VariableIsThreadLocal;
    if (Var->isStaticLocal())
      Facts.Flags |= VariableIsFunctionStatic;
    else if (Var->isStaticDataMember())
      Facts.Flags |= VariableIsStaticMember;
    if (!Var->isExternallyVisible())
      Facts.Flags |= VariableIsInternal;
    if (Var->isConstexpr())
      Facts.Flags |= VariableIsConst;
  }
  const auto *Param = dyn_cast<ParmVarDecl>(Variable);
  if (Param && Param->getType()->isRecordType() &&
      !Context.Types.of(Param->getType()).isHandleLike())
    Facts.Flags |= VariableIsCopiedParam;
  return Facts;
}

void mapwarden::describeLocals(LoweringContext &Context, FunctionScope &Scope,
                               FunctionFacts &Facts) {
  Facts.Locals.reserve(Scope.Locals.size());
  for (size_t I = 0; I < Scope.Locals.size(); ++I)
    Facts.Locals.push_back(Scope.Locals[I]
                               ? describeVariable(Context, Scope.Locals[I])
                               : Scope.HiddenLocals[I]);
}

/// Is the function named by the convention that its caller holds the lock:
/// fooLocked, foo_unlocked_, fooNoLock, foo_Unsafe?
static bool isLockHeldName(StringRef Name) {
  Name = Name.rtrim('_');
  std::string Lower = Name.lower();
  StringRef Text = Lower;
  // Questions are no helpers: isLocked().
  if (Text.starts_with("is") || Text.starts_with("has") || Text == "locked" ||
      Text == "unlocked")
    return false;
  if (Name.ends_with("Locked") || Text.ends_with("_locked") ||
      Name.ends_with("Unlocked") || Text.ends_with("_unlocked"))
    return true;
  for (StringRef Suffix :
       {"nolock",        "no_lock",        "lockheld",      "lock_held",
        "locksheld",     "locks_held",     "mutexheld",     "mutex_held",
        "withlock",      "with_lock",      "withlockheld",  "underlock",
        "under_lock",    "withoutlock",    "without_lock",  "withoutlocking",
        "unguarded",     "notlocked",      "not_locked",    "lockfree",
        "lock_free",     "unsafe",         "notthreadsafe", "not_thread_safe",
        "nonthreadsafe", "unsynchronized", "unprotected"})
    if (Text.ends_with(Suffix))
      return true;
  return false;
}

template <typename AttributeT>
static void addContract(const AttributeT *Attribute, bool IsShared,
                        LockContract::Kind Kind, PathBuilder &Paths,
                        std::vector<LockContract> &Contracts) {
  auto add = [&](AccessPath Mutex) {
    if (Mutex.isKnown())
      Contracts.push_back({Kind, IsShared, std::move(Mutex)});
  };
  if (Attribute->args_size() == 0)
    add(Paths.thisObject()); // The object itself is the lock.
  for (const Expr *Mutex : Attribute->args())
    add(Paths.path(Mutex));
}

static void addContracts(LoweringContext &Context, const FunctionDecl *Function,
                         FunctionScope &Scope,
                         std::vector<LockContract> &Contracts) {
  if (!Function->hasAttrs())
    return;
  BodyScan Scan;
  PathBuilder Paths(Context, Scope, Scan);
  for (const auto *Each : Function->specific_attrs<RequiresCapabilityAttr>())
    addContract(Each, Each->isShared(), LockContract::Requires, Paths,
                Contracts);
  for (const auto *Each : Function->specific_attrs<AcquireCapabilityAttr>())
    addContract(Each, Each->isShared(), LockContract::Acquires, Paths,
                Contracts);
  for (const auto *Each : Function->specific_attrs<ReleaseCapabilityAttr>())
    addContract(Each, Each->isShared(), LockContract::Releases, Paths,
                Contracts);
  for (const auto *Each : Function->specific_attrs<LocksExcludedAttr>())
    addContract(Each, false, LockContract::Excludes, Paths, Contracts);
}

FunctionFacts mapwarden::describeFunction(LoweringContext &Context,
                                          const FunctionDecl *Function,
                                          FunctionScope &Scope) {
  FunctionFacts Facts;
  Facts.Usr = Scope.Usr;
  Facts.Name = Context.Naming.qualifiedName(Function);
  Facts.At =
      Context.Spans.span(Function->getLocation(), Function->getLocation());
  SourceSpan End =
      Context.Spans.span(Function->getEndLoc(), Function->getEndLoc());
  Facts.EndLine = End.isValid() ? End.Line : Facts.At.Line;

  const auto *Method = dyn_cast<CXXMethodDecl>(Function);
  bool IsLambda = Method && Method->getParent()->isLambda();
  auto set = [&](bool Holds, uint64_t Flag) {
    if (Holds)
      Facts.Flags |= Flag;
  };
  set(IsLambda, FunctionIsLambda);
  if (Method && !IsLambda) {
    set(Method->isInstance(), FunctionIsMethod);
    set(Method->isStatic(), FunctionIsStaticMember);
    set(Method->isVirtual(), FunctionIsVirtual);
    set(Method->isPureVirtual(), FunctionIsPure);
    set(isa<CXXConstructorDecl>(Method), FunctionIsConstructor);
    set(isa<CXXDestructorDecl>(Method), FunctionIsDestructor);
    set(Method->isConst(), FunctionIsConst);
    Facts.Class = Context.usr(Method->getParent());
    Context.Classes.insert(Method->getParent());
    for (const CXXMethodDecl *Overridden : Method->overridden_methods()) {
      Facts.Overrides.push_back(Context.usr(Overridden));
      set(Overridden->isPureVirtual() && !isa<CXXDestructorDecl>(Method),
          FunctionImplements);
    }
  }
  set(!Method || Method->getAccess() == AS_public ||
          Method->getAccess() == AS_none,
      FunctionIsPublic);
  set(!IsLambda && Function->isExternallyVisible(), FunctionIsExternal);
  set(Function->isMain(), FunctionIsMain);
  set(Function->hasAttr<NoThreadSafetyAnalysisAttr>() ||
          isAnnotated(Function, "confined"),
      FunctionNoAnalysis);
  set(isAnnotated(Function, "thread_entry") ||
          Context.Types.isFrameworkEntry(Function),
      FunctionIsEntry);
  set(Function->isImplicit() ||
          (Method && Method->isDefaulted() && !Method->isUserProvided()),
      FunctionIsImplicit);
  set(Function->isTemplateInstantiation() ||
          (Method && isa<ClassTemplateSpecializationDecl>(Method->getParent())),
      FunctionIsInstantiation);
  if (const IdentifierInfo *Name = Function->getIdentifier())
    set(isLockHeldName(Name->getName()), FunctionLockHeldByName);
  QualType Returned = Function->getReturnType();
  set(!Returned->isVoidType() &&
          (Returned->isReferenceType() || Returned->isAnyPointerType() ||
           Context.Types.of(Returned).IsIterator),
      FunctionReturnsAlias);
  set(Returned->isLValueReferenceType() &&
          Returned.getNonReferenceType().isConstQualified() &&
          isCopyable(Returned.getNonReferenceType()),
      FunctionReturnsCopyable);
  set(isPlainLockMember(Function), FunctionIsPlain);
  for (const ParmVarDecl *Param : Function->parameters())
    Facts.Params.push_back(describeVariable(Context, Param));
  addContracts(Context, Function, Scope, Facts.Contracts);
  return Facts;
}

ClassFacts mapwarden::describeClass(LoweringContext &Context,
                                    const CXXRecordDecl *Record) {
  ClassFacts Facts;
  Facts.Usr = Context.usr(Record);
  Facts.Name = Context.Naming.qualifiedName(Record);
  Facts.At = Context.Spans.span(Record->getLocation(), Record->getLocation());
  if (Record->hasAttr<FinalAttr>())
    Facts.Flags |= ClassIsFinal;
  if (!Record->isDependentContext() && Record->isAbstract())
    Facts.Flags |= ClassIsAbstract;
  const TypeModel &Model = Context.Types.of(Record);
  if (Model.Lock)
    Facts.Flags |= ClassIsLock;
  if (Model.Guard)
    Facts.Flags |= ClassIsGuard;
  if (Model.Container && Model.Container->InternallySynchronised)
    Facts.Flags |= ClassIsInternallySynchronised;
  for (const CXXBaseSpecifier &Base : Record->bases())
    if (const CXXRecordDecl *BaseClass = Base.getType()->getAsCXXRecordDecl()) {
      Facts.Bases.push_back(Context.usr(BaseClass));
      if (Context.Types.isSystem(BaseClass))
        Facts.Flags |= ClassHasExternalBase;
      else if (const CXXRecordDecl *Definition = BaseClass->getDefinition())
        Context.Classes.insert(Definition);
    }
  for (const FieldDecl *Field : Record->fields()) {
    Facts.Fields.push_back(describeVariable(Context, Field));
    if (isPointerVariable(Context, Field))
      Facts.Fields.push_back(
          describePointer(Context, Field, Facts.Fields.back()));
  }
  return Facts;
}
