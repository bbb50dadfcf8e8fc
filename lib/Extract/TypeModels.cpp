// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Looks types and functions up in the models.
#include "Extract/TypeModels.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"

using namespace mapwarden;
using namespace clang;
using llvm::StringRef;

/// Bases that are walked, and members in members that isInteresting looks into.
static constexpr unsigned MaxDepth = 6;

bool TypeModels::lookUp(StringRef Name, TypeModel &Model) const {
  Model.Container = Models.container(Name);
  Model.Lock = Models.lock(Name);
  Model.Guard = Models.guard(Name);
  Model.Wait = Models.wait(Name);
  Model.Thread = Models.thread(Name);
  Model.Pointer = Models.pointer(Name);
  Model.Sequence = Models.sequence(Name);
  Model.Executor = Models.executor(Name);
  Model.Locked = Models.locked(Name);
  Model.Callable = Models.callable(Name);
  Model.IsCallable = Model.Callable != nullptr;
  Model.Atomic = Models.atomic(Name);
  Model.IsView = Models.isView(Name);
  return Model.isModelled() || Model.IsView;
}

/// Has the class, or a base, a member operator \p Operator?
static bool hasOperator(const CXXRecordDecl *Record,
                        OverloadedOperatorKind Operator, unsigned Depth) {
  DeclarationName Name =
      Record->getASTContext().DeclarationNames.getCXXOperatorName(Operator);
  if (!Record->lookup(Name).empty())
    return true;
  if (!Record->hasDefinition() || Depth == MaxDepth)
    return false;
  return llvm::any_of(Record->bases(), [&](const CXXBaseSpecifier &Base) {
    const CXXRecordDecl *BaseClass = Base.getType()->getAsCXXRecordDecl();
    return BaseClass && hasOperator(BaseClass, Operator, Depth + 1);
  });
}

bool TypeModels::lookUpClass(const CXXRecordDecl *Record, TypeModel &Model,
                             unsigned Depth) {
  if (lookUp(Names.text(Naming.qualifiedName(Record)), Model)) {
    Model.Modelled = Record;
    return true;
  }
  Record = Record->getDefinition();
  if (!Record || Depth == MaxDepth)
    return false;
  for (const CXXBaseSpecifier &Base : Record->bases()) {
    if (const CXXRecordDecl *BaseClass = Base.getType()->getAsCXXRecordDecl()) {
      if (lookUpClass(BaseClass, Model, Depth + 1))
        return true;
    } else if (const auto *Pattern =
                   Base.getType()->getAs<TemplateSpecializationType>()) {
      const TemplateDecl *Template =
          Pattern->getTemplateName().getAsTemplateDecl();
      if (Template && lookUp(Names.text(Naming.qualifiedName(Template)), Model))
        return true;
    }
  }
  return false;
}

bool TypeModels::isOfModelledContainer(const CXXMethodDecl *Method) const {
  TypeModel Named;
  return lookUp(Names.text(Naming.qualifiedName(Method->getParent())), Named) &&
         (Named.Container || Named.Locked);
}

/// What the base \p Record of a framework says of method \p Name.
static bool isFrameworkMethod(const FrameworkModel &Model, StringRef Name) {
  return Model.Methods.empty() ||
         llvm::any_of(Model.Methods,
                      [&](const std::string &Each) { return Name == Each; });
}

bool TypeModels::isFrameworkEntry(const FunctionDecl *Function) {
  const auto *Method = dyn_cast<CXXMethodDecl>(Function);
  if (!Method || Method->size_overridden_methods() == 0 ||
      isa<CXXDestructorDecl>(Method) || !Method->getIdentifier() ||
      isSystem(Method))
    return false;
  llvm::SmallVector<const CXXRecordDecl *, 8> Bases = {Method->getParent()};
  for (size_t I = 0; I < Bases.size() && I < 32; ++I) {
    const FrameworkModel *Model =
        Models.framework(Names.text(Naming.qualifiedName(Bases[I])));
    if (Model && isFrameworkMethod(*Model, Method->getName()))
      return true;
    if (const CXXRecordDecl *Definition = Bases[I]->getDefinition())
      for (const CXXBaseSpecifier &Base : Definition->bases())
        if (const CXXRecordDecl *Class = Base.getType()->getAsCXXRecordDecl())
          Bases.push_back(Class);
  }
  return false;
}

