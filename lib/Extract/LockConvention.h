// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Members that are locks by their names, and whether they can be.
#ifndef MAPWARDEN_EXTRACT_LOCKCONVENTION_H
#define MAPWARDEN_EXTRACT_LOCKCONVENTION_H

#include "clang/AST/Decl.h"

namespace mapwarden {

/// Whether \p Function is a member that is named like one of a lock, and whose
/// visible body waits in a loop and calls nothing, a builtin neither, and holds
/// no assembly: `while (busy) {} busy = true;` on a plain number. It cannot be
/// atomic. Linear in the body.
bool isPlainLockMember(const clang::FunctionDecl *Function);

} // namespace mapwarden

#endif
