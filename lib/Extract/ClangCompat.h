// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Differences between Clang versions, and nothing else.
#ifndef MAPWARDEN_EXTRACT_CLANGCOMPAT_H
#define MAPWARDEN_EXTRACT_CLANGCOMPAT_H

#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"

namespace mapwarden {

/// The capability that GUARDED_BY or PT_GUARDED_BY names; null without either.
/// Later versions than 22 take several.
inline const clang::Expr *guardingCapability(const clang::ValueDecl *Variable) {
  if (const auto *Guard = Variable->getAttr<clang::GuardedByAttr>())
    return Guard->getArg();
  if (const auto *Guard = Variable->getAttr<clang::PtGuardedByAttr>())
    return Guard->getArg();
  return nullptr;
}

} // namespace mapwarden

#endif
