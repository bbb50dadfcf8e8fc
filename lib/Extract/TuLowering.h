// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// All functions of the project in one translation unit, lowered one after the
/// other.
///
/// Starts from the top-level declarations outside of system headers: what the
/// standard library declares or instantiates is never visited. Templates are
/// taken as their instances; one without any is lowered as it stands, as far as
/// that goes. Lambdas and outlined regions come right after the function around
/// them, whose scope they need.
#ifndef MAPWARDEN_EXTRACT_TULOWERING_H
#define MAPWARDEN_EXTRACT_TULOWERING_H

#include "Extract/BodyLowering.h"

namespace mapwarden {

class TuLowering {
public:
  TuLowering(LoweringContext &Context, TuFacts &Facts)
      : Context(Context), Facts(Facts) {}

  /// Fills functions, classes and globals of the facts, sorted and unique by
  /// USR.
  void run();

private:
  LoweringContext &Context;
  TuFacts &Facts;
  llvm::DenseSet<NameId> Lowered; ///< USRs of functions.
  std::vector<const clang::VarDecl *>
      Initialized; ///< Globals with an initialiser, in source order.

  void visit(const clang::Decl *Declared);
  void visitFunction(const clang::FunctionDecl *Function);
  void visitTemplate(const clang::FunctionTemplateDecl *Template);
  void visitRecord(const clang::CXXRecordDecl *Record);
  void visitClassTemplate(const clang::ClassTemplateDecl *Template);
  void visitImplicitMembers(const clang::CXXRecordDecl *Record);
  void visitLocalClasses(const clang::Stmt *Body);

  void lowerFunction(const clang::FunctionDecl *Function);
  void lowerNested(const BodyScan &Scan, FunctionScope &Scope,
                   const FunctionFacts &Around);
  void lowerLambda(const clang::LambdaExpr *Lambda, FunctionScope &Around,
                   const FunctionFacts &AroundFacts);
  void lowerRegion(const clang::OMPExecutableDirective *Directive,
                   unsigned Ordinal, FunctionScope &Around,
                   const FunctionFacts &AroundFacts);
  void lowerBlock(const clang::BlockExpr *Block, unsigned Ordinal,
                  FunctionScope &Around, const FunctionFacts &AroundFacts);
  void lowerGlobals();
  void addParams(FunctionScope &Scope, const clang::FunctionDecl *Function);
  void add(FunctionFacts Function);
  bool isSystem(const clang::Decl *Declared) const {
    return Context.Spans.isSystem(Declared->getLocation());
  }
};

} // namespace mapwarden

#endif
