// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Copy constructors, then template arguments.
#include "Extract/CopyableTypes.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/STLExtras.h"

using namespace mapwarden;
using namespace clang;

/// Template arguments of arguments of arguments.
static constexpr unsigned MaxNesting = 6;

static bool hasPublicCopy(const CXXRecordDecl *Class) {
  bool IsDeclared = false;
  for (const CXXConstructorDecl *Each : Class->ctors()) {
    if (!Each->isCopyConstructor())
      continue;
    IsDeclared = true;
    if (!Each->isDeleted() && Each->getAccess() == AS_public)
      return true;
  }
  // Where Sema has to look for the constructors of the members it has not done
  // so yet, and the answer is not known.
  return !IsDeclared && Class->needsImplicitCopyConstructor() &&
         !Class->needsOverloadResolutionForCopyConstructor() &&
         !Class->defaultedCopyConstructorIsDeleted() &&
         Class->hasSimpleCopyConstructor();
}

static bool isCopyable(QualType Type, unsigned Nesting) {
  if (Type.isNull() || Nesting == MaxNesting || Type->isDependentType())
    return false;
  if (Type->isScalarType())
    return true;
  const CXXRecordDecl *Class = Type->getAsCXXRecordDecl();
  const auto *Instance =
      dyn_cast_or_null<ClassTemplateSpecializationDecl>(Class);
  if (Class && Class->hasDefinition())
    Class = Class->getDefinition();
  else if (Instance) // Not needed yet: as it is written.
    Class =
        Instance->getSpecializedTemplate()->getTemplatedDecl()->getDefinition();
  else
    return false;
  if (!Class || !hasPublicCopy(Class) ||
      (!Class->isDependentContext() && Class->isAbstract()))
    return false;
  return !Instance ||
         llvm::all_of(Instance->getTemplateArgs().asArray(),
                      [&](const TemplateArgument &Argument) {
                        if (Argument.getKind() != TemplateArgument::Type)
                          return Argument.getKind() != TemplateArgument::Pack;
                        QualType Given = Argument.getAsType();
                        return Given->isFunctionType() ||
                               isCopyable(Given, Nesting + 1);
                      });
}

bool mapwarden::isCopyable(QualType Type) { return ::isCopyable(Type, 0); }
