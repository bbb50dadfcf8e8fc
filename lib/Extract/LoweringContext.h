// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What the lowering of all functions of one TU shares.
#ifndef MAPWARDEN_EXTRACT_LOWERINGCONTEXT_H
#define MAPWARDEN_EXTRACT_LOWERINGCONTEXT_H

#include "Extract/TypeModels.h"
#include "Facts/TuFacts.h"
#include "clang/AST/ASTContext.h"
#include "llvm/ADT/SetVector.h"

namespace mapwarden {

struct LoweringContext {
  LoweringContext(clang::ASTContext &Ast, const ModelSet &Models,
                  llvm::StringRef ProjectRoot, NameTable &Names)
      : Ast(Ast), Models(Models), Names(Names),
        Spans(Ast.getSourceManager(), Ast.getLangOpts(), Names, ProjectRoot),
        Naming(Spans, Names), Types(Ast, Models, Naming, Spans, Names) {}

  clang::ASTContext &Ast;
  const ModelSet &Models;
  NameTable &Names;
  SourceSpans Spans;
  EntityNaming Naming;
  TypeModels Types;
  /// Variables with static storage that occur in a path.
  llvm::SetVector<const clang::VarDecl *> Globals;
  /// Classes that occur as a type or as the class of a function.
  llvm::SetVector<const clang::CXXRecordDecl *> Classes;
  /// Definitions of classes whose objects are copied; see CopiedClasses.h.
  llvm::SetVector<const clang::CXXRecordDecl *> Copied;

  /// Variables of which no two runs of a parallel loop have the same value at a
  /// time: its counters.
  llvm::DenseSet<const clang::ValueDecl *> RunNumbers;

  NameId intern(llvm::StringRef Text) { return Names.intern(Text); }
  NameId usr(const clang::Decl *Entity) { return Naming.usr(Entity); }
};

} // namespace mapwarden

#endif
