// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Names of functions, classes, fields and variables that agree between TUs.
///
/// Clang's USR is the base. It is not unique in four cases, which are mended
/// here: entities with internal linkage carry only the base name of their file,
/// so the file relative to the project root is appended; so it is to `main`, of
/// which a database may have one for each program; all lambdas of a
/// function share one USR, so each is named by its parent and its number in it
/// (0-based, in source order, nested ones counted in their own parent); and so
/// do instantiations over such lambdas.
#ifndef MAPWARDEN_EXTRACT_ENTITYNAMING_H
#define MAPWARDEN_EXTRACT_ENTITYNAMING_H

#include "Extract/SourceSpans.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/DenseMap.h"
#include <memory>

namespace mapwarden {

class EntityNaming {
public:
  EntityNaming(SourceSpans &Spans, NameTable &Names)
      : Spans(Spans), Names(Names) {}

  /// The program-unique name of \p Entity; for the call operator of a lambda
  /// the lambda's. Cached.
  NameId usr(const clang::Decl *Entity);
  /// The name users read: qualified, without parameters, template arguments and
  /// inline or unnamed namespaces. This is also the form in which library
  /// models name types and functions.
  NameId qualifiedName(const clang::NamedDecl *Entity);

  /// The USRs of special members that Clang may not have declared because
  /// nothing that it parsed uses them.
  NameId destructorUsr(const clang::CXXRecordDecl *Record);
  NameId defaultConstructorUsr(const clang::CXXRecordDecl *Record);
  /// The USR of block number \p Ordinal (`^{ ... }`) of \p Function.
  NameId blockUsr(NameId Function, size_t Ordinal) {
    return Names.intern(Names.text(Function).str() +
                        "@block:" + std::to_string(Ordinal));
  }

private:
  SourceSpans &Spans;
  NameTable &Names;
  llvm::DenseMap<const clang::Decl *, NameId> Usrs;
  llvm::DenseMap<const clang::NamedDecl *, NameId> QualifiedNames;
  llvm::DenseMap<const clang::CXXRecordDecl *, NameId> Lambdas;

  NameId lambdaUsr(const clang::CXXRecordDecl *Closure);
  NameId undeclaredUsr(const clang::CXXRecordDecl *Record,
                       llvm::StringRef Prefix);
  std::string computeUsr(const clang::Decl *Entity);
  void appendClosures(clang::QualType Type, std::string &Usr, unsigned Depth);
  void appendClosures(llvm::ArrayRef<clang::TemplateArgument> Arguments,
                      std::string &Usr, unsigned Depth);
  bool appendQualifiedName(const clang::DeclContext *Context,
                           std::string &Name);
};

} // namespace mapwarden

#endif
