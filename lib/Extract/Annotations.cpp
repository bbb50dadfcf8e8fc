// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Reads annotations and looks the names in them up.
#include "Extract/Annotations.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"

using namespace mapwarden;
using namespace clang;
using llvm::StringRef;

static constexpr StringRef Prefix = "mapwarden::";

bool mapwarden::isAnnotated(const Decl *Entity, StringRef Word) {
  return llvm::any_of(Entity->specific_attrs<AnnotateAttr>(),
                      [&](const AnnotateAttr *Each) {
                        StringRef Text = Each->getAnnotation();
                        return Text.consume_front(Prefix) && Text == Word;
                      });
}

/// The member \p Name of \p Record or of one of its bases.
static const ValueDecl *findMember(const CXXRecordDecl *Record,
                                   const IdentifierInfo &Name) {
  Record = Record->getDefinition();
  if (!Record)
    return nullptr;
  for (const NamedDecl *Found : Record->lookup(&Name))
    if (isa<FieldDecl, VarDecl>(Found))
      return cast<ValueDecl>(Found);
  for (const CXXBaseSpecifier &Base : Record->bases())
    if (const CXXRecordDecl *BaseClass = Base.getType()->getAsCXXRecordDecl())
      if (const ValueDecl *Found = findMember(BaseClass, Name))
        return Found;
  return nullptr;
}

/// \p Name as seen from where \p Variable is declared.
static const ValueDecl *lookUp(const ValueDecl *Variable,
                               const IdentifierInfo &Name) {
  for (const DeclContext *Scope = Variable->getDeclContext(); Scope;
       Scope = Scope->getParent()) {
    if (const auto *Record = dyn_cast<CXXRecordDecl>(Scope)) {
      if (const ValueDecl *Found = findMember(Record, Name))
        return Found;
      continue;
    }
    if (Scope->isLookupContext())
      for (const NamedDecl *Found : Scope->lookup(&Name))
        if (isa<VarDecl>(Found))
          return cast<VarDecl>(Found);
  }
  return nullptr;
}

AccessPath mapwarden::annotatedGuard(LoweringContext &Context,
                                     const ValueDecl *Variable) {
  StringRef Text;
  for (const auto *Each : Variable->specific_attrs<AnnotateAttr>()) {
    StringRef Given = Each->getAnnotation();
    if (Given.consume_front(Prefix) && Given.consume_front("guarded_by(") &&
        Given.consume_back(")"))
      Text = Given.trim();
  }
  AccessPath Path;
  const ValueDecl *Last = nullptr;
  while (!Text.empty()) {
    StringRef Name =
        Text.take_while([](char C) { return llvm::isAlnum(C) || C == '_'; });
    if (Name.empty())
      return {};
    Text = Text.drop_front(Name.size());
    if (!Text.consume_front("."))
      Text.consume_front("->");
    if (Name == "this" && !Last)
      continue;
    const IdentifierInfo &Identifier = Context.Ast.Idents.get(Name);
    const CXXRecordDecl *Class =
        Last ? Context.Types.designatedClass(Last->getType()) : nullptr;
    Last = !Last   ? lookUp(Variable, Identifier)
           : Class ? findMember(Class, Identifier)
                   : nullptr;
    if (!Last)
      return {};
    if (const auto *Field = dyn_cast<FieldDecl>(Last)) {
      if (!Path.isKnown())
        Path.Root.Kind = RootKind::This;
      Path.Selectors.push_back(
          {mapwarden::Selector::Field, Context.usr(Field)});
    } else {
      const auto *Global = cast<VarDecl>(Last)->getCanonicalDecl();
      Context.Globals.insert(Global);
      Path.Selectors.clear();
      Path.Root.Kind = RootKind::Global;
      Path.Root.Name = Context.usr(Global);
    }
  }
  return Path;
}
