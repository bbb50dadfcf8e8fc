// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The bodies of functions, found on tokens alone.
///
/// A function that was renamed has the same body, and a finding in it is the
/// same finding. What counts as a function is the outermost pair of braces that
/// belongs to no namespace, class, enumeration or linkage block. Broken and
/// macro-heavy code may give other pairs; they are the same for the same code.
#ifndef MAPWARDEN_FINDINGS_FUNCTIONBODIES_H
#define MAPWARDEN_FINDINGS_FUNCTIONBODIES_H

#include "Findings/SourceLexer.h"
#include "llvm/ADT/ArrayRef.h"
#include <string>

namespace mapwarden {

/// Tokens [Begin, End): from `{` to behind its `}`.
struct FunctionBody {
  size_t Begin, End;
};

/// The bodies in \p Tokens, which are lexSource(Text), in order; they do not
/// overlap. O(size).
std::vector<FunctionBody>
findFunctionBodies(llvm::StringRef Text, llvm::ArrayRef<SourceToken> Tokens);

/// The body around byte \p Offset without comments and white space, one blank
/// between words; empty outside of all bodies. O(log bodies + size of it).
std::string getBodyText(llvm::StringRef Text,
                        llvm::ArrayRef<SourceToken> Tokens,
                        llvm::ArrayRef<FunctionBody> Bodies, size_t Offset);

} // namespace mapwarden

#endif