/// Which guard a class is, none of whose constructors can be seen, by its
/// attributes: `class SCOPED_CAPABILITY Lock`. Null when it is none.
const GuardModel *TypeModels::declaredGuard(const CXXRecordDecl *Record) const {
  if (!Record->hasDefinition() || !Record->hasAttr<ScopedLockableAttr>())
    return nullptr;
  const GuardModel *Found = nullptr;
  for (const CXXConstructorDecl *Constructor : Record->ctors()) {
    if (Constructor->hasBody())
      return nullptr;
    for (const auto *Each :
         Constructor->specific_attrs<AcquireCapabilityAttr>())
      Found = Each->isShared() ? &ScopedSharedGuard : &ScopedGuard;
    if (!Found && Constructor->hasAttr<ReleaseCapabilityAttr>())
      Found = &ScopedRelease;
  }
  return Found;
}

/// An atomic is a pointer only if what it holds is one; the model cannot tell.
static void dropPointerToValue(TypeModel &Model) {
  if (!Model.Pointer || !Model.Atomic)
    return;
  const auto *Special =
      dyn_cast_or_null<ClassTemplateSpecializationDecl>(Model.Modelled);
  if (!Special || Special->getTemplateArgs().size() == 0)
    return;
  const TemplateArgument &Held = Special->getTemplateArgs()[0];
  if (Held.getKind() == TemplateArgument::Type &&
      !Held.getAsType()->isPointerType() && !Held.getAsType()->isRecordType())
    Model.Pointer = nullptr;
}

const TypeModel &TypeModels::of(const CXXRecordDecl *Record) {
  Record = Record->getCanonicalDecl();
  auto [Entry, IsNew] = Types.try_emplace(Record);
  if (!IsNew)
    return *Entry->second;
  auto Model = std::make_unique<TypeModel>();
  if (Record->isLambda())
    Model->IsClosure = true;
  else
    lookUpClass(Record, *Model, 0);
  if (!Model->isModelled() && !Record->isLambda())
    if (const ContainerModel *Map = mapByInterface(Record)) {
      Model->Container = Map;
      Model->Modelled = Record;
    }
  if (!Model->isModelled() && !Record->isLambda() && Record->getDefinition())
    Model->Guard = declaredGuard(Record->getDefinition());
  Model->Record = Record;
  if (const CXXRecordDecl *Definition = Record->getDefinition())
    Model->Record = Definition;
  Model->IsProject = !isSystem(Record);
  Model->HasParts = Models.hasParts(Names.text(Naming.qualifiedName(Record)));
  dropPointerToValue(*Model);
  if (!Model->isModelled() && !Model->IsClosure &&
      Model->Record->hasDefinition())
    Model->IsIterator = hasOperator(Model->Record, OO_Star, 0) &&
                        hasOperator(Model->Record, OO_PlusPlus, 0);
  return *(Types[Record] = std::move(Model));
}

const TypeModel &TypeModels::ofTypedef(QualType Type) {
  // The outermost typedef that a model names.
  while (const auto *Alias = Type->getAs<TypedefType>()) {
    auto [Entry, IsNew] = Types.try_emplace(Alias->getDecl());
    if (IsNew) {
      auto Model = std::make_unique<TypeModel>();
      lookUp(Names.text(Naming.qualifiedName(Alias->getDecl())), *Model);
      Entry->second = std::move(Model);
    }
    if (Entry->second->isModelled())
      return *Entry->second;
    Type = Alias->desugar();
  }
  return Nothing;
}

const TypeModel &TypeModels::of(QualType Type) {
  if (Type.isNull())
    return Nothing;
  Type = Type.getNonReferenceType();
  if (const CXXRecordDecl *Record = Type->getAsCXXRecordDecl()) {
    const TypeModel &Model = of(Record);
    if (Model.isModelled() || Model.IsClosure || Model.IsIterator)
      return Model;
    const TypeModel &Alias = ofTypedef(Type);
    return Alias.isModelled() ? Alias : Model;
  }
  // In a template that was never instantiated.
  if (Type->isDependentType()) {
    TemplateName Name;
    if (const auto *Pattern = Type->getAs<TemplateSpecializationType>())
      Name = Pattern->getTemplateName();
    else if (const auto *Deduced =
                 Type->getAs<DeducedTemplateSpecializationType>())
      Name = Deduced->getTemplateName();
    if (const TemplateDecl *Template = Name.getAsTemplateDecl())
      if (const auto *Record =
              dyn_cast_or_null<CXXRecordDecl>(Template->getTemplatedDecl()))
        return of(Record);
  }
  return ofTypedef(Type);
}

