// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What a method that is not const does to its object, where its body says so.
#ifndef MAPWARDEN_EXTRACT_METHODEFFECTS_H
#define MAPWARDEN_EXTRACT_METHODEFFECTS_H

#include "clang/AST/DeclCXX.h"

namespace mapwarden {

/// Whether the body of \p Method, which this unit shows, reads members and
/// returns a value: `Factory *get() { return f; }`, where the author forgot
/// `const`. False for a method without a visible body, and for one that hands
/// out a reference, or a pointer to a part of its object: what is done with
/// those is not in the body. Linear in the body.
bool onlyReads(const clang::CXXMethodDecl *Method);

} // namespace mapwarden

#endif
