// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// See the header.
#include "Extract/CopiedClasses.h"
#include "clang/AST/DeclFriend.h"
#include "clang/AST/DeclTemplate.h"

using namespace mapwarden;
using namespace clang;

static const CXXRecordDecl *recordOf(QualType Type) {
  Type = Type.getNonReferenceType();
  while (const auto *Array = Type->getAsArrayTypeUnsafe())
    Type = Array->getElementType();
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  return Record ? Record->getDefinition() : nullptr;
}

static void mark(LoweringContext &Context, QualType Type) {
  const CXXRecordDecl *Record = recordOf(Type);
  if (Record && !Record->isLambda() && !Context.Types.isSystem(Record))
    Context.Copied.insert(Record);
}

void mapwarden::noteLibraryCall(LoweringContext &Context,
                                const FunctionDecl *Callee) {
  const TemplateArgumentList *Arguments =
      Callee->getTemplateSpecializationArgs();
  if (!Arguments || !Context.Types.isSystem(Callee))
    return;
  QualType Returned = Callee->getReturnType();
  if (!isa<CXXConstructorDecl>(Callee) &&
      (Returned->isReferenceType() || Returned->isPointerType() ||
       Context.Types.of(Returned).Pointer || Context.Types.of(Returned).IsView))
    return;
  for (const TemplateArgument &Argument : Arguments->asArray()) {
    if (Argument.getKind() == TemplateArgument::Type)
      mark(Context, Argument.getAsType());
    if (Argument.getKind() == TemplateArgument::Pack)
      for (const TemplateArgument &Each : Argument.pack_elements())
        if (Each.getKind() == TemplateArgument::Type)
          mark(Context, Each.getAsType());
  }
}

void mapwarden::noteMembers(LoweringContext &Context, QualType Type) {
  mark(Context, Type);
}

static bool hasContainer(LoweringContext &Context,
                         const CXXRecordDecl *Record) {
  return llvm::any_of(Record->fields(), [&](const FieldDecl *Field) {
    return Context.Types.of(Field->getType()).Container != nullptr;
  });
}

static bool isComparison(const FunctionDecl *Function) {
  return Function && Function->isDefaulted() &&
         Function->isOverloadedOperator();
}

/// Does what the compiler writes for the class copy, move or compare it?
static bool usesWrittenMembers(const CXXRecordDecl *Record) {
  auto IsUsed = [](const CXXMethodDecl *Method) {
    return !Method->isUserProvided() && !Method->isDeleted() &&
           (Method->isUsed(/*CheckUsedAttr=*/false) || Method->isReferenced());
  };
  for (const CXXMethodDecl *Method : Record->methods()) {
    const auto *Constructor = dyn_cast<CXXConstructorDecl>(Method);
    bool Copies = Constructor ? Constructor->isCopyOrMoveConstructor()
                              : Method->isCopyAssignmentOperator() ||
                                    Method->isMoveAssignmentOperator();
    if (Copies ? IsUsed(Method) : !Constructor && isComparison(Method))
      return true;
  }
  return llvm::any_of(Record->friends(), [](const FriendDecl *Friend) {
    return isComparison(
        dyn_cast_or_null<FunctionDecl>(Friend->getFriendDecl()));
  });
}

/// Does an object of \p Holder have one of \p Part inside, not behind a
/// pointer?
static bool holdsByValue(const CXXRecordDecl *Holder, const CXXRecordDecl *Part,
                         unsigned Depth) {
  if (!Holder || !(Holder = Holder->getDefinition()) || Depth == 0)
    return false;
  auto IsPart = [&](QualType Type) {
    const CXXRecordDecl *Record =
        Type->isReferenceType() ? nullptr : recordOf(Type);
    return Record && (Record == Part || holdsByValue(Record, Part, Depth - 1));
  };
  return llvm::any_of(Holder->fields(),
                      [&](const FieldDecl *Field) {
                        return IsPart(Field->getType());
                      }) ||
         llvm::any_of(Holder->bases(), [&](const CXXBaseSpecifier &Base) {
           return IsPart(Base.getType());
         });
}

/// Marks the classes of which a library type holds objects: elements of
/// collections, parts of pairs, values of optionals.
static void markHeldByLibrary(LoweringContext &Context) {
  for (const Type *Each : Context.Ast.getTypes()) {
    const auto *Known = dyn_cast<RecordType>(Each);
    const auto *Holder =
        Known ? dyn_cast<ClassTemplateSpecializationDecl>(Known->getDecl())
              : nullptr;
    if (!Holder || !Context.Types.isSystem(Holder))
      continue;
    for (const TemplateArgument &Argument :
         Holder->getTemplateArgs().asArray()) {
      if (Argument.getKind() != TemplateArgument::Type ||
          Argument.getAsType()->isReferenceType())
        continue;
      const CXXRecordDecl *Part = recordOf(Argument.getAsType());
      if (!Part || Context.Types.isSystem(Part) ||
          Context.Copied.contains(Part))
        continue;
      const TypeModel &Model =
          Context.Types.of(static_cast<const CXXRecordDecl *>(Holder));
      if (Model.Container || Model.Sequence || Model.HasParts ||
          holdsByValue(Holder, Part, /*Depth=*/4))
        mark(Context, Argument.getAsType());
    }
  }
}

std::vector<NameId> mapwarden::listCopiedClasses(LoweringContext &Context) {
  llvm::SetVector<const CXXRecordDecl *> Candidates;
  for (const CXXRecordDecl *Class : Context.Classes)
    if (const CXXRecordDecl *Record = Class->getDefinition();
        Record && !Record->isLambda() && !Record->isDependentContext() &&
        !Context.Types.isSystem(Record) && hasContainer(Context, Record))
      Candidates.insert(Record);
  if (Candidates.empty())
    return {};
  for (const CXXRecordDecl *Record : Candidates)
    // Another instance of a template may be copied where this one is not.
    if (Record->getTemplateInstantiationPattern() || usesWrittenMembers(Record))
      Context.Copied.insert(Record);
  markHeldByLibrary(Context);
  // Who copies an object copies its parts.
  for (size_t I = 0; I < Context.Copied.size(); ++I) {
    const CXXRecordDecl *Record = Context.Copied[I];
    for (const CXXBaseSpecifier &Base : Record->bases())
      mark(Context, Base.getType());
    for (const FieldDecl *Field : Record->fields())
      if (!Field->getType()->isReferenceType())
        mark(Context, Field->getType());
  }
  std::vector<NameId> Result;
  for (const CXXRecordDecl *Record : Candidates)
    if (Context.Copied.contains(Record))
      Result.push_back(Context.usr(Record));
  llvm::sort(Result, [&](NameId L, NameId R) {
    return Context.Names.text(L) < Context.Names.text(R);
  });
  Result.erase(llvm::unique(Result), Result.end());
  return Result;
}