const CalleeModel &TypeModels::of(const FunctionDecl *Function) {
  Function = Function->getCanonicalDecl();
  auto [Entry, IsNew] = Callees.try_emplace(Function);
  if (!IsNew)
    return *Entry->second;
  auto Model = std::make_unique<CalleeModel>();
  Model->Name = Names.text(Naming.qualifiedName(Function));
  Model->IsSystem = isSystem(Function) || Function->getBuiltinID() != 0;
  Model->Identity = Models.identity(Model->Name);
  Model->IsAllocation = Models.isAllocation(Model->Name);
  Model->IsThreadNumber = Models.isThreadNumber(Model->Name);
  Model->Bind = Models.bind(Model->Name);
  Model->Lock = Models.lockFunction(Model->Name);
  Model->Join = Models.join(Model->Name);
  Model->CallThrough = Models.callThrough(Model->Name);
  Model->Runs = Models.executorRunBy(Model->Name);
  Model->Spawns = Models.spawns(Model->Name);
  return *(Callees[Function] = std::move(Model));
}

const ContainerOperation *TypeModels::member(const ContainerModel &Model,
                                             StringRef Member) {
  auto Found = Model.Members.find(Member.str());
  return Found == Model.Members.end() ? nullptr : &Found->second;
}

const ContainerOperation *TypeModels::function(const ContainerModel &Model,
                                               StringRef Name) {
  auto Found = Model.Functions.find(Name.str());
  return Found == Model.Functions.end() ? nullptr : &Found->second;
}

QualType TypeModels::firstArgument(QualType Type) {
  const auto *Special = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      Type.getNonReferenceType()->getAsCXXRecordDecl());
  if (!Special || Special->getTemplateArgs().size() == 0 ||
      Special->getTemplateArgs()[0].getKind() != TemplateArgument::Type)
    return {};
  return Special->getTemplateArgs()[0].getAsType();
}

bool TypeModels::isTrackedPointer(QualType Type) {
  if (Type.isNull() || Type->isMemberPointerType())
    return !Type.isNull() && Type->isMemberFunctionPointerType();
  if (!Type->isAnyPointerType() && !Type->isBlockPointerType())
    return false;
  QualType Pointee = Type->getPointeeType();
  while (Pointee->isAnyPointerType() || Pointee->isArrayType())
    Pointee = Pointee->isArrayType()
                  ? QualType(Pointee->getArrayElementTypeNoTypeQual(), 0)
                  : Pointee->getPointeeType();
  return Pointee->isRecordType() || Pointee->isFunctionType() ||
         Pointee->isVoidType() || Pointee->isDependentType();
}

bool TypeModels::isInteresting(QualType Type) {
  if (Type.isNull())
    return false;
  if (Type->isReferenceType())
    return isTrackedPointer(Context.getPointerType(Type.getNonReferenceType()));
  if (isTrackedPointer(Type))
    return true;
  while (Type->isArrayType())
    Type = QualType(Type->getArrayElementTypeNoTypeQual(), 0);
  if (isTrackedPointer(Type) || Type->isFunctionPointerType() ||
      Type->isMemberFunctionPointerType())
    return true;
  const TypeModel &Model = of(Type);
  if (Model.Sequence || Model.Pointer)
    return Model.Pointer || isInteresting(firstArgument(Type));
  if (Model.isModelled() || Model.IsClosure || Model.IsIterator)
    return true;
  return Model.Record && isInteresting(Model.Record);
}

bool TypeModels::isInteresting(const CXXRecordDecl *Record) {
  Record = Record->getDefinition();
  if (!Record || Record->isDependentType())
    return Record != nullptr;
  const TypeModel &Model = of(Record);
  if (Model.isModelled() || Model.IsClosure)
    return true;
  if (!Model.IsProject)
    return false;
  // False while it is being looked at, for classes that hold themselves through
  // sequences.
  auto [Entry, IsNew] =
      Interesting.try_emplace(Record->getCanonicalDecl(), false);
  if (!IsNew)
    return Entry->second;
  bool Result =
      Record->isPolymorphic() ||
      llvm::any_of(Record->fields(),
                   [&](const FieldDecl *Field) {
                     return isInteresting(Field->getType());
                   }) ||
      llvm::any_of(Record->bases(), [&](const CXXBaseSpecifier &Base) {
        const CXXRecordDecl *BaseClass = Base.getType()->getAsCXXRecordDecl();
        return BaseClass && isInteresting(BaseClass);
      });
  Interesting[Record->getCanonicalDecl()] = Result;
  return Result;
}

