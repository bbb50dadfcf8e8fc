// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// USRs and qualified names, each computed once per declaration.
#include "Extract/EntityNaming.h"
#include "Extract/BodyScan.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Index/USRGeneration.h"

using namespace mapwarden;
using namespace clang;

/// Nesting of template arguments that is searched for closure types.
static constexpr unsigned MaxArgumentDepth = 4;

NameId EntityNaming::lambdaUsr(const CXXRecordDecl *Closure) {
  Closure = Closure->getCanonicalDecl();
  auto Known = Lambdas.find(Closure);
  if (Known != Lambdas.end())
    return Known->second;
  // A lambda in no function (the initialiser of a global or a field) is named
  // by its place. So is, for now, the one that is asked for, in case it is not
  // found in its function: in a default argument, or in code with errors.
  SourceSpan At = Spans.span(Closure->getLocation(), Closure->getLocation());
  NameId ByPlace =
      Names.intern("c:@lambda@" + Names.text(At.File).str() + ":" +
                   std::to_string(At.Line) + ":" + std::to_string(At.Column));
  Lambdas[Closure] = ByPlace;
  const auto *Function =
      dyn_cast_or_null<FunctionDecl>(Closure->getParentFunctionOrMethod());
  if (!Function)
    return ByPlace;
  llvm::SmallVector<const LambdaExpr *, 8> Siblings;
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(Function))
    for (const CXXCtorInitializer *Init : Constructor->inits())
      if (Init->getInit())
        findLambdas(Init->getInit(), Siblings);
  if (const Stmt *Body = Function->getBody())
    findLambdas(Body, Siblings);
  std::string Parent = Names.text(usr(Function)).str();
  unsigned Ordinal = 0;
  for (const LambdaExpr *Sibling : Siblings) {
    const CXXRecordDecl *Class = Sibling->getLambdaClass();
    if (Class->getParentFunctionOrMethod() == Function)
      Lambdas[Class->getCanonicalDecl()] =
          Names.intern(Parent + "@lambda:" + std::to_string(Ordinal++));
  }
  return Lambdas.lookup(Closure);
}

NameId EntityNaming::undeclaredUsr(const CXXRecordDecl *Record,
                                   llvm::StringRef Prefix) {
  llvm::SmallString<128> Own;
  index::generateUSRForDecl(Record, Own);
  std::string Usr =
      Own.str().str() + "@F@" + Prefix.str() + Record->getName().str() + "#";
  // What usr() appends to the class it appends to its members.
  llvm::StringRef Suffix = Names.text(usr(Record));
  if (Suffix.consume_front(Own))
    Usr += Suffix;
  return Names.intern(Usr);
}

NameId EntityNaming::destructorUsr(const CXXRecordDecl *Record) {
  if (const CXXDestructorDecl *Destructor = Record->getDestructor())
    return usr(Destructor);
  return undeclaredUsr(Record, "~");
}

NameId EntityNaming::defaultConstructorUsr(const CXXRecordDecl *Record) {
  for (const CXXConstructorDecl *Constructor : Record->ctors())
    if (Constructor->isDefaultConstructor())
      return usr(Constructor);
  return undeclaredUsr(Record, "");
}

void EntityNaming::appendClosures(QualType Type, std::string &Usr,
                                  unsigned Depth) {
  if (Type.isNull() || Depth == MaxArgumentDepth)
    return;
  while (Type->isPointerType() || Type->isReferenceType())
    Type = Type->getPointeeType();
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  if (!Record)
    return;
  if (Record->isLambda())
    Usr += "@over:" + Names.text(lambdaUsr(Record)).str();
  else if (const auto *Special =
               dyn_cast<ClassTemplateSpecializationDecl>(Record))
    appendClosures(Special->getTemplateArgs().asArray(), Usr, Depth + 1);
}

void EntityNaming::appendClosures(llvm::ArrayRef<TemplateArgument> Arguments,
                                  std::string &Usr, unsigned Depth) {
  for (const TemplateArgument &Argument : Arguments) {
    if (Argument.getKind() == TemplateArgument::Type)
      appendClosures(Argument.getAsType(), Usr, Depth);
    else if (Argument.getKind() == TemplateArgument::Pack)
      appendClosures(Argument.pack_elements(), Usr, Depth);
  }
}

