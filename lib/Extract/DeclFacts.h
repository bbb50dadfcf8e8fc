// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What declarations say: flags of variables, classes with their fields,
/// contracts of functions.
#ifndef MAPWARDEN_EXTRACT_DECLFACTS_H
#define MAPWARDEN_EXTRACT_DECLFACTS_H

#include "Extract/FunctionScope.h"

namespace mapwarden {

/// Sets the flags and the class of \p Facts that follow from \p Type.
void describeType(LoweringContext &Context, clang::QualType Type,
                  VariableFacts &Facts);

/// A parameter, local, field or global as declared.
VariableFacts describeVariable(LoweringContext &Context,
                               const clang::ValueDecl *Variable);

/// Fills Facts.Locals from the variables of \p Scope.
void describeLocals(LoweringContext &Context, FunctionScope &Scope,
                    FunctionFacts &Facts);

/// Everything but the body of \p Function.
FunctionFacts describeFunction(LoweringContext &Context,
                               const clang::FunctionDecl *Function,
                               FunctionScope &Scope);

/// \p Record must have a definition.
ClassFacts describeClass(LoweringContext &Context,
                         const clang::CXXRecordDecl *Record);

} // namespace mapwarden

#endif