bool TypeModels::iteratesContainer(QualType Type) {
  Type = Type.getNonReferenceType();
  if (!of(Type).IsIterator && !Type->isPointerType())
    return false; // Another type that the container names: its key.
  while (const auto *Alias = Type->getAs<TypedefType>()) {
    const auto *Owner =
        dyn_cast<CXXRecordDecl>(Alias->getDecl()->getDeclContext());
    if (Owner && of(Owner).Container &&
        Alias->getDecl()->getName().ends_with("iterator"))
      return true;
    Type = Alias->desugar();
  }
  return false;
}

bool TypeModels::holdsThreads(QualType Type) {
  for (unsigned Depth = 0; Depth != MaxDepth && !Type.isNull(); ++Depth) {
    while (Type->isArrayType())
      Type = QualType(Type->getArrayElementTypeNoTypeQual(), 0);
    const TypeModel &Model = of(Type);
    if (Model.Thread)
      return true;
    if (Model.Container) { // Also the mapped type of a map.
      const auto *Special =
          dyn_cast_or_null<ClassTemplateSpecializationDecl>(Model.Record);
      if (Special && Special->getTemplateArgs().size() > 1 &&
          Special->getTemplateArgs()[1].getKind() == TemplateArgument::Type &&
          holdsThreads(Special->getTemplateArgs()[1].getAsType()))
        return true;
    }
    if (!Model.Sequence && !Model.Pointer && !Model.Container)
      return false;
    Type = firstArgument(Type);
  }
  return false;
}

/// The first argument as it is written, so that a typedef like pthread_t is
/// still there.
static QualType writtenKey(QualType Type) {
  const auto *Written = Type->getAs<TemplateSpecializationType>();
  if (Written && Written->template_arguments().size() > 0 &&
      Written->template_arguments()[0].getKind() == TemplateArgument::Type)
    return Written->template_arguments()[0].getAsType();
  return TypeModels::firstArgument(Type);
}

bool TypeModels::isPerThread(QualType Type) {
  Type = Type.getNonReferenceType();
  if (!of(Type).Container || holdsThreads(Type))
    return false;
  QualType Key = writtenKey(Type);
  if (Key.isNull())
    return false;
  if (Key->isPointerType())
    Key = Key->getPointeeType();
  if (of(Key).Thread)
    return true;
  // `std::thread::id`.
  const CXXRecordDecl *Class = Key->getAsCXXRecordDecl();
  const auto *Around =
      Class ? dyn_cast<CXXRecordDecl>(Class->getDeclContext()) : nullptr;
  return Around && of(Around).Thread;
}

const CXXRecordDecl *TypeModels::designatedClass(QualType Type) {
  for (unsigned Depth = 0; Depth != MaxDepth && !Type.isNull(); ++Depth) {
    Type = Type.getNonReferenceType();
    if (Type->isAnyPointerType()) {
      Type = Type->getPointeeType();
    } else if (of(Type).Pointer) {
      Type = firstArgument(Type);
    } else {
      const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
      return Record && !Record->isLambda() ? Record : nullptr;
    }
  }
  return nullptr;
}

bool TypeModels::isView(QualType Type) {
  Type = Type.getNonReferenceType();
  if (Type->isAnyPointerType())
    return !Type->isFunctionPointerType();
  const TypeModel &Model = of(Type);
  if (Model.IsIterator || Model.IsView)
    return true;
  // An optional view is one; a shared pointer keeps what it leads to.
  QualType Inner = firstArgument(Type);
  return Model.Pointer && !Model.Pointer->IsShared && !Inner.isNull() &&
         of(Inner).IsView;
}

bool TypeModels::isTextView(QualType Type) {
  const TypeModel &Model = of(Type.getNonReferenceType());
  return Model.IsView && !Model.Pointer;
}