std::string EntityNaming::computeUsr(const Decl *Entity) {
  if (const auto *Record = dyn_cast<CXXRecordDecl>(Entity);
      Record && Record->isLambda())
    return Names.text(lambdaUsr(Record)).str();
  std::string Usr;
  if (const auto *Method = dyn_cast<CXXMethodDecl>(Entity);
      Method && Method->getParent()->isLambda()) {
    Usr = Names.text(lambdaUsr(Method->getParent())).str();
    if (Method->getOverloadedOperator() != OO_Call)
      Usr += "@" + Method->getNameAsString();
    // All instances of a generic lambda are one function.
    return Usr;
  }
  llvm::SmallString<128> Own;
  index::generateUSRForDecl(Entity, Own);
  Usr = Own.str().str();
  // Fields without a name still need one.
  if (Usr.empty() || Usr.back() == '@') {
    SourceSpan At = Spans.span(Entity->getLocation(), Entity->getLocation());
    Usr += std::to_string(At.Line) + ":" + std::to_string(At.Column);
  }
  const auto *Named = dyn_cast<NamedDecl>(Entity);
  const auto *Main = dyn_cast<FunctionDecl>(Entity);
  // Each program of a database has its own main, and each translation unit that
  // includes a header what is internal in it.
  if (Named && (!Named->isExternallyVisible() || (Main && Main->isMain()))) {
    const SourceManager &Sources = Entity->getASTContext().getSourceManager();
    llvm::StringRef Unit = Names.text(
        Spans.file(Sources.getLocForStartOfFile(Sources.getMainFileID())));
    llvm::StringRef File = Names.text(Spans.file(Entity->getLocation()));
    Usr += "@" + File.str();
    if (File != Unit)
      Usr += "@" + Unit.str();
  }
  if (const auto *Function = dyn_cast<FunctionDecl>(Entity))
    if (const TemplateArgumentList *Arguments =
            Function->getTemplateSpecializationArgs())
      appendClosures(Arguments->asArray(), Usr, 0);
  const auto *Holder = dyn_cast<CXXRecordDecl>(Entity);
  if (!Holder)
    Holder = dyn_cast<CXXRecordDecl>(Entity->getDeclContext());
  for (; Holder; Holder = dyn_cast<CXXRecordDecl>(Holder->getDeclContext()))
    if (const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(Holder))
      appendClosures(Special->getTemplateArgs().asArray(), Usr, 0);
  // What is declared in a lambda's body shares the USR of the lambda's
  // siblings.
  if (const auto *Method = dyn_cast<CXXMethodDecl>(Entity->getDeclContext());
      Method && Method->getParent()->isLambda())
    Usr += "@in:" + Names.text(lambdaUsr(Method->getParent())).str();
  return Usr;
}

NameId EntityNaming::usr(const Decl *Entity) {
  const Decl *Canonical = Entity->getCanonicalDecl();
  auto [Entry, IsNew] = Usrs.try_emplace(Canonical, NameId::None);
  if (!IsNew)
    return Entry->second;
  NameId Id = Names.intern(computeUsr(Canonical));
  Usrs[Canonical] = Id;
  return Id;
}

/// Appends the names around an entity, each followed by `::`. Returns false at
/// the translation unit.
bool EntityNaming::appendQualifiedName(const DeclContext *Around,
                                       std::string &Name) {
  for (; Around && !Around->isTranslationUnit(); Around = Around->getParent()) {
    const auto *Named = dyn_cast<NamedDecl>(Around);
    if (!Named)
      continue; // extern "C", export
    if (const auto *Space = dyn_cast<NamespaceDecl>(Around);
        Space && (Space->isInline() || Space->isAnonymousNamespace()))
      continue;
    if (!Named->getDeclName())
      continue;
    Name += Names.text(qualifiedName(Named));
    Name += "::";
    return true;
  }
  return false;
}

NameId EntityNaming::qualifiedName(const NamedDecl *Entity) {
  const auto *Canonical = cast<NamedDecl>(Entity->getCanonicalDecl());
  auto [Entry, IsNew] = QualifiedNames.try_emplace(Canonical, NameId::None);
  if (!IsNew)
    return Entry->second;
  std::string Name;
  const auto *Method = dyn_cast<CXXMethodDecl>(Canonical);
  if (Method && Method->getParent()->isLambda() &&
      Method->getOverloadedOperator() == OO_Call) {
    Name = "lambda";
    std::string Around;
    if (appendQualifiedName(Method->getParent()->getDeclContext(), Around)) {
      Around.resize(Around.size() - 2);
      // The innermost named function says enough.
      llvm::StringRef Outer = Around;
      Outer.consume_front("lambda in ");
      Name += " in " + Outer.str();
    }
  } else {
    appendQualifiedName(Canonical->getDeclContext(), Name);
    if (isa<CXXConstructorDecl>(Canonical)) // `Foo<int>` would be its name.
      Name += cast<CXXConstructorDecl>(Canonical)->getParent()->getName();
    else if (isa<CXXDestructorDecl>(Canonical))
      Name += "~" +
              cast<CXXDestructorDecl>(Canonical)->getParent()->getName().str();
    else if (const auto *Tag = dyn_cast<TagDecl>(Canonical);
             Tag && !Tag->getDeclName() && Tag->getTypedefNameForAnonDecl())
      Name += Tag->getTypedefNameForAnonDecl()->getName();
    else
      Name += Canonical->getNameAsString();
  }
  NameId Id = Names.intern(Name);
  QualifiedNames[Canonical] = Id;
  return Id;
}
