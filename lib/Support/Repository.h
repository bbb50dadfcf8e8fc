// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Where the repository of a source file begins.
///
/// Paths in facts and findings are relative to the project root, so that they
/// mean the same on every machine. Most projects say where that is without
/// being asked: it is the folder with `.git` above their sources.
#ifndef MAPWARDEN_SUPPORT_REPOSITORY_H
#define MAPWARDEN_SUPPORT_REPOSITORY_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace mapwarden {

/// The nearest folder at or above \p Folder (absolute) that holds `.git`, a
/// folder or, in worktrees and submodules, a file. Empty when there is none.
std::string findRepositoryRoot(llvm::StringRef Folder);

} // namespace mapwarden

#endif
