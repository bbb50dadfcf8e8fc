// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// One walk over the namespaces, then instantiation of what was found.
#include "Extract/UnseenInstances.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Sema/Sema.h"
#include "llvm/ADT/DenseSet.h"

using namespace mapwarden;
using namespace clang;

/// An instantiation may make further classes complete; after this many rounds
/// the rest is left out.
static constexpr unsigned MaxRounds = 3;

/// The class templates of \p Context and what is nested in it, system headers
/// left out.
static void findTemplates(const SourceManager &Sources,
                          const DeclContext *Context,
                          llvm::SmallVectorImpl<ClassTemplateDecl *> &Found) {
  for (Decl *Member : Context->decls()) {
    if (isa<NamespaceDecl, LinkageSpecDecl, ExportDecl>(Member)) {
      // Namespaces are reopened everywhere; what is in them decides.
      findTemplates(Sources, cast<DeclContext>(Member), Found);
      continue;
    }
    if (!isa<ClassTemplateDecl, CXXRecordDecl>(Member) ||
        Member->isImplicit() ||
        Sources.isInSystemHeader(
            Sources.getExpansionLoc(Member->getLocation())))
      continue;
    if (auto *Template = dyn_cast<ClassTemplateDecl>(Member)) {
      if (Template->isCanonicalDecl())
        Found.push_back(Template);
    } else if (auto *Record = cast<CXXRecordDecl>(Member);
               Record->isThisDeclarationADefinition() &&
               !Record->isDependentContext()) {
      findTemplates(Sources, Record, Found);
    }
  }
}

/// Would an object of its class need \p Method, whether or not anything calls
/// it: a constructor, the destructor, a virtual member?
static bool isNeeded(const CXXMethodDecl *Method) {
  if (Method->isDefined() || Method->isDeleted() || !Method->isUserProvided() ||
      !(Method->isVirtual() ||
        isa<CXXConstructorDecl, CXXDestructorDecl>(Method)))
    return false;
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(Method);
      Constructor && Constructor->isCopyOrMoveConstructor())
    return false;
  const FunctionDecl *Pattern = Method->getTemplateInstantiationPattern();
  return Pattern && Pattern->isDefined() &&
         !Method->getType()->isUndeducedType();
}

void UnseenInstances::ReadPendingInstantiations(
    llvm::SmallVectorImpl<std::pair<ValueDecl *, SourceLocation>> &) {
  if (IsDone)
    return;
  IsDone = true;
  llvm::SmallVector<ClassTemplateDecl *, 16> Templates;
  findTemplates(Sema.getSourceManager(),
                Sema.getASTContext().getTranslationUnitDecl(), Templates);
  if (Templates.empty())
    return;
  Sema.PerformPendingInstantiations(); // Those have a right to their errors.
  DiagnosticsEngine &Diagnostics = Sema.getDiagnostics();
  const bool WasSuppressed = Diagnostics.getSuppressAllDiagnostics();
  Diagnostics.setSuppressAllDiagnostics(true);
  llvm::DenseSet<const CXXMethodDecl *> Tried;
  for (unsigned Round = 0; Round < MaxRounds; ++Round) {
    llvm::SmallVector<CXXMethodDecl *, 32> Missing;
    for (ClassTemplateDecl *Template : Templates)
      for (ClassTemplateSpecializationDecl *Instance :
           Template->specializations()) {
        if (Instance->isExplicitSpecialization() ||
            Instance->isDependentContext() || !Instance->hasDefinition() ||
            Instance->isInvalidDecl())
          continue;
        for (CXXMethodDecl *Method : Instance->getDefinition()->methods())
          if (isNeeded(Method) && Tried.insert(Method).second)
            Missing.push_back(Method);
      }
    if (Missing.empty())
      break;
    for (CXXMethodDecl *Method : Missing)
      Sema.InstantiateFunctionDefinition(Method->getLocation(), Method,
                                         /*Recursive=*/true);
    Sema.PerformPendingInstantiations();
  }
  Diagnostics.setSuppressAllDiagnostics(WasSuppressed);
}
